import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect } from "chai";
import { DYNAMIC, NATIVE } from "../../../provider/resourceType";
import { prepare, type Report, reportOf } from "../../../report";
import {
    AFTER,
    addPlugin,
    BEFORE,
    declare,
    declareInNode,
    FACES,
    type Face,
    fleetOf,
    IDS,
    momentOf,
    NUMBERS,
    PINS,
    type Program,
    recorded,
    UNKNOWN_ID,
} from "../support/reported";
import { ENGINE_TEST_TIMEOUT_MS, Stack } from "../support/stack";

const COMMAND = `node "${path.resolve(__dirname, "../../../dist/cli/main.js")}" report --format json`;
const PREVIEW = "pulumi preview --json --non-interactive";
const REFRESH = "pulumi refresh --preview-only --json --non-interactive";

/** Moments are those of the run: the one of either face may be in another minute. */
const MOMENT = /\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d(\.\d+)?)?/g;

/** What a report says, without moments, and the types of the resources as one. */
function said(report: Report): unknown {
    const { madeAt: _, ...rest } = report;
    const text = JSON.stringify(rest).replaceAll(NATIVE, DYNAMIC).replaceAll(MOMENT, "…");
    return JSON.parse(text, (key, value) => (key === "window" ? undefined : value));
}

/** Without the moments, which are those of the run. */
function lines({ numbers, settings }: Report): string[] {
    return [...numbers, ...settings].map(({ line }) => line.replaceAll(MOMENT, "…"));
}

describe("pulumi preview --json | pulumi-whatsapp report, of both types of resources", function () {
    this.timeout(ENGINE_TEST_TIMEOUT_MS);
    const stacks = new Map<string, Stack>();
    before(async () => {
        for (const face of FACES) stacks.set(face, await fleetOf(face));
    });
    after(() => Promise.all([...stacks.values()].map((stack) => stack.close())));

    type Action = (stack: Stack, face: Face) => Promise<void>;

    /** The report of each, through a pipe as a pipeline has it, and of what was recorded of the plugin's. */
    async function reports(name: string, command: string, act: Action): Promise<Record<Face, Report>> {
        const report = async (face: Face) => {
            const stack = stacks.get(face) as Stack;
            await act(stack, face);
            const { stdout, sent } = await stack.shell(`${command} | tee preview.json | ${COMMAND}`);
            expect(sent).to.deep.equal([]);
            for (const pin of PINS) expect(stdout).not.to.contain(pin);
            return JSON.parse(stdout) as Report;
        };
        const made = { dynamic: await report("dynamic"), native: await report("native") };
        const printed = path.join((stacks.get("native") as Stack).folder, "preview.json");
        const text = await recorded(`native-${name}`, await readFile(printed, "utf8"));
        const again = reportOf(prepare(text), { now: momentOf(text), ignoreLocks: false });
        expect(lines(again), "what was recorded is what the engine prints").to.deep.equal(lines(made.native));
        return made;
    }

    it("a change with everything that a pipeline may stop: the same of both", async () => {
        const { dynamic, native } = await reports("change", PREVIEW, (stack, face) =>
            declare(stack, face, AFTER),
        );
        expect(said(native)).to.deep.equal(said(dynamic));
        const { unknown, ...concerns } = native.summary.concerns;
        expect(unknown).to.equal(0);
        for (const [concern, count] of Object.entries(concerns)) expect(count, concern).to.be.above(0);
        expect(native.numbers.map(({ phoneNumberId }) => phoneNumberId)).to.have.members(Object.values(IDS));
    });

    it("an ID that is not known until apply: the same of both", async () => {
        const { dynamic, native } = await reports("unknown", PREVIEW, (stack, face) =>
            declare(stack, face, UNKNOWN_ID),
        );
        expect(said(native)).to.deep.equal(said(dynamic));
        expect(native.summary.concerns).to.include({ unknown: 1, deregister: 1 });
    });

    it("a refresh: drifted numbers and what the next up does about them, an outage among it", async () => {
        const { dynamic, native } = await reports("refresh", REFRESH, async (stack, face) => {
            await declare(stack, face, BEFORE);
            stack.graph.change(IDS.orders, { registered: false });
            stack.graph.change(IDS.support, { region: "IN" });
        });
        const up = "after this refresh, pulumi up would do";
        const outage = `${up}: OUTAGE: set PIN, deregister (offline until registered again), set storage to DE, register in DE`;
        // The plugin tells the engine what differs, which then shows it.
        const drifts = { dynamic: "drifted", native: "drifted: the refresh records region from DE to IN" };
        for (const [face, { summary, numbers }] of Object.entries({ dynamic, native })) {
            expect(summary.line).to.equal("2 WhatsApp numbers: 2 drifted");
            expect(numbers.map(({ line }) => line.split("; leaves")[0])).to.deep.equal([
                `phone number ${IDS.support} (+1 631-555-5550): ${drifts[face as Face]}; ${outage}`,
                `phone number ${IDS.orders} (+1 631-555-5551): drifted; ${up}: register`,
            ]);
        }
    });
});

/** The resources of these names. */
function only(program: Program, ...names: string[]): Program {
    return Object.fromEntries(Object.entries(program).filter(([name]) => names.includes(name)));
}

describe("the report of a program that moves from one type of resources to the other", function () {
    this.timeout(ENGINE_TEST_TIMEOUT_MS);
    const ALIASED = ["support", "orders", "profile"];
    const program = only(BEFORE, ...ALIASED, "shop", "events");
    const { shop, events, ...rest } = program as Record<"shop" | "events", Program[string]>;
    // Under another name as well no alias leads from one to the other.
    const renamed = { ...rest, store: shop, appEvents: events };
    const changed = { ...renamed, ...only(AFTER, "support", "profile") };

    for (const [from, to] of [
        ["dynamic", "native"],
        ["native", "dynamic"],
    ] as const) {
        it(`to the ${to} one: each number once, whatever has an alias, and none is deregistered`, async () => {
            await using stack = await Stack.create({ numbers: NUMBERS });
            await addPlugin(stack);
            await declareInNode(stack, from, program);
            await stack.up();
            const reportOn = async (...flags: string[]) => {
                const { stdout } = await stack.succeeds("preview", "--json", ...flags);
                return reportOf(prepare(stdout), { now: Date.now(), ignoreLocks: false });
            };

            await declareInNode(stack, to, program, Object.keys(program));
            for (const flags of [[], ["--refresh"]]) {
                const { numbers, settings, summary } = await reportOn(...flags);
                // Where Pulumi's own text is missing, a resource is read again; nothing is sent for that.
                for (const { action } of numbers) expect(action).to.equal("none");
                expect(settings).to.deep.equal([]);
                for (const count of Object.values(summary.concerns)) expect(count).to.equal(0);
            }

            stack.graph.change(IDS.orders, { registered: false });
            await declareInNode(stack, to, changed, ALIASED);
            const { numbers, settings, summary } = await reportOn("--refresh");
            const plans = numbers.map(({ line }) => line.split("; leaves")[0]);
            expect(plans).to.deep.equal([
                `phone number ${IDS.support} (+1 631-555-5550): OUTAGE: set PIN, deregister (offline until registered again), set storage to CH, register in CH`,
                `phone number ${IDS.orders} (+1 631-555-5551): register`,
                `phone number ${IDS.shop} (+1 631-555-5555): adopt: set PIN; shop is only removed from state: store declares it now`,
            ]);
            expect(numbers[0]?.resources.map(({ urn }) => urn)).to.deep.equal([
                stack.urn("support", `${to === "native" ? NATIVE : DYNAMIC}PhoneNumber`),
            ]);
            expect(settings.map(({ op, name, words }) => `${op} ${name}: ${words}`)).to.have.members([
                'update profile: set about to "Closed"',
                "create appEvents: subscribe the app, unless Graph shows the same already",
                "delete events: left as it is: another resource declares it now",
            ]);
            expect(summary.concerns).to.include({ outage: 1, deregister: 0, unsubscribe: 0, change: 6 });
            // That is what the run does.
            const { sent } = await stack.up("--refresh");
            expect(sent).to.have.members([
                ...["setPin", "deregister", "setStorage", "register"],
                ...["register", "setPin", "setProfile"],
            ]);
        });
    }
});
