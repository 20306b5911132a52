import { expect } from "chai";
import type { FaultError } from "../../emulator";
import { create, update } from "../../provider/number/act/lifecycle";
import type { PhoneNumberState } from "../../provider/number/model/state";
import { memoryJournal } from "../../provider/run/journal";
import { memoryOf } from "../../provider/run/memory";
import { ID, inputs, PIN, startWorld, type World } from "../support/world";

/** How often an engine calls again at once, as resource hooks can make it (pulumi.md §3b). */
const TIMES = 100;
const REFUSALS: FaultError[] = [
    ...[3, 10, 12, 33, 100, 200, 368, 131031, 131037, 133005, 133006, 133008, 133016, 424242].map((code) => ({
        code,
    })),
    { code: 100, subcode: 2388001 },
    { code: 100, details: "Register endpoint is not available for SMB businesses" },
];
/** These pass by themselves, and are tried again after a minute: no more often than there are requests. */
const PASSING: FaultError[] = [1, 4, 131000, 131057, 133015, 80007].map((code) => ({ code }));

describe("an engine that calls again at once after each failure", () => {
    let world: World;
    beforeEach(async () => {
        world = await startWorld({ numbers: [{ id: ID }] });
    });
    afterEach(() => world.close());

    const registers = () => world.sent().filter((kind) => kind === "register").length;
    const error = async (work: Promise<unknown>) => {
        const thrown = await work.then(
            () => undefined,
            (reason: unknown) => reason,
        );
        expect(thrown).to.be.instanceOf(Error);
        return thrown as Error & { state?: PhoneNumberState };
    };
    const refuse = (refusal: FaultError) =>
        world.graph.fail({ match: { kind: "register" }, times: 9999, do: { error: refusal } });

    for (const refusal of REFUSALS) {
        it(`spends one register on ${JSON.stringify(refusal)}, whatever state it brings`, async () => {
            refuse(refusal);
            for (let time = 0; time < TIMES; time++) await error(create(world.ports, inputs()));
            expect(registers()).to.equal(1);
            const last = await error(create(world.ports, inputs()));
            expect(last.message)
                .to.match(/Nothing was sent\. Next: \S/)
                .and.not.to.contain("{phone-number-id}");
        });
    }

    for (const refusal of PASSING) {
        it(`spends no more than there are on ${JSON.stringify(refusal)}`, async () => {
            refuse(refusal);
            for (let time = 0; time < TIMES; time++) await error(create(world.ports, inputs()));
            expect(registers()).to.be.at.most(10);
        });
    }

    for (const refusal of [3, 100, 200, 131031, 424242]) {
        it(`takes a live number offline once for a region that is refused (${refusal})`, async () => {
            const de = inputs({ dataLocalizationRegion: "DE" });
            let state = await create(world.ports, de);
            world.graph.fail({ match: { kind: "register" }, times: 1, do: { error: { code: refusal } } });
            world.sent();
            for (let time = 0; time < TIMES; time++) {
                const thrown = await error(
                    update(world.ports, state, { ...de, dataLocalizationRegion: "CH" }),
                );
                state = thrown.state ?? state;
            }
            expect(world.sent().filter((kind) => kind === "deregister")).to.have.length(1);
            expect(world.graph.number(ID)).to.include({ registered: true, region: "DE" });
        });
    }

    it("and a new process on this machine knows what was spent, even if the state is lost", async () => {
        world.graph.change(ID, { pin: "999999" });
        const journal = memoryJournal();
        for (let process = 0; process < 12; process++) {
            const ports = { ...world.ports, ...memoryOf(journal, "v25.0") };
            await error(create(ports, inputs({ pin: String(100_000 + process) })));
        }
        // Ten in 72 hours, and not one more: Graph would lock the number out.
        expect(registers()).to.equal(10);
        expect(world.graph.writes().filter(({ code }) => code === 133016)).to.deep.equal([]);
        expect(journal.read(ID).requests).not.to.contain(PIN);
    });
});
