import { readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { type Bag, NativeProcess, secret } from "../../../support/nativeProcess";
import { ID } from "../../../support/world";

const fixture = (name: string): Bag & { pin: string; dataLocalizationRegion: string } =>
    JSON.parse(readFileSync(path.join(__dirname, "../../../fixtures", name), "utf8"));
const RECORDED = fixture("state-0.1.json");
const PIN = RECORDED.pin;
const OF_DYNAMIC = { __provider: fixtureText("provider.txt") };

function fixtureText(name: string): string {
    return readFileSync(path.join(__dirname, "../../../fixtures", name), "utf8");
}

describe("state that an earlier release left, behind the plugin's protocol", () => {
    const declared = {
        phoneNumberId: ID,
        pin: secret(PIN),
        dataLocalizationRegion: RECORDED.dataLocalizationRegion,
        enableIdentityKeyCheck: true,
    };
    const left = { ...RECORDED, pin: secret(PIN) };

    for (const [what, extra] of [
        ["the plugin", {}],
        ["the package for Node.js", OF_DYNAMIC],
    ] as const) {
        it(`of ${what}: compares clean, reads, updates and deletes`, async () => {
            await using plugin = await NativeProcess.start({
                numbers: [{ id: ID, registered: true, pin: PIN, region: "DE", identityKeyCheck: true }],
            });
            const sent = () => plugin.graph.writes().map(({ kind }) => kind);
            const olds = { ...declared, pinRevision: 1, ...extra };
            const state: Bag = { ...left, ...extra };
            const { inputs, failures } = await plugin.check(declared, { olds });
            expect(failures).to.deep.equal([]);
            expect(inputs).to.deep.equal({ ...declared, pinRevision: 1 });
            const { changes, detailed } = await plugin.diff(state, inputs, { olds });
            expect({ changes, detailed }).to.deep.equal({ changes: false, detailed: [] });
            const said = plugin.lines.map(({ message }) => message).join();
            expect(said.includes("taken over as it is")).to.equal("__provider" in extra);

            const read = await plugin.read(ID, state, olds);
            expect(read.id).to.equal(ID);
            expect(read.state).to.include({ registered: true, dataLocalizationRegion: "DE" });
            expect(read.state).not.to.have.property("__provider");
            expect(read.state.pin).to.deep.equal(secret(PIN));
            expect((await plugin.diff(read.state, inputs, { olds: read.inputs })).changes).to.equal(false);
            expect(sent()).to.deep.equal([]);

            const news = (await plugin.check({ ...declared, pin: secret("271828") }, { olds: inputs }))
                .inputs;
            const updated = await plugin.update(ID, read.state, news);
            expect(updated).to.deep.include({ pin: secret("271828"), pinRevision: 2 });
            expect(sent()).to.deep.equal(["setPin"]);
            // Another run: this one still declares it.
            await using next = await NativeProcess.start();
            await next.configure({ graphUrl: plugin.graph.url, accessToken: plugin.graph.token });
            await next.delete(ID, { ...updated, ...extra });
            expect(sent()).to.deep.equal(["setPin", "deregister"]);
        });
    }
});
