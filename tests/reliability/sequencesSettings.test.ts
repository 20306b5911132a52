import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { config, expect } from "chai";
import fc from "fast-check";
import type { RequestKind, Switches } from "../../emulator";
import { png } from "../support/picture";
import type { Program } from "../support/pulumiModel";
import { startWorld, type World } from "../support/world";
import { FAULTS } from "./faults";
import { expectHonest } from "./honest";
import { BY_HAND, declarable, type Kill, lostByHand, MortalStack, PIN, VERIFY_TOKEN } from "./settingsLife";

const HOUR = 3600_000;
const APP = "67084829";
const REGIONS = [undefined, "DE", "CH"];
const folder = mkdtempSync(path.join(tmpdir(), "settings-"));
const picture = path.join(folder, "logo.png");
writeFileSync(picture, png());
const key = () =>
    generateKeyPairSync("rsa", { modulusLength: 2048 })
        .publicKey.export({ type: "spki", format: "pem" })
        .toString();
const DECLARABLE = declarable(picture, [key(), key()]);
const NAMES = Object.keys(DECLARABLE);

/** What an outage may take; what it does to QR codes only a refresh finds (docs/settings/README.md). */
const WIPES = {
    webhookAfterDeregister: "reset",
    profileAfterDeregister: "reset",
    pictureAfterDeregister: "reset",
    automationAfterDeregister: "reset",
    usernameAfterDeregister: "reset",
    commerceAfterDeregister: "reset",
    flowsKeyAfterDeregister: "mismatch",
    callingAfterDeregister: "reset",
} satisfies Partial<Switches>;
type Wipe = keyof typeof WIPES;
const KEPT = Object.fromEntries(Object.keys(WIPES).map((name) => [name, "kept"])) as Partial<Switches>;

const OF_SETTINGS: readonly RequestKind[] = [
    "readProfile",
    "readCommerce",
    "readUsername",
    "readFlowsKey",
    "setWebhookOverride",
    "setProfile",
    "upload",
    "setAutomation",
    "setCommerce",
    "setUsername",
    "setFlowsKey",
    "setCalling",
    "createQrCode",
    "changeQrCode",
];
const OF_NUMBERS: readonly RequestKind[] = ["read", "readSettings", "register", "deregister", "setStorage"];
const KINDS = [...OF_SETTINGS, ...OF_NUMBERS];
/** Those that end by themselves, and without waiting for what hangs. */
const PASSING = FAULTS.filter(
    ({ does, blamesPin }) =>
        does !== "refuseConnection" && !blamesPin && !("hang" in does) && !("slow" in does),
);

interface Fault {
    readonly fault: number;
    readonly kind: number;
    readonly nth: number;
    readonly times: number;
}
interface Up {
    readonly is: "up";
    readonly region: number;
    readonly declares: readonly string[];
    readonly variant: 0 | 1;
    readonly wipes: readonly Wipe[];
    readonly fault?: Fault | undefined;
    readonly kill?: Kill | undefined;
}
/** What happens next: the program changes and is applied, somebody interferes, time passes. */
type Event =
    | Up
    | { readonly is: "refresh" }
    | { readonly is: "drift"; readonly what: number }
    | { readonly is: "hours"; readonly hours: number };

const faults = fc.record({
    fault: fc.nat(PASSING.length - 1),
    kind: fc.nat(KINDS.length - 1),
    nth: fc.nat(1),
    times: fc.constantFrom(1, 99),
});
const kills = fc.record({ at: fc.integer({ min: 1, max: 45 }), after: fc.boolean() });
const ups = fc.record({
    is: fc.constant("up" as const),
    region: fc.nat(REGIONS.length - 1),
    declares: fc.subarray(NAMES, { maxLength: 5 }),
    variant: fc.constantFrom(0 as const, 1 as const),
    wipes: fc.subarray(Object.keys(WIPES) as Wipe[]),
});
const events: fc.Arbitrary<Event> = fc.oneof(
    { weight: 3, arbitrary: ups },
    { weight: 3, arbitrary: fc.tuple(ups, faults).map(([up, fault]) => ({ ...up, fault })) },
    { weight: 3, arbitrary: fc.tuple(ups, kills).map(([up, kill]) => ({ ...up, kill })) },
    { weight: 1, arbitrary: fc.constant({ is: "refresh" as const }) },
    { weight: 1, arbitrary: fc.nat(3).map((what) => ({ is: "drift" as const, what })) },
    {
        weight: 1,
        arbitrary: fc.integer({ min: 1, max: 30 }).map((hours) => ({ is: "hours" as const, hours })),
    },
);

let ids = 106540352070000;

function programOf(id: string, { region, declares, variant }: Up): Program {
    const storage = REGIONS[region] === undefined ? {} : { dataLocalizationRegion: REGIONS[region] };
    const settings = declares.map((name) => [
        `${name}:main`,
        { phoneNumberId: id, ...DECLARABLE[name]?.args(id)[variant] },
    ]);
    return { support: { phoneNumberId: id, pin: PIN, ...storage }, ...Object.fromEntries(settings) };
}

/** Values that a program may declare; what was set by hand stays. */
const DRIFTS = [{ username: undefined }, { webhookOverrides: {} }, { picture: undefined }, { qrCodes: [] }];

/** What is declared of the settings, and is not so. */
function untrue({ graph }: World, id: string, { declares, variant }: Up): string[] {
    const number = graph.number(id);
    return declares.filter((name) => {
        const { has, means } = DECLARABLE[name] as (typeof DECLARABLE)[string];
        return JSON.stringify(has(number)) !== JSON.stringify(means(id)[variant]);
    });
}

/** A number of which something is set by hand, and a stack that does not declare it yet. */
function begin(world: World): { readonly id: string; readonly stack: MortalStack } {
    const id = String(ids++);
    const wabaId = `9${id}`;
    world.graph.seed({
        numbers: [{ id, wabaId, ...BY_HAND }],
        wabas: [{ id: wabaId, subscribedApps: [APP] }],
    });
    return { id, stack: MortalStack.on(world.ports) };
}

async function live(world: World, sequence: readonly Event[]): Promise<void> {
    const { graph } = world;
    const { id, stack } = begin(world);
    let last: Up | undefined;
    let drifted = false;
    const drops = new Set<string>();
    for (const event of sequence) {
        if (event.is === "hours") graph.advance(event.hours * HOUR);
        else if (event.is === "refresh") {
            if ((await stack.refresh()).length === 0) drifted = false;
        } else if (event.is === "drift") {
            graph.change(id, DRIFTS[event.what] ?? {});
            drifted = true;
        } else {
            // Whoever takes the ice breakers out of the program takes the commands too.
            if (
                last?.declares.includes("ConversationalComponents") &&
                !event.declares.includes("ConversationalComponents")
            )
                drops.add("ice breakers and commands");
            last = event;
            await up(world, id, stack, event);
        }
    }
    if (last === undefined) return;
    graph.set(KEPT);
    graph.advance(150 * HOUR);
    // A number whose settings could not be read keeps the region that it has until a refresh reads them.
    const isUnread = [...stack.resources.values()].some(({ outputs }) => outputs.regionUnread === true);
    await inPeace(world, id, stack, last, drifted || isUnread);
    const said = stack.texts.join("\n");
    for (const noun of lostByHand(graph.number(id))) {
        if (drops.has(noun)) continue;
        expect(said, `${noun} is lost`).to.match(
            new RegExp(
                `(could not be put back|not read before the outage).*${noun}|${noun} could not be put back`,
            ),
        );
    }
    for (const secret of [PIN, VERIFY_TOKEN, graph.token]) expect(said).not.to.contain(secret);
}

/** One run with whatever goes wrong in it, and what holds even so. */
async function up(world: World, id: string, stack: MortalStack, event: Up): Promise<void> {
    const { graph } = world;
    graph.set({ ...KEPT, ...Object.fromEntries(event.wipes.map((name) => [name, WIPES[name]])) });
    const wasLive = graph.number(id).registered;
    const program = programOf(id, event);
    // The journal knows outages by their second, and no two are in the same one.
    graph.advance(60_000);
    graph.clearRequests();
    if (event.kill !== undefined) return void (await stack.upKilled(program, event.kill));
    const kind = KINDS[event.fault?.kind ?? 0] as RequestKind;
    const fault = event.fault === undefined ? undefined : PASSING[event.fault.fault];
    if (fault !== undefined && fault.does !== "refuseConnection") {
        graph.fail({
            match: { kind },
            after: event.fault?.nth ?? 0,
            times: event.fault?.times ?? 1,
            do: fault.does,
        });
    }
    const errors = await stack.up(program);
    graph.clearFaults();
    if (fault?.name !== "133000") expectHonest(graph, id);
    if (fault !== undefined && !OF_SETTINGS.includes(kind)) return;
    // A setting may fail; the number under it never does for that, and never stays away.
    const ofNumber = errors.filter(
        ({ message }) => message.startsWith("phone number") && !/Nothing was sent/.test(message),
    );
    expect(ofNumber.map(String), "errors of the number").to.deep.equal([]);
    if (wasLive) expect(graph.number(id).registered, "live").to.equal(true);
}

/** Without faults the last program is reached, and everything that it declares is true. */
async function inPeace(
    world: World,
    id: string,
    stack: MortalStack,
    last: Up,
    drifted: boolean,
): Promise<void> {
    const { graph } = world;
    const program = programOf(id, last);
    if (drifted) await stack.refresh();
    let errors = await stack.up(program);
    if (/no preview has shown/.test(String(errors[0]))) {
        // Adopted as it is first, as the refusal says.
        const asItIs = { ...last, region: REGIONS.indexOf(graph.number(id).region) };
        expect((await stack.up(programOf(id, asItIs))).map(String)).to.deep.equal([]);
        errors = await stack.up(program);
    }
    expect(errors.map(String)).to.deep.equal([]);
    expect(untrue(world, id, last), "declared, and not true").to.deep.equal([]);
    expect(await stack.changes(program), "the preview is empty").to.equal(false);
    expect(graph.number(id)).to.include({ registered: true, pin: PIN });
    expect(graph.number(id).region).to.equal(REGIONS[last.region]);
}

const IN: Omit<Up, "region"> = { is: "up", declares: [], variant: 0, wipes: [] };
const UNSEEN = { fault: 30, kind: 15, nth: 0, times: 99 };
/** Found by chance: the number is adopted while its settings can't be read, and has a region, or is to get one. */
const UNREAD: [Event[]][] = [
    [
        [
            { ...IN, region: 0, fault: { ...UNSEEN, fault: 0 } },
            { ...IN, region: 0, kill: { at: 1, after: false } },
            { ...IN, region: 1 },
        ],
    ],
    [
        [
            { ...IN, region: 0, fault: { ...UNSEEN, fault: 0, kind: 0, times: 1 } },
            { ...IN, region: 1, kill: { at: 12, after: false } },
            { ...IN, region: 0, fault: { ...UNSEEN, times: 1 } },
        ],
    ],
];

describe("random programs of a number and its settings: outages that take them, kills, faults, drift", () => {
    before(() => {
        config.truncateThreshold = 0;
    });
    after(() => rmSync(folder, { recursive: true }));

    it("strand nothing, lose nothing without a word, and come true in peace", async function () {
        this.timeout(600_000);
        const world = await startWorld();
        try {
            await fc.assert(
                fc.asyncProperty(fc.array(events, { minLength: 2, maxLength: 6 }), (sequence) =>
                    live(world, sequence),
                ),
                { numRuns: 100, examples: UNREAD },
            );
        } finally {
            await world.close();
        }
    });

    it("a run that is killed after any of its requests, in an outage that takes everything: the next up has it all back", async function () {
        this.timeout(600_000);
        const world = await startWorld();
        const declares = ["WebhookOverride", "BusinessProfile", "Username"];
        const first: Up = { is: "up", region: 1, declares, variant: 0, wipes: [] };
        const moved: Up = { ...first, region: 2 };
        const broken: string[] = [];
        let isOver = false;
        try {
            for (let at = 1; !isOver; at++) {
                const { id, stack } = begin(world);
                world.graph.set(KEPT);
                expect(await stack.up(programOf(id, first))).to.deep.equal([]);
                world.graph.advance(HOUR);
                world.graph.set(WIPES);
                world.graph.clearRequests();
                isOver = !(await stack.upKilled(programOf(id, moved), { at, after: true }));
                const killedAfter = world.graph.requests.at(-1)?.kind;
                world.graph.set(KEPT);
                world.graph.advance(60_000);
                await inPeace(world, id, stack, moved, false).catch((error: Error) => {
                    broken.push(`killed after request ${at}, ${killedAfter}: ${error.message}`);
                });
            }
            expect(broken).to.deep.equal([]);
        } finally {
            await world.close();
        }
    });
});
