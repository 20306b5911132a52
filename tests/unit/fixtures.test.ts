import { readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { create } from "../../provider/number/act/lifecycle";
import { stateFrom } from "../../provider/number/model/storedState";
import { PROVIDER_TEXT } from "../../sdk/providerText";
import { ID, inputs, startWorld } from "../support/world";

const fixture = (name: string) => readFileSync(path.join(__dirname, "..", "fixtures", name), "utf8");

describe("what is stored", () => {
    it("the provider text is the frozen one", () => {
        expect(PROVIDER_TEXT).to.equal(fixture("provider.txt"));
    });

    it("a number's state has the frozen shape", async () => {
        const world = await startWorld({ numbers: [{ id: ID }], now: Date.UTC(2026, 10, 22, 12) });
        const state = await create(
            world.ports,
            inputs({ dataLocalizationRegion: "DE", enableIdentityKeyCheck: true }),
        );
        await world.close();
        const settled = { ...state, requests: state.requests.replace(/\d+/, "1795348800") };
        expect(settled).to.deep.equal(JSON.parse(fixture("state-0.1.json")));
    });

    it("so has that of a number that was adopted with the PIN that it has", async () => {
        const world = await startWorld({ numbers: [{ id: ID, registered: true, pin: "314159" }] });
        const state = await create(world.ports, inputs({ pinOnAdoption: "keep" }));
        await world.close();
        const frozen = JSON.parse(fixture("state-0.1-kept-pin.json"));
        expect(state).to.deep.equal(frozen);
        expect(stateFrom(frozen, 0)).to.deep.equal(frozen);
    });

    it("so has that of a number whose region could not be read", async () => {
        const world = await startWorld({ numbers: [{ id: ID, registered: true }] });
        world.graph.fail({ match: { kind: "readSettings" }, do: { error: { code: 10 } } });
        const state = await create(world.ports, inputs());
        await world.close();
        const frozen = JSON.parse(fixture("state-0.1-unread-region.json"));
        expect(state).to.deep.equal(frozen);
        expect(stateFrom(frozen, 0)).to.deep.equal(frozen);
    });
});
