import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { startEmulator } from "../../emulator/index";
import { parseSwitch, type SomeSwitches } from "../../emulator/schema/switches";
import { RUNGS, SWITCHES, type Switches } from "../../emulator/switches";
import { EmulatorWorld } from "../../emulator/world";
import { withEmulator } from "./support/client";

describe("switches", () => {
    it("are at their documented defaults unless told otherwise", () =>
        withEmulator({ switches: { pinMode: "evolved" } }, async ({ graph }) => {
            const { switches } = graph.state();
            for (const [name, { default: value }] of Object.entries(SWITCHES)) {
                expect(switches[name as keyof Switches], name).to.deep.equal(
                    name === "pinMode" ? "evolved" : value,
                );
            }
        }));

    it("a default is one of the values", () => {
        for (const { default: value, values } of Object.values(SWITCHES)) {
            if (typeof values !== "string") expect(values).to.include(value);
        }
    });

    it("each value of each switch but the default is used by a test", () => {
        const tests = readdirSync(__dirname, { encoding: "utf8", recursive: true }).filter(
            (name) => name.endsWith(".test.ts") && !name.startsWith("switches"),
        );
        const text = tests.map((name) => readFileSync(join(__dirname, name), "utf8")).join("\n");
        const unused = Object.entries(SWITCHES).flatMap(([name, { default: normal, values }]) => {
            if (!new RegExp(`\\b${name}\\b`).test(text)) return [name];
            const others: readonly unknown[] = typeof values === "string" ? [] : values;
            const tried = (value: unknown) =>
                text.includes(typeof value === "string" ? `"${value}"` : `${name}: ${value}`);
            return others
                .filter((value) => value !== normal && !tried(value))
                .map((value) => `${name}=${value}`);
        });
        expect(unused).to.deep.equal([]);
    });

    const refused: [string, object, string][] = [
        ["an unknown name", { colour: "red" }, "the set of switches has no colour; it has quotaCounters, "],
        [
            "a value that is not in the list",
            { pinMode: "none" },
            'pinMode of the set of switches must be "legacy" or "evolved" or "retired", not "none"',
        ],
        ["a text where a number is wanted", { registerSettleMs: "1" }, "a whole number from 0 to"],
        ["a negative number", { registerSettleMs: -1 }, "a whole number from 0 to"],
        ["half a request", { pinGuessesPerHour: 1.5 }, "a whole number from 0 to"],
        [
            "more than a clock can have",
            { registerSettleMs: 1e13 },
            "from 0 to 1000000000000, not 1000000000000",
        ],
        ["an order that lacks a step", { registerOrder: ["quota"] }, "an order of quota,"],
    ];
    for (const [rule, switches, saying] of refused) {
        it(`${rule} is refused, saying what can be`, async () => {
            const refusal = await startEmulator({ switches }).catch((error: Error) => error.message);
            expect(refusal).to.include(saying);
        });
    }

    it("have types that follow from the table", () => {
        const some: SomeSwitches = {
            ...{ pinMode: "legacy", registerSettleMs: 5, readLimits: true, alreadyRegisteredField: "x" },
            ...{ registerOrder: RUNGS.toReversed(), flowsKeyAfterDeregister: "mismatch", qrCodeLimit: null },
        };
        const wrong: SomeSwitches[] = [
            // @ts-expect-error: another word
            { pinMode: "none" },
            // @ts-expect-error: a text for a number
            { registerSettleMs: "5" },
            // @ts-expect-error: a text for a flag
            { readLimits: "true" },
            // @ts-expect-error: a step that there is not
            { registerOrder: ["none"] },
            // @ts-expect-error: a word of another switch
            { callingAfterDeregister: "mismatch" },
        ];
        const world = new EmulatorWorld();
        world.set(some);
        for (const each of wrong) expect(() => world.set(each)).to.throw("of the set of switches must be");
    });

    const parsed: [string, Partial<Switches>][] = [
        ["pinMode=retired", { pinMode: "retired" }],
        ["registerSettleMs=1500", { registerSettleMs: 1500 }],
        ["refusedRequestsCount=false", { refusedRequestsCount: false }],
        ["alreadyRegisteredField=", { alreadyRegisteredField: "" }],
        [`registerOrder=${RUNGS.toReversed().join(",")}`, { registerOrder: RUNGS.toReversed() }],
    ];
    for (const [text, expected] of parsed) {
        it(`the command line's ${text.slice(0, 40)} is read as its type`, () => {
            expect(parseSwitch(text)).to.deep.equal(expected);
        });
    }

    it("the command line's nonsense is refused", () => {
        const numbers = ["", "soon", " 5", "1.5", "-1", "0x10", "1e3", "NaN", "Infinity"];
        for (const text of [
            ...["pinMode", "pinMode=x", "refusedRequestsCount=yes", "refusedRequestsCount="],
            ...numbers.map((number) => `registerSettleMs=${number}`),
        ]) {
            expect(() => parseSwitch(text), text).to.throw(/set of switches (has no|must be) /);
        }
    });
});
