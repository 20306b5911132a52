import { expect } from "chai";
import { SWITCHES, type Switches } from "../../emulator/switches";
import { ModelStack } from "../support/pulumiModel";
import { ID, PIN, startWorld, type World } from "../support/world";

const NEW_PIN = "271828";
const HOUR = 3600_000;

/** Values to try for switches whose values are not a list. */
const SAMPLES: { readonly [Name in keyof Switches]?: readonly Switches[Name][] } = {
    registerOrder: [[...SWITCHES.registerOrder.default].reverse()],
    alreadyRegisteredField: ["", "registered_before"],
    pinGuessesPerHour: [0, 1],
    pinGuessesPer12Hours: [0, 1],
    wrongPinsDemandVerification: [1],
    statusAfterDeregister: ["PENDING", "UNVERIFIED", "CONNECTED", "UNKNOWN"],
    registerSettleMs: [5 * 60_000],
    deregisterSettleMs: [5 * 60_000],
};

/**
 * What can't go through, and why: the request of this project that Graph would have to refuse then. Wherever
 * it does, the number that was live is live again.
 */
const REFUSED: Partial<Record<string, RegExp>> = {
    // The guides' names are documented by Meta's pages (graph-api.md §2.7), the schema's are generated.
    "settingsAccepts=openapi": /setting the storage region was refused/,
};

function trials(): [keyof Switches, unknown][] {
    return Object.entries(SWITCHES).flatMap(([name, { values }]) => {
        const key = name as keyof Switches;
        const all: readonly unknown[] = typeof values === "string" ? (SAMPLES[key] ?? []) : values;
        return all.map((value): [keyof Switches, unknown] => [key, value]);
    });
}

/** A whole life, as long as its steps succeed; the first refusal ends it. */
async function live(world: World): Promise<string[]> {
    const stack = new ModelStack(world.ports);
    const declared = (change: object) => ({ support: { phoneNumberId: ID, pin: PIN, ...change } });
    const number = () => world.graph.number(ID);
    const settle = () => world.graph.advance(HOUR);
    const step = async (what: string, program: ReturnType<typeof declared>): Promise<void> => {
        const errors = await stack.up(program);
        if (errors.length > 0) throw new Error(`${what}: ${errors[0]?.message}`);
        settle();
        expect(await stack.refresh(), `refresh after ${what}`).to.deep.equal([]);
        expect(await stack.changes(program), `changes after ${what}`).to.equal(false);
        const { dataLocalizationRegion: region, enableIdentityKeyCheck: check } = program.support as Record<
            string,
            unknown
        >;
        expect(number(), what).to.include({ registered: true });
        expect(number().region, `region after ${what}`).to.equal(region);
        if (check !== undefined) expect(number().identityKeyCheck, `check after ${what}`).to.equal(check);
    };

    const DE = { dataLocalizationRegion: "DE", enableIdentityKeyCheck: true };
    const CH = { ...DE, dataLocalizationRegion: "CH", pin: NEW_PIN };
    try {
        await step("create", declared(DE));
        await step("pin change", declared({ ...DE, pin: NEW_PIN }));
        await step("region change", declared(CH));
        await step("check off", declared({ ...CH, enableIdentityKeyCheck: false }));
        world.graph.change(ID, { registered: false, region: null });
        expect(await stack.refresh()).to.deep.equal([]);
        await step("registration lost", declared({ ...CH, enableIdentityKeyCheck: false }));
        await step("region removed", declared({ pin: NEW_PIN, enableIdentityKeyCheck: false }));
        expect(await stack.destroy()).to.deep.equal([]);
        expect(number().registered).to.equal(false);
        return [];
    } catch (error) {
        if ((error as Error).name === "AssertionError") throw error;
        return [(error as Error).message];
    }
}

/** The life of a number that is live when it is first declared. */
async function adopted(world: World): Promise<void> {
    world.graph.change(ID, { registered: true, region: "DE", pin: PIN });
    const stack = new ModelStack(world.ports);
    const program = { support: { phoneNumberId: ID, pin: PIN, dataLocalizationRegion: "DE" } };
    world.sent();
    expect(await stack.up(program)).to.deep.equal([]);
    expect(world.sent().filter((kind) => kind !== "setPin")).to.deep.equal([]);
    expect(await stack.changes(program)).to.equal(false);
}

describe("what nobody outside Meta knows: either way,", () => {
    for (const [name, value] of trials()) {
        const setting = `${name}=${JSON.stringify(value).replaceAll('"', "")}`;
        const refused = REFUSED[setting];
        it(`${setting}: ${refused === undefined ? "a number's whole life goes well" : "what is refused leaves it live"}`, async () => {
            const world = await startWorld({ numbers: [{ id: ID }], switches: { [name]: value } });
            try {
                const errors = await live(world);
                if (refused === undefined) expect(errors).to.deep.equal([]);
                else expect(errors.join()).to.match(refused);
                const writes = world.graph.writes();
                const count = (kind: string) => writes.filter((write) => write.kind === kind).length;
                // create, region change, registration lost, region removed; a refused parameter costs one more, once.
                const extra = /^regionInRegister=(rejected|deprecated)$/.test(setting) ? 1 : 0;
                expect(count("register")).to.be.at.most(4 + extra);
                expect(count("deregister")).to.be.at.most(3);
                world.graph.clearFaults();
                world.graph.advance(80 * HOUR);
                await adopted(world);
            } finally {
                await world.close();
            }
        });
    }
});
