import { expect } from "chai";
import type { FaultAction, NumberSeed } from "../../../../emulator";
import type { GraphClient } from "../../../../graph/client";
import { DynamicAdapter } from "../../../../provider/adapters/dynamic/adapter";
import type { PhoneNumberInputs } from "../../../../provider/number/model/inputs";
import { PhoneNumbers } from "../../../../provider/number/resource";
import type { Raw } from "../../../../provider/resource";
import type { Host } from "../../../../provider/run/host";
import { PREVIEW_LIMITS, PreviewReads, type Timers } from "../../../../provider/run/previewReads";
import { memoryRunRegistry } from "../../../../provider/run/runRegistry";
import { Session } from "../../../../provider/run/session";
import { UNKNOWN } from "../../../../provider/unknown";
import { asShown, startWorld, type World } from "../../../support/world";
import { ID, inputs, LIVE, OFF } from "./lifecycleWorld";

const LIVE_IN_IN: NumberSeed = { ...LIVE, region: "IN" };
const LEFT = "leaves 9 register and 10 deregister requests of 10 in 72 hours";
const BOTH = `phone number ${ID}: register in DE, or adopt it if it is live: set PIN`;
const NAMED = `phone number ${ID} (+1 631-555-5555)`;
const REFUSED = "It would be REFUSED: ";

/** What a process is, besides the emulator. */
interface Process {
    readonly env?: Record<string, string>;
    readonly client?: GraphClient;
    readonly reads?: PreviewReads;
    readonly isDestroy?: boolean;
}

describe("the preview of a create", () => {
    let world: World;
    afterEach(() => world.close());

    const start = async (numbers: readonly NumberSeed[]) => {
        world = await startWorld({ numbers: [...numbers] });
    };

    /** A provider process on the emulator, as the engine has it. */
    function processOf({ env = {}, client = world.ports.client, reads, isDestroy = false }: Process = {}) {
        const host: Host = {
            env: { WHATSAPP_ACCESS_TOKEN: world.graph.token, ...env },
            ports: async () => ({ ...world.ports, client }),
            memory: () => world.ports,
            registry: () => memoryRunRegistry(),
            isDestroy: () => isDestroy,
            now: () => world.graph.now(),
            say: (line, severity) => void world.lines.push(asShown(line, severity)),
        };
        return new DynamicAdapter(new PhoneNumbers(host, new Session(host), reads), host);
    }

    /** Checks a new number in a preview, and returns what was said. */
    async function preview(declared: Raw, provider = processOf()): Promise<string[]> {
        world.lines.length = 0;
        const { pinRevision: _, ...news } = { ...inputs(), ...declared } as Raw;
        const checked = await provider.check({}, { ...news, isDryRun: true });
        expect(checked).to.deep.equal({ inputs: { ...news, pinRevision: 1 }, failures: [] });
        return [...world.lines];
    }

    const reads = () => world.graph.requests.map(({ kind }) => kind).sort();
    const IN_DE: Partial<PhoneNumberInputs> = { dataLocalizationRegion: "DE" };

    const ROWS: {
        found: string;
        seed: NumberSeed;
        declared?: Partial<PhoneNumberInputs>;
        lines: readonly (string | RegExp)[];
    }[] = [
        { found: "off", seed: OFF, declared: {}, lines: [`${NAMED}: register; ${LEFT}`] },
        {
            found: "off, and its region is to be set",
            seed: OFF,
            lines: [`${NAMED}: set storage to DE, register in DE; ${LEFT}`],
        },
        {
            found: "live in that region",
            seed: { ...LIVE, region: "DE" },
            lines: [`${NAMED}: adopt: set PIN`],
        },
        {
            found: "live in another region",
            seed: LIVE_IN_IN,
            lines: [
                /^warning: phone number \d+ \(\+1 631-555-5555\): adopt\. It would be REFUSED: the number is live in IN, and DE is declared.* Next: declare dataLocalizationRegion "IN"/,
            ],
        },
        {
            found: "live, and adopted with the PIN that it has",
            seed: { ...LIVE, region: "DE" },
            declared: { ...IN_DE, pinOnAdoption: "keep" },
            lines: [`${NAMED}: adopt, leaving its PIN as it is`],
        },
        {
            found: "live, and adopted with the PIN that it has and another identity check",
            seed: LIVE,
            declared: { enableIdentityKeyCheck: true, pinOnAdoption: "keep" },
            lines: [`${NAMED}: adopt, leaving its PIN as it is: switch the identity key check on`],
        },
        {
            found: "off, and would be adopted with the PIN that it has",
            seed: OFF,
            declared: { pinOnAdoption: "keep" },
            lines: [`${NAMED}: register; ${LEFT}`],
        },
        {
            found: "on the Business app too",
            seed: { ...LIVE, isOnBizApp: true },
            declared: {},
            lines: [
                `warning: ${NAMED}: it is on the WhatsApp Business app too: it keeps the PIN, region and registration that it has`,
                `${NAMED}: adopt as it is`,
            ],
        },
        {
            found: "not verified",
            seed: { ...OFF, codeVerificationStatus: "NOT_VERIFIED" },
            lines: [
                /^warning: .*register in DE\. It would be REFUSED: the number can't be registered: its ownership/,
            ],
        },
        {
            found: "banned",
            seed: { ...OFF, status: "BANNED" },
            lines: [/^warning: .*register in DE\. It would be REFUSED: .*its status is BANNED/],
        },
        {
            found: "live, and the identity check is off",
            seed: LIVE,
            declared: { enableIdentityKeyCheck: true },
            lines: [`${NAMED}: adopt: set PIN, switch the identity key check on`],
        },
    ];
    for (const { found, seed, declared = IN_DE, lines } of ROWS) {
        it(`a number that is ${found}`, async () => {
            await start([seed]);
            const said = await preview({ ...declared });
            expect(said).to.have.length(lines.length);
            lines.forEach((line, index) => {
                if (typeof line === "string") expect(said[index]).to.equal(line);
                else expect(said[index]).to.match(line);
            });
            expect(reads()).to.deep.equal(["read", "readSettings"]);
        });
    }

    it("a number that Graph does not show: the create is refused, the preview is not", async () => {
        await start([]);
        const [line, ...others] = await preview(IN_DE);
        expect(others).to.deep.equal([]);
        expect(line)
            .to.contain(`${BOTH}. ${REFUSED}`)
            .and.to.match(/no such object/)
            .and.to.contain("Next: ");
    });

    it("the ID of a WABA", async () => {
        await start([OFF]);
        const [line] = await preview({ phoneNumberId: world.graph.number(ID).wabaId });
        expect(line).to.contain(REFUSED).and.to.contain("WABA").and.to.contain("Next: ");
    });

    const FAILURES: readonly [string, FaultAction][] = [
        ["an expired token", { error: { code: 190 } }],
        ["a token that may not read it", { error: { code: 10 } }],
        ["too many requests", { error: { code: 4 } }],
        ["trouble of Graph's own", { error: { code: 2 } }],
        ["no JSON", { empty: 503 }],
    ];
    for (const [what, does] of FAILURES) {
        it(`${what} says both, and the rest of the run is not read`, async () => {
            await start([OFF, { ...OFF, id: "2" }]);
            world.graph.fail({ match: { kind: "read" }, times: 99, do: does });
            const provider = processOf();
            expect(await preview(IN_DE, provider)).to.deep.equal([BOTH]);
            world.graph.clearRequests();
            expect(await preview({ ...IN_DE, phoneNumberId: "2" }, provider)).to.deep.equal([
                BOTH.replace(ID, "2"),
            ]);
            expect(reads()).to.deep.equal([]);
        });
    }

    it("settings that can't be read refuse what needs them, and no more", async () => {
        await start([LIVE]);
        world.graph.fail({ match: { kind: "readSettings" }, times: 99, do: { error: { code: 10 } } });
        const [unread, adopted, ...others] = await preview({});
        expect(unread).to.contain(`warning: ${NAMED}: its region is not known, and stays as it is: `);
        expect([adopted, ...others]).to.deep.equal([`${NAMED}: adopt: set PIN`]);
        expect((await preview(IN_DE))[0]).to.contain(`${REFUSED}the number is live, DE is declared`);
    });

    const SILENT: readonly [string, Process, Raw?][] = [
        ["the setting is off", { env: { WHATSAPP_PREVIEW_READS: "0" } }],
        ["there is no token", { env: { WHATSAPP_ACCESS_TOKEN: "" } }],
        ["the stack is destroyed", { isDestroy: true }],
    ];
    for (const [when, of] of SILENT) {
        it(`reads nothing and says both where ${when}`, async () => {
            await start([OFF]);
            expect(await preview(IN_DE, processOf(of))).to.deep.equal([BOTH]);
            expect(reads()).to.deep.equal([]);
        });
    }

    it("reads nothing where a region or the ID is not known until apply; the PIN need not be", async () => {
        await start([OFF]);
        await preview({ dataLocalizationRegion: UNKNOWN });
        await preview({ phoneNumberId: UNKNOWN });
        expect(reads()).to.deep.equal([]);
        expect(await preview({ pin: UNKNOWN })).to.deep.equal([`${NAMED}: register; ${LEFT}`]);
    });

    it("reads nothing outside a preview, of a number that it refuses, or of one that is recorded", async () => {
        await start([OFF]);
        const provider = processOf();
        const { pinRevision: _, ...news } = inputs(IN_DE);
        await provider.check({}, { ...news });
        expect(world.lines).to.deep.equal([BOTH]);
        await provider.check({}, { ...news, pin: "12", isDryRun: true });
        await provider.check(inputs(IN_DE) as unknown as Raw, { ...news, isDryRun: true });
        expect(reads()).to.deep.equal([]);
    });

    it("knows the requests of this machine", async () => {
        await start([OFF]);
        const at = Math.floor(world.graph.now() / 1000) - 60;
        const requests = Array<string>(10).fill(`r${at}=ok`).join(" ");
        world.ports.journal.write(ID, () => ({ requests }));
        expect((await preview({}))[0]).to.contain(`${REFUSED}no register request is left`);
    });

    it("a Graph that hangs holds it up for one read's time, however many numbers are new", async () => {
        await start([OFF]);
        let now = 0;
        let begun = 0;
        // Time passes only in reads: each ends when its time is over.
        const timers: Timers = {
            now: () => now,
            after: (ms, call) => {
                setImmediate(() => {
                    now += ms;
                    call();
                });
                return () => undefined;
            },
        };
        const client: GraphClient = {
            send: () => {
                begun++;
                return new Promise(() => undefined);
            },
        };
        const provider = processOf({ client, reads: new PreviewReads(PREVIEW_LIMITS, timers) });
        for (let number = 1; number <= 200; number++) {
            const phoneNumberId = String(number);
            expect(await preview({ ...IN_DE, phoneNumberId }, provider)).to.deep.equal([
                BOTH.replace(ID, phoneNumberId),
            ]);
        }
        expect(now).to.equal(PREVIEW_LIMITS.eachMs);
        expect(begun).to.equal(2);
    });
});
