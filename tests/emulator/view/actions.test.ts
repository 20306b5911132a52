/** The buttons of a card, against a world. */
import { expect } from "chai";
import type { NumberSeed } from "../../../emulator/index";
import { cardOf } from "../../../emulator/view/card";
import { EmulatorWorld } from "../../../emulator/world";
import { ID, WABA } from "../support/client";

const NOW = Date.UTC(2026, 10, 22, 12);

describe("what can happen behind a number's back", () => {
    const bools = [true, false];
    const numbers = bools.flatMap((registered) =>
        bools.flatMap((isOnBizApp) =>
            ["BANNED", undefined].flatMap((status) =>
                ["VERIFIED", "EXPIRED"].flatMap((codeVerificationStatus) =>
                    [undefined, "PENDING_REVIEW", "APPROVED", "DECLINED"].map(
                        (newNameStatus): NumberSeed => ({
                            ...{ id: ID, registered, isOnBizApp },
                            codeVerificationStatus: codeVerificationStatus as "VERIFIED",
                            ...(status === undefined ? {} : { status }),
                            ...(newNameStatus === undefined ? {} : { newDisplayName: "New", newNameStatus }),
                        }),
                    ),
                ),
            ),
        ),
    );

    /** The labels of a number after one of its actions was taken; of that number before. */
    function taken(seed: NumberSeed, label: string) {
        const world = new EmulatorWorld();
        world.seed({ numbers: [seed] });
        const facts = {
            now: NOW,
            switches: world.switches,
            waba: world.waba(WABA),
            apps: [],
            deliveries: [],
        };
        const cardNow = () => cardOf(world.number(ID), facts);
        const before = cardNow();
        const action = before.actions.find((each) => each.label === label);
        if (action !== undefined) world.change(ID, JSON.parse(JSON.stringify(action.patch)));
        return { before, after: cardNow(), isThere: action !== undefined };
    }

    const pairs: [string, string, (card: ReturnType<typeof cardOf>) => unknown][] = [
        ["Deregister", "Register", ({ registered }) => registered],
        ["Ban", "Lift the ban", ({ status }) => status === "BANNED"],
        ["Join the Business app", "Leave the Business app", ({ isOnBizApp }) => isOnBizApp],
        ["Expire the ownership", "Verify the ownership", ({ ownership }) => ownership],
    ];
    for (const [one, other, value] of pairs) {
        it(`${one} and ${other}: each number has one of them, which brings the other`, () => {
            for (const seed of numbers) {
                const [first, second] = [taken(seed, one), taken(seed, other)];
                expect(first.isThere, JSON.stringify(seed)).to.equal(!second.isThere);
                const { before, after } = first.isThere ? first : second;
                expect(value(after), JSON.stringify(seed)).to.not.equal(value(before));
                const [gone, come] = first.isThere ? [one, other] : [other, one];
                const labels = after.actions.map(({ label }) => label);
                expect(labels, JSON.stringify(seed)).to.include(come).and.not.include(gone);
                // A button keeps its place, and so the focus on it.
                expect(labels.indexOf(come)).to.equal(
                    before.actions.findIndex(({ label }) => label === gone),
                );
            }
        });
    }

    it("a name under review can be approved or declined, and then the other way", () => {
        const seed = (newNameStatus: string): NumberSeed => ({
            id: ID,
            newDisplayName: "New",
            newNameStatus,
        });
        const { after } = taken(seed("PENDING_REVIEW"), "Approve the name");
        expect(after.newName?.status).to.equal("APPROVED");
        expect(after.actions.map(({ label }) => label)).to.include("Decline the name");
        expect(taken(seed("APPROVED"), "Decline the name").after.newName?.status).to.equal("DECLINED");
        expect(taken({ id: ID }, "Approve the name").isThere).to.equal(false);
    });

    it("who joins the Business app is registered, and stays banned if it was", () => {
        expect(taken({ id: ID, registered: false }, "Join the Business app").after.registered).to.equal(true);
        const banned: NumberSeed = { id: ID, registered: true, status: "BANNED" };
        expect(taken(banned, "Join the Business app").after.state).to.equal("barred");
    });
});
