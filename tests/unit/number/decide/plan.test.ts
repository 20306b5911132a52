import { expect } from "chai";
import type { RegionOrNone } from "../../../../graph/observed";
import type { Desired, Known } from "../../../../provider/number/decide/known";
import { cost, goesOffline, plan, type Step } from "../../../../provider/number/decide/plan";
import { describeStep } from "../../../../provider/number/say/steps";

const OLD = "111111";
const NEW = "222222";

const LIVE: Known = {
    registered: true,
    isOnBizApp: false,
    pin: OLD,
    region: "none",
    identityKeyCheck: false,
};
const OFF: Known = { ...LIVE, registered: false };
const WANTED: Desired = { pin: OLD, region: "none", identityKeyCheck: undefined };

/** Steps in short: `setPin NEW`, `register DE OLD`, … */
function short(steps: readonly Step[]): string {
    const pin = (value: string) => (value === OLD ? "OLD" : "NEW");
    const names = steps.map((step) => {
        switch (step.request) {
            case "setPin":
                return `setPin ${pin(step.pin)}`;
            case "register":
                return `register ${step.region} ${pin(step.pin)}`;
            case "setStorage":
                return `setStorage ${step.region}`;
            case "setIdentityKeyCheck":
                return `identity ${step.enable}`;
            case "setDisplayName":
                return `ask for ${step.name}`;
            case "deregister":
                return "deregister";
            case "restoreSettings":
                return `restore ${step.settings.join(" ")}`;
        }
    });
    return names.join(", ");
}

describe("plan", () => {
    const rows: [string, Partial<Known>, Partial<Desired>, string][] = [
        ["live as wanted", {}, {}, ""],
        ["live, PIN changed", {}, { pin: NEW }, "setPin NEW"],
        ["live, no PIN accepted yet (adoption)", { pin: undefined }, {}, "setPin OLD"],
        [
            "live, region added",
            {},
            { region: "DE" },
            "setPin OLD, deregister, setStorage DE, register DE OLD",
        ],
        [
            "live, region changed",
            { region: "DE" },
            { region: "CH" },
            "setPin OLD, deregister, setStorage CH, register CH OLD",
        ],
        [
            "live, region removed",
            { region: "DE" },
            {},
            "setPin OLD, deregister, setStorage none, register none OLD",
        ],
        [
            "live, region and PIN changed: a kill in between leaves a number that the recorded PIN registers",
            { region: "DE" },
            { region: "CH", pin: NEW },
            "setPin OLD, deregister, setStorage CH, register CH OLD, setPin NEW",
        ],
        ["live, region unknown: unknown is not different", { region: "unknown" }, { region: "CH" }, ""],
        ["live, identity check on", {}, { identityKeyCheck: true }, "identity true"],
        [
            "live, identity check off",
            { identityKeyCheck: true },
            { identityKeyCheck: false },
            "identity false",
        ],
        ["live, identity check undeclared", { identityKeyCheck: true }, {}, ""],
        [
            "live, identity check unknown and declared",
            { identityKeyCheck: "unknown" },
            { identityKeyCheck: true },
            "identity true",
        ],
        [
            "live, everything changed",
            { region: "DE" },
            { region: "CH", pin: NEW, identityKeyCheck: true },
            "setPin OLD, deregister, setStorage CH, register CH OLD, setPin NEW, identity true",
        ],
        ["off, as new", { registered: false, pin: undefined }, {}, "register none OLD"],
        [
            "off, region wanted",
            { registered: false, pin: undefined },
            { region: "DE" },
            "setStorage DE, register DE OLD",
        ],
        [
            "off, region wanted and storage unknown",
            { registered: false, pin: undefined, region: "unknown" },
            { region: "DE" },
            "setStorage DE, register DE OLD",
        ],
        [
            "off, no region wanted and storage unknown",
            { registered: false, region: "unknown" },
            {},
            "register none OLD",
        ],
        [
            "off, storage set already: only what is missing",
            { registered: false, region: "DE" },
            { region: "DE" },
            "register DE OLD",
        ],
        [
            "off, former storage in the way",
            { registered: false, region: "IN" },
            {},
            "setStorage none, register none OLD",
        ],
        [
            "off, PIN changed: the old one survived",
            { registered: false },
            { pin: NEW },
            "register none OLD, setPin NEW",
        ],
        [
            "off, identity check wanted",
            { registered: false },
            { identityKeyCheck: true },
            "register none OLD, identity true",
        ],
        [
            "on the app, region and PIN wanted",
            { isOnBizApp: true, pin: undefined },
            { region: "DE", pin: NEW },
            "",
        ],
        [
            "on the app, identity check wanted",
            { isOnBizApp: true },
            { identityKeyCheck: true },
            "identity true",
        ],
        ["on the app only", { isOnBizApp: true, registered: false }, {}, ""],
    ];
    for (const [situation, known, desired, steps] of rows) {
        it(`${situation}: ${steps || "nothing"}`, () => {
            expect(short(plan({ ...LIVE, ...known }, { ...WANTED, ...desired }))).to.equal(steps);
        });
    }

    describe("in every combination", () => {
        const regions: readonly RegionOrNone[] = ["none", "DE", "CH"];
        const all = [true, false].flatMap((registered) =>
            [true, false].flatMap((isOnBizApp) =>
                [OLD, NEW, undefined].flatMap((pin) =>
                    ([...regions, "unknown"] as const).flatMap((region) =>
                        ([true, false, "unknown"] as const).flatMap((identityKeyCheck) =>
                            regions.flatMap((wanted) =>
                                [true, false, undefined].map((check) => ({
                                    known: {
                                        ...{ registered, isOnBizApp, pin, region, identityKeyCheck },
                                        ...(check === true ? { toRestore: ["Username"] } : {}),
                                    } as Known,
                                    desired: { pin: NEW, region: wanted, identityKeyCheck: check } as Desired,
                                })),
                            ),
                        ),
                    ),
                ),
            ),
        );

        // A register is followed by putting settings back.
        const withoutRestore = ({ toRestore: _, ...number }: Known): Known => number;

        /** What the steps make of a number, by Graph's own rules. */
        function applied(known: Known, steps: readonly Step[]): Known {
            return steps.reduce<Known>((number, step) => {
                switch (step.request) {
                    case "setPin":
                        expect(number.registered, "a PIN is set only while registered").to.equal(true);
                        return { ...number, pin: step.pin };
                    case "deregister":
                        expect(number.registered, "only a live number is deregistered").to.equal(true);
                        return { ...number, registered: false, region: "none" };
                    case "setStorage":
                        expect(number.registered, "storage changes only while unregistered").to.equal(false);
                        return { ...number, region: step.region };
                    case "register":
                        expect(number.registered, "only a number that is off is registered").to.equal(false);
                        expect([step.pin, undefined], "the PIN that survived registers").to.include(
                            number.pin,
                        );
                        return withoutRestore({ ...number, registered: true, pin: step.pin });
                    case "setIdentityKeyCheck":
                        return { ...number, identityKeyCheck: step.enable };
                    case "setDisplayName":
                        return number;
                    case "restoreSettings":
                        expect(number.registered, "settings come back after the number").to.equal(true);
                        return withoutRestore(number);
                }
            }, known);
        }

        it("ends where nothing is left to do", () => {
            for (const { known, desired } of all)
                expect(plan(applied(known, plan(known, desired)), desired)).to.deep.equal([]);
        });

        it("leaves every number live that may be", () => {
            for (const { known, desired } of all) {
                expect(applied(known, plan(known, desired)).registered).to.equal(
                    known.registered || !known.isOnBizApp,
                );
            }
        });

        it("spends at most one register and one deregister, and an outage only on a region that is known to differ", () => {
            for (const { known, desired } of all) {
                const steps = plan(known, desired);
                expect(cost(steps).register).to.be.at.most(1);
                const differs = known.region !== "unknown" && known.region !== desired.region;
                expect(goesOffline(steps)).to.equal(known.registered && !known.isOnBizApp && differs);
            }
        });
    });

    it("describes each step without a secret", () => {
        const steps = [
            ...plan(LIVE, { pin: NEW, region: "DE", identityKeyCheck: true }),
            ...plan(OFF, WANTED),
        ];
        expect(steps.map(describeStep)).to.deep.equal([
            "set PIN",
            "deregister (offline until registered again)",
            "set storage to DE",
            "register in DE",
            "set PIN",
            "switch the identity key check on",
            "register",
        ]);
    });
});
