import { expect } from "chai";
import fc from "fast-check";
import { create, read, update } from "../../../../provider/number/act/lifecycle";
import {
    APPROVAL_DAYS,
    knownName,
    type NameState,
    nameNotice,
    nameToApply,
    nameToAsk,
} from "../../../../provider/number/decide/displayName";
import type { PhoneNumberInputs } from "../../../../provider/number/model/inputs";
import type { PhoneNumberState } from "../../../../provider/number/model/state";
import { describeNotice } from "../../../../provider/number/say/reasons";
import { memoryJournal } from "../../../../provider/run/journal";
import { memoryOf } from "../../../../provider/run/memory";
import { readPreview } from "../../../support/preview";
import { ID, inputs, startWorld, type World } from "../../../support/world";

const NOW = Date.UTC(2026, 10, 22, 12);
const DAY = 24 * 3600_000;
const at = (moment: number) => new Date(moment).toISOString();

const OLD: NameState = { verifiedName: "Old" };
const PENDING: NameState = {
    ...OLD,
    displayName: "New",
    newDisplayName: "New",
    newNameStatus: "PENDING_REVIEW",
};
const APPROVED: NameState = { ...PENDING, newNameStatus: "APPROVED", newNameApprovedAt: at(NOW - DAY) };
const DECLINED: NameState = { ...PENDING, newNameStatus: "DECLINED" };

describe("a display name", () => {
    const rows: [
        string,
        NameState,
        { displayName?: string; applyApprovedName?: boolean },
        string,
        RegExp?,
    ][] = [
        ["nothing declared", OLD, {}, ""],
        ["declared as it is", OLD, { displayName: "Old" }, ""],
        ["another one declared", OLD, { displayName: "New" }, "ask New"],
        ["under review: nothing is spent", PENDING, { displayName: "New" }, ""],
        [
            "under review by somebody else",
            { ...PENDING, displayName: undefined as never },
            { displayName: "New" },
            "",
        ],
        ["under review, and another one declared", PENDING, { displayName: "Newer" }, "ask Newer"],
        ["approved", APPROVED, { displayName: "New" }, "apply New"],
        [
            "approved without review",
            { ...APPROVED, newNameStatus: "AVAILABLE_WITHOUT_REVIEW" },
            { displayName: "New" },
            "apply New",
        ],
        [
            "approved, and another one declared",
            APPROVED,
            { displayName: "Newer" },
            "ask Newer",
            /approved, but not declared/,
        ],
        [
            "approved, not declared",
            APPROVED,
            {},
            "",
            /"New" is approved, but not declared.*until 2026-12-05 \(UTC\) at the latest/,
        ],
        ["approved, not declared, to be applied", APPROVED, { applyApprovedName: true }, "apply New"],
        ["approved and applied already", { ...APPROVED, appliedName: "New" }, { displayName: "New" }, ""],
        [
            "approved too long ago",
            { ...APPROVED, newNameApprovedAt: at(NOW - APPROVAL_DAYS * 24 * 3600_000) },
            { displayName: "New" },
            "",
            /has expired \(14 days\)/,
        ],
        ["declined: not asked for again", DECLINED, { displayName: "New" }, "", /"New" was declined/],
        [
            "declined, and another one declared",
            DECLINED,
            { displayName: "Newer" },
            "ask Newer",
            /"New" was declined/,
        ],
        ["expired", { ...PENDING, newNameStatus: "EXPIRED" }, { displayName: "New" }, "", /has expired/],
        ["back to the name that it has", PENDING, { displayName: "Old" }, ""],
        ["Graph does not say the name", {}, { displayName: "New" }, ""],
    ];
    for (const [what, state, declared, steps, warning] of rows) {
        it(`${what}: ${steps || "nothing to do"}${warning === undefined ? "" : ", with a warning"}`, () => {
            const known = knownName(state, NOW);
            const ask = nameToAsk(known, declared.displayName);
            const apply = nameToApply(known, declared.displayName, declared.applyApprovedName ?? false);
            const all = [apply === undefined ? "" : `apply ${apply}`, ask === undefined ? "" : `ask ${ask}`];
            expect(all.filter((step) => step !== "").join()).to.equal(steps);
            const notice = nameNotice(known, declared.displayName, declared.applyApprovedName ?? false);
            const said = notice && describeNotice(notice, NOW, "run pulumi up again");
            expect(said?.warns ?? false).to.equal(warning !== undefined);
            if (warning !== undefined) expect(said?.text).to.match(warning);
        });
    }
});

describe("a display name on Graph", () => {
    let world: World;
    beforeEach(async () => {
        world = await startWorld({ numbers: [{ id: ID, verifiedName: "Old" }] });
    });
    afterEach(() => world.close());

    const named = (displayName: string, change: Partial<PhoneNumberInputs> = {}) =>
        inputs({ displayName, ...change });
    const approve = () => world.graph.change(ID, { newNameStatus: "APPROVED" });
    const refreshed = async (state: PhoneNumberState) => (await read(world.ports, state)) as PhoneNumberState;

    it("is asked for, reviewed, and applied by one register; the number stays live", async () => {
        let state = await create(world.ports, inputs({ dataLocalizationRegion: "DE" }));
        world.sent();
        const wanted = named("New", { dataLocalizationRegion: "DE" });
        state = await update(world.ports, state, wanted);
        expect(world.sent()).to.deep.equal(["setDisplayName"]);
        expect(state).to.include({
            displayName: "New",
            newDisplayName: "New",
            newNameStatus: "PENDING_REVIEW",
        });
        expect(state.requests).to.match(/ n\d+=ok$/);
        expect(readPreview(state, wanted, world.graph.now()).changes).to.equal(false);

        approve();
        state = await refreshed(state);
        const preview = readPreview(state, wanted, world.graph.now());
        expect(preview.line).to.match(
            /: set PIN, register once more to apply the approved display name "New"; leaves 8/,
        );
        expect(preview.notices.join()).to.match(/has to be applied by \d{4}-\d\d-\d\d \(UTC\) at the latest/);
        state = await update(world.ports, state, wanted);
        expect(world.sent()).to.deep.equal(["setPin", "register"]);
        expect(state).to.include({
            verifiedName: "New",
            appliedName: "New",
            registered: true,
            dataLocalizationRegion: "DE",
        });
        expect(state).not.to.have.any.keys("newDisplayName", "newNameStatus", "newNameApprovedAt");
        expect(world.graph.number(ID)).to.include({ verifiedName: "New", registered: true, region: "DE" });
        expect(readPreview(state, wanted, world.graph.now()).changes).to.equal(false);
    });

    it("is applied by the register of a region change, too, and not once more after it", async () => {
        let state = await create(world.ports, named("New"));
        approve();
        state = await refreshed(state);
        world.sent();
        const wanted = named("New", { dataLocalizationRegion: "DE" });
        state = await update(world.ports, state, wanted);
        expect(world.sent()).to.deep.equal(["setPin", "deregister", "setStorage", "register"]);
        expect(state).to.include({ verifiedName: "New", appliedName: "New" });
        expect(readPreview(state, wanted, world.graph.now()).changes).to.equal(false);
    });

    it("keeps no other change from being made when its register may not be sent", async () => {
        let state = await create(world.ports, named("New"));
        approve();
        state = { ...(await refreshed(state)), registerLockedUntil: at(world.graph.now() + DAY) };
        world.sent();
        state = await update(world.ports, state, named("New", { enableIdentityKeyCheck: true }));
        expect(world.sent()).to.deep.equal(["setIdentityKeyCheck"]);
        expect(world.lines.join()).to.contain("not applied now: Graph locked it out");
    });

    it("whose register got no answer is applied by the next run, unless it shows", async () => {
        for (const [drop, again] of [
            ["after", []],
            ["before", ["setPin", "register"]],
        ] as const) {
            world.graph.change(ID, { registered: false, pin: null, verifiedName: "Old" });
            let state = await create(world.ports, named(`New ${drop}`));
            approve();
            state = await refreshed(state);
            world.sent();
            world.graph.fail({ match: { kind: "register" }, do: { drop } });
            const wanted = named(`New ${drop}`);
            const outcome = await update(world.ports, state, wanted).catch(
                (error: { state: PhoneNumberState }) => error,
            );
            state = "state" in outcome ? outcome.state : outcome;
            expect(world.sent()).to.deep.equal(["setPin", "register"]);
            if (readPreview(state, wanted, world.graph.now()).changes)
                await update(world.ports, state, wanted);
            expect(world.sent()).to.deep.equal(again);
            expect(world.graph.number(ID)).to.include({ verifiedName: `New ${drop}`, registered: true });
        }
    });

    it("can be asked for ten times in 30 days; the eleventh is not sent", async () => {
        let state = await create(world.ports, inputs());
        for (let change = 1; change <= 10; change++)
            state = await update(world.ports, state, named(`Name ${change}`));
        world.sent();
        const error = await update(world.ports, state, named("Name 11")).catch((reason: unknown) => reason);
        expect((error as Error).message).to.match(
            /10 changes of the display name in 30 days are used up.*after \d{4}-/,
        );
        expect(world.sent()).to.deep.equal([]);
        world.graph.advance(31 * DAY);
        expect(await update(world.ports, state, named("Name 11"))).to.include({ displayName: "Name 11" });
    });

    it("spends no more registers than there were approvals, whatever happens", async function () {
        this.timeout(600_000);
        const event = fc.oneof(
            fc.record({
                is: fc.constant("declare" as const),
                name: fc.constantFrom("A", "B", "C").map((n) => `Name ${n}`),
                apply: fc.boolean(),
            }),
            fc.record({
                is: fc.constantFrom(
                    "approve" as const,
                    "decline" as const,
                    "refresh" as const,
                    "days" as const,
                ),
            }),
        );
        await fc.assert(
            fc.asyncProperty(fc.array(event, { maxLength: 10 }), async (events) => {
                world.graph.change(ID, {
                    registered: false,
                    pin: null,
                    newDisplayName: null,
                    newNameStatus: null,
                    nameChanges: [],
                    registerRequests: [],
                });
                // Each a number of its own, and a machine that has not met it.
                Object.assign(world.ports, memoryOf(memoryJournal(), "v25.0"));
                let state = await create(world.ports, inputs());
                world.sent();
                let approvals = 0;
                let registers = 0;
                for (const next of events) {
                    if (next.is === "days") world.graph.advance(5 * DAY);
                    else if (next.is === "refresh") state = await refreshed(state);
                    else if (next.is === "declare") {
                        const wanted = named(next.name, { applyApprovedName: next.apply });
                        state = await update(world.ports, state, wanted).catch(
                            (e: { state?: PhoneNumberState }) => e.state ?? state,
                        );
                        registers += world.sent().filter((kind) => kind === "register").length;
                        expect(world.graph.number(ID).registered).to.equal(true);
                    } else if (world.graph.number(ID).newNameStatus === "PENDING_REVIEW") {
                        world.graph.change(ID, {
                            newNameStatus: next.is === "approve" ? "APPROVED" : "DECLINED",
                        });
                        if (next.is === "approve") approvals++;
                    }
                    expect(registers).to.be.at.most(approvals);
                }
            }),
            { numRuns: 60 },
        );
    });
});
