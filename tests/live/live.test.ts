import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "chai";
import { type NumberSeed, type Switches, startEmulator } from "../../emulator";
import { parseRecording } from "../../emulator/record/recording";
import { compareRecording } from "../../emulator/record/replay";
import { type Finding, learn } from "../../scripts/live/learn";
import { run } from "../../scripts/process";
import { ID, PIN, startWorld } from "../support/world";

/** What the test learns from an emulated number, and the requests that it took. */
async function learnt(
    number: Partial<NumberSeed>,
    outage: boolean,
    switches: Partial<Switches> = {},
): Promise<{ seen: Record<string, string>; sent: string[]; registered: boolean; findings: Finding[] }> {
    const world = await startWorld({ numbers: [{ id: ID, ...number }], switches });
    try {
        const client = world.ports.client;
        const findings = await learn({ client, phoneNumberId: ID, pin: PIN, outage, patienceMs: 0 });
        const seen = Object.fromEntries(findings.map(({ question, seen: text }) => [question, text]));
        return { seen, sent: world.sent(), registered: world.graph.number(ID).registered, findings };
    } finally {
        await world.close();
    }
}

describe("npm run test:live, tried on the emulator", () => {
    it("only reads a number that is live", async () => {
        const { sent, seen } = await learnt({ registered: true, pin: PIN }, false);
        expect(sent).to.deep.equal([]);
        expect(seen["§5 platform_type is shown"]).to.equal("true");
        expect(seen["§2.1 an unknown field"]).to.contain("no_such_field");
    });

    it("spends one deregister and one register in an outage, and leaves the number live with its region", async () => {
        const { sent, seen, registered, findings } = await learnt(
            { registered: true, pin: PIN, region: "DE", identityKeyCheck: true },
            true,
        );
        expect(sent).to.deep.equal(["setPin", "deregister", "setStorage", "register"]);
        expect(registered).to.equal(true);
        expect(seen["§3 row 15: status, platform_type after deregister"]).to.match(
            /^DISCONNECTED, NOT_APPLICABLE, after/,
        );
        expect(seen["§6 identity check before and after deregister"]).to.equal("true, false");
        expect(seen["§3 row 18: storage before and after deregister"]).to.equal("DE, none");
        expect(JSON.stringify(findings)).not.to.contain(PIN);
    });

    it("spends one register on a number that is off", async () => {
        expect((await learnt({}, false)).sent).to.deep.equal(["register"]);
    });

    it("leaves a coexistence number alone", async () => {
        expect((await learnt({ registered: true, isOnBizApp: true }, true)).sent).to.deep.equal([]);
    });

    it("tells what is different", async () => {
        const { seen } = await learnt({ registered: true, pin: PIN }, false, {
            platformType: "unknownField",
            hostPlatform: "unknownField",
            multiRead: "off",
            settingsCasing: "lower",
        });
        expect(seen["§5 platform_type is shown"]).to.equal("false");
        expect(seen["§2.1 many numbers in one read"]).to.contain("was refused");
        expect(seen["§2.7 the settings' shape"]).to.contain('"default"');
    });

    it("keeps what it asked and what came, masked, for the emulator to be compared with", async function () {
        this.timeout(600_000);
        const folder = mkdtempSync(path.join(tmpdir(), "pulumi-whatsapp-live-"));
        const graph = await startEmulator({
            numbers: [{ id: ID, registered: true, pin: PIN, region: "DE" }],
        });
        try {
            const file = path.join(folder, "session.jsonl");
            const script = path.join(__dirname, "../../scripts/live/main.ts");
            const { code, text } = await run(process.execPath, ["--import", "tsx", script], {
                env: {
                    ...process.env,
                    WHATSAPP_GRAPH_URL: graph.url,
                    WHATSAPP_ACCESS_TOKEN: graph.token,
                    WHATSAPP_TEST_PHONE_NUMBER_ID: ID,
                    WHATSAPP_TEST_PIN: PIN,
                    WHATSAPP_TEST_OUTAGE: "1",
                    WHATSAPP_TEST_RECORD: file,
                },
            });
            expect(code, text).to.equal(0);
            const recording = readFileSync(file, "utf8");
            expect(recording).not.to.match(new RegExp(`${ID}|${PIN}|${graph.token}`));
            const { compared, differences } = await compareRecording(parseRecording(recording));
            expect(differences).to.deep.equal([]);
            expect(compared).to.equal(graph.requests.length);
        } finally {
            await graph.close();
            rmSync(folder, { recursive: true });
        }
    });
});
