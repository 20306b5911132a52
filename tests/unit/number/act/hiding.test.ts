import { expect } from "chai";
import { create, read, remove, update } from "../../../../provider/number/act/lifecycle";
import type { PhoneNumberState } from "../../../../provider/number/model/state";
import { ID, inputs, PIN, startWorld, type World } from "../../../support/world";

const OLD = "604918";
const NEW = "271828";
const REFUSED = "935117";

const STATE: PhoneNumberState = {
    phoneNumberId: ID,
    pin: OLD,
    refusedPin: REFUSED,
    pinRevision: 1,
    registered: true,
    dataLocalizationRegion: "DE",
    requests: "",
};

/** Graph's own words may repeat any PIN at any request, also at one that was not sent a PIN. */
describe("an answer that repeats a PIN", () => {
    let world: World;
    beforeEach(async () => {
        world = await startWorld({ numbers: [{ id: ID, registered: true, pin: OLD, region: "DE" }] });
    });
    afterEach(() => world.close());

    const wanted = inputs({ pin: NEW, dataLocalizationRegion: "CH", pinRevision: 2 });
    const operations: Record<string, () => Promise<unknown>> = {
        create: () => create(world.ports, wanted),
        update: () => update(world.ports, STATE, wanted),
        refresh: () => read(world.ports, STATE),
        delete: () => remove(world.ports, STATE),
    };
    for (const [name, operation] of Object.entries(operations)) {
        for (const after of [0, 1, 2, 3]) {
            it(`${name}, from request ${after + 1} on: no PIN in an error or a line`, async () => {
                const said = [PIN, OLD, NEW, REFUSED].join(" ");
                world.graph.fail({ after, times: 999, do: { error: { code: 190, message: `no: ${said}` } } });
                const ended = await operation().then(String, (error: Error) => error.message);
                const known =
                    name === "create" ? [NEW] : name === "update" ? [OLD, NEW, REFUSED] : [OLD, REFUSED];
                for (const pin of known) expect([ended, ...world.lines].join("\n")).not.to.contain(pin);
            });
        }
    }
});
