import { generateKeyPairSync } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect } from "chai";
import type { NumberSeed } from "../../emulator";
import { run } from "../../scripts/process";
import { ENGINE_TEST_TIMEOUT_MS, Stack } from "./support/stack";

const MAIN = path.resolve(__dirname, "../../cli/main.ts");
const TSX = require.resolve("tsx");
const WABA = "102290129340398";
const APP = "67084829";
/** The numbers that are declared: all that are live. */
const LIVE = ["1001", "1002", "1003", "1004", "1005"];

const { publicKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
});
const hook = (of: string) => ({ [APP]: { uri: `https://hooks.example/${of}`, verifyToken: `token-${of}` } });
const holiday = (date: string) => ({ date, start_time: "0000", end_time: "2359" });

/** A number with everything that can be set on one. */
const CONFIGURED = {
    profile: {
        about: 'Open "9 to 5"',
        address: "1 Hacker Way",
        description: "Two\nlines, $and{} a \\",
        email: "support@example.com",
        websites: ["https://example.com", "http://example.org/a?b=c"],
        vertical: "RETAIL",
    },
    picture: { sha256: "ab", type: "image/png", bytes: 2 },
    conversationalAutomation: {
        prompts: ["Where is my order?"],
        commands: [{ command_name: "order", command_description: "Order something" }],
    },
    calling: {
        status: "ENABLED",
        call_icon_visibility: "DEFAULT",
        callback_permission_status: "ENABLED",
        call_icons: { restrict_to_user_countries: ["US", "DE"] },
        call_hours: {
            status: "ENABLED",
            timezone_id: "Europe/Berlin",
            weekly_operating_hours: [{ day_of_week: "MONDAY", open_time: "0900", close_time: "1700" }],
            holiday_schedule: [holiday("2020-12-25"), holiday("2099-12-25")],
        },
        sip: {
            status: "ENABLED",
            servers: [{ hostname: "sip.example", port: 5071, request_uri_user_params: { trunk_group: "a" } }],
        },
        srtp_key_exchange_protocol: "SDES",
        audio: { additional_codecs: ["PCMA", "PCMU"] },
        video: { status: "DISABLED" },
    },
    commerce: { isCartEnabled: false, isCatalogVisible: true },
    username: "Jaspers.Market",
    usernameStatus: "approved",
    flowsKey: { publicKey, status: "VALID" },
    qrCodes: [{ code: "ABCDEFGHIJKLMN", prefilledMessage: "Hello", createdAt: 0 }],
} satisfies Omit<NumberSeed, "id">;

describe("pulumi-whatsapp adopt, then pulumi up", function () {
    this.timeout(ENGINE_TEST_TIMEOUT_MS);

    it("takes over a WABA of numbers in mixed states without a register, deregister or storage request", async () => {
        await using stack = await Stack.create({
            main: "index.ts",
            numbers: [
                { id: "1001", registered: true, pin: "111111", verifiedName: "Support" },
                { id: "1002", registered: true, pin: "222222", region: "DE", identityKeyCheck: true },
                { id: "1003", registered: true, status: "FLAGGED", region: "IN" },
                { id: "1004", isOnBizApp: true, verifiedName: "渋谷の店" },
                { id: "1005", registered: true, retentionMinutes: 60 },
                { id: "2001", verifiedName: "Not registered" },
                { id: "2002", codeVerificationStatus: "NOT_VERIFIED" },
                { id: "2003", status: "BANNED" },
                { id: "2004", pin: "333333", region: "BR" },
                { id: "2005", registered: true, verifiedName: "Settings fail" },
                { id: "2006", isOnBizApp: true, registered: false, platformType: "ON_PREMISE" },
            ],
            secrets: { pin: "310467", "pin-1002": "826195" },
        });
        stack.graph.fail({
            match: { kind: "readSettings", phoneNumberId: "2005" },
            do: { error: { code: 10 } },
        });
        const args = ["--import", TSX, MAIN, "adopt", "--waba", WABA, "--out", "index.ts", "--force"];

        const adopted = await run(process.execPath, args, { cwd: stack.folder, env: stack.env });

        expect(adopted.code, adopted.text).to.equal(0);
        expect(stack.graph.writes()).to.deep.equal([]);
        const { writes } = await stack.up();
        const sent = writes.map(({ kind, phoneNumberId }) => `${kind} ${phoneNumberId}`);
        // The PINs alone are set, of those that are registered and not on the app.
        expect(sent).to.have.members(["1001", "1002", "1003", "1005"].map((id) => `setPin ${id}`));
        expect(stack.graph.number("1002")).to.include({ pin: "826195", region: "DE", registered: true });
        const resources = (await stack.resources()).filter(({ type }) => type.endsWith("PhoneNumber"));
        expect(resources.map(({ id }) => id)).to.have.members(LIVE);
        await stack.expectNoChanges();
    });

    it("with --settings it takes over what is set on them, and sends what Graph never shows alone", async () => {
        const restricted = [{ type: "RESTRICTED_USER_INITIATED_CALLING" }];
        await using stack = await Stack.create({
            main: "index.ts",
            wabas: [{ id: WABA, subscribedApps: [APP], webhookOverrides: hook("account") }],
            numbers: [
                { id: "1001", registered: true, ...CONFIGURED, webhookOverrides: hook("1001") },
                { id: "1002", registered: true, webhookOverrides: hook("1002") },
                {
                    ...CONFIGURED,
                    id: "1003",
                    registered: true,
                    username: "x.y",
                    callingRestrictions: restricted,
                },
                { id: "2001", ...CONFIGURED, username: "not.registered" },
            ],
            secrets: { pin: "310467", "verifyToken-1001": "token-1001" },
            switches: { unsetCalling: "NOT_SET", sipServers: "ownWithAppId" },
        });
        const { numbers: before, wabas } = stack.graph.state();
        const adopt = ["adopt", "--waba", WABA, "--settings", "--out", "index.ts", "--force"];
        const adopted = await run(process.execPath, ["--import", TSX, MAIN, ...adopt], {
            cwd: stack.folder,
            env: stack.env,
        });
        expect(adopted.code, adopted.text).to.equal(0);

        // The webhook of one number is uncommented, as its comment says; the other's stays a comment.
        const program = await readFile(path.join(stack.folder, "index.ts"), "utf8");
        const at = program.indexOf('phoneNumberId: "1001"');
        const next = program.indexOf('phoneNumberId: "1002"');
        const own = program.slice(at, next).replace(/^\/\/ (new WhatsAppWebhook| {4}|}\);)/gm, "$1");
        const head = program.slice(0, at).replace(/^\/\/ (import )/gm, "$1");
        await stack.write(head + own + program.slice(next));

        const { writes } = await stack.up();
        const sent = writes.map(({ kind, phoneNumberId }) => `${kind} ${phoneNumberId}`);
        const pins = ["1001", "1002", "1003"].map((id) => `setPin ${id}`);
        expect(sent).to.have.members([...pins, "setWebhookOverride 1001"]);
        const after = stack.graph.state();
        expect(after.wabas).to.deep.equal(wabas);
        for (const [index, number] of after.numbers.entries()) {
            const { pin, ...rest } = number;
            const { pin: _, ...was } = before[index] ?? number;
            expect(rest).to.deep.equal(was);
            expect(pin).to.equal(number.registered ? "310467" : before[index]?.pin);
        }
        const resources = await stack.resources();
        const declared = resources.map(({ type, id }) => `${type.split(":").at(-1)} ${id}`);
        expect(declared).to.include.members([
            `AppSubscription ${WABA}`,
            "WebhookOverride 1001",
            "Username 1003",
            "CallingSettings 1001",
            "FlowsPublicKey 1001",
        ]);
        expect(declared).not.to.include("WebhookOverride 1002");
        const inputsOf = (name: string) => Object.keys(resources[declared.indexOf(name)]?.inputs ?? {});
        expect(inputsOf("BusinessProfile 1001")).to.include.members(Object.keys(CONFIGURED.profile));
        expect(inputsOf("CallingSettings 1001")).to.include.members([
            "status",
            "callIconVisibility",
            "callbackPermissionStatus",
            "callIcons",
            "callHours",
            "sip",
            "srtpKeyExchangeProtocol",
            "audio",
        ]);
        expect(inputsOf("CallingSettings 1003"), "Meta restricts calls").not.to.include("status");
        await stack.expectNoChanges();
    });
});
