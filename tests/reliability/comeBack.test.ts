import { expect } from "chai";
import fc from "fast-check";
import type { FaultError, NumberState } from "../../emulator";
import { create, update } from "../../provider/number/act/lifecycle";
import { parseLedger } from "../../provider/number/model/ledger";
import type { PhoneNumberState } from "../../provider/number/model/state";
import { HalfWay } from "../../provider/resource";
import { memoryJournal } from "../../provider/run/journal";
import { memoryOf } from "../../provider/run/memory";
import { inputs, newRun, startWorld, type World } from "../support/world";

/** One more register only makes these worse (docs/how-it-works.md, "An outage's last resort"). */
const FINAL = [0, 102, 104, 190, 133005, 133006, 133016];
const KNOWN = [
    1, 2, 3, 4, 10, 12, 17, 33, 100, 200, 299, 300, 368, 80007, 80008, 130429, 131000, 131005, 131008, 131009,
    131016, 131031, 131037, 131042, 131045, 131057, 133000, 133004, 133008, 133009, 133010, 133015, 134011,
    2388012, 2388103,
];
const UNKNOWN = [5, 99, 777, 133001, 133099, 999999];
const SUBCODES: FaultError[] = [
    { code: 100, subcode: 2388001 },
    { code: 100, subcode: 33 },
    { code: 100, details: "Expected data localization region: 'XX'" },
    { code: 100, details: "Register endpoint is not available for SMB businesses" },
];

/** A live number in DE moves to CH while register is refused. */
async function outage(world: World, id: string, refusal: () => void) {
    const { graph } = world;
    // Each number has its own machine, which does not know what others have learned about this Graph.
    const ports = newRun({ ...world.ports, ...memoryOf(memoryJournal(), "v25.0") });
    graph.seed({ numbers: [{ id, registered: true, pin: inputs().pin, region: "DE" }] });
    const de = inputs({ phoneNumberId: id, dataLocalizationRegion: "DE" });
    const before = await create(ports, de);
    graph.clearRequests();
    refusal();
    const error = await update(ports, before, { ...de, dataLocalizationRegion: "CH" }).then(
        () => undefined,
        (reason: unknown) => reason as Error,
    );
    graph.clearFaults();
    const sent = graph.writes().filter(({ phoneNumberId }) => phoneNumberId === id);
    const registers = sent.filter(({ kind }) => kind === "register").length;
    const state = error instanceof HalfWay ? error.state : undefined;
    return { number: graph.number(id), error, state, registers };
}

function expectLedger(state: PhoneNumberState | undefined, registers: number): void {
    if (state === undefined) return;
    expect(parseLedger(state.requests).filter(({ request }) => request === "register")).to.have.length(
        registers,
    );
}

function expectBack(number: NumberState, state: PhoneNumberState | undefined): void {
    expect(number.registered).to.equal(true);
    expect(["DE", "CH"]).to.include(number.region);
    if (state !== undefined)
        expect(state).to.deep.include({ registered: true, dataLocalizationRegion: number.region });
}

describe("a live number whose register is refused in an outage", () => {
    let world: World;
    let ids = 7000;
    before(async () => {
        world = await startWorld();
    });
    after(() => world.close());

    const refusals = [...KNOWN, ...UNKNOWN].map((code): FaultError => ({ code })).concat(SUBCODES);
    for (const error of refusals) {
        it(`comes back after ${JSON.stringify(error)}, from the reserve`, async () => {
            const id = String(ids++);
            const { number, state, registers } = await outage(world, id, () =>
                world.graph.fail({ match: { kind: "register" }, do: { error } }),
            );
            expectBack(number, state);
            expect(registers).to.equal(2);
            expectLedger(state, registers);
        });
    }

    for (const code of FINAL) {
        it(`is not registered again after ${code}, which is final`, async () => {
            const id = String(ids++);
            const { number, error, state, registers } = await outage(world, id, () =>
                world.graph.fail({ match: { kind: "register" }, times: 9, do: { error: { code } } }),
            );
            expect(error).to.be.instanceOf(HalfWay);
            expect(state?.registered).to.equal(false);
            expect(number.registered).to.equal(false);
            expect(registers).to.equal(1);
            expectLedger(state, registers);
        });
    }

    it("comes back after any code, and any words, at any of its requests", async function () {
        this.timeout(600_000);
        const kinds = ["setPin", "deregister", "setStorage", "register", "read", "readSettings"] as const;
        await fc.assert(
            fc.asyncProperty(
                fc.constantFrom(...kinds),
                fc.oneof(fc.constantFrom(...KNOWN, ...UNKNOWN), fc.integer({ min: 1, max: 3_000_000 })),
                fc.string(),
                fc.nat(1),
                async (kind, code, details, nth) => {
                    fc.pre(!FINAL.includes(code));
                    const id = String(ids++);
                    const { number, state, registers } = await outage(world, id, () =>
                        world.graph.fail({ match: { kind }, after: nth, do: { error: { code, details } } }),
                    );
                    expectBack(number, state);
                    expectLedger(state, registers);
                },
            ),
            { numRuns: 150 },
        );
    });
});
