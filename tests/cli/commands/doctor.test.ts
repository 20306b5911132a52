import { expect } from "chai";
import { painter } from "../../../cli/colours";
import { sectionsText } from "../../../cli/doctor/text";
import { reachChecks, type TokenFacts, tokenChecks } from "../../../cli/doctor/token";
import { wabaChecks } from "../../../cli/doctor/waba";
import { NoAnswerError } from "../../../graph/errors";
import { graphError } from "../../../graph/errorTable";
import { lines, NOW } from "../support/doctor";
import { exported, Terminal, WABA } from "../support/terminal";

/** The emulator's own app. */
const APP = "67084829";

describe("pulumi-whatsapp doctor", () => {
    let terminal: Terminal;
    beforeEach(async () => {
        terminal = await Terminal.open({
            now: NOW,
            apps: [{ id: APP, callbackUrl: "https://app.example" }],
            wabas: [{ id: "102290129340398", subscribedApps: [APP] }],
            numbers: [
                {
                    id: "1001",
                    registered: true,
                    displayPhoneNumber: "+49 30 901820",
                    verifiedName: "Support",
                    profile: { about: "Open 9 to 5" },
                },
                {
                    id: "1002",
                    displayPhoneNumber: "+49 30 901821",
                    codeVerificationStatus: "EXPIRED",
                    profile: { description: "A market" },
                    webhookOverrides: { [APP]: { uri: "https://own.example", verifyToken: "t" } },
                },
            ],
        });
    });
    afterEach(() => terminal.close());

    it("says what it checked, what would be refused and what to do, and ends with 3", async () => {
        const { code, stdout, sent } = await terminal.run("doctor", "--waba", WABA);
        // Who is subscribed to the WABA has its own tests (configured.test.ts).
        const text = stdout.replace(/^.*app subscription: .*\n(?: +Next: .*\n)?/m, "");
        expect(text.replaceAll(terminal.graph.url, "URL").replace(/^ {2}warning .*\n.*\n/m, "")).to.equal(
            `Of 2 numbers, 1 would be refused something, 1 is in order.

Problems
  refuses  Phone number 1002 (+49 30 901821): not registered; registering it would be refused: the number can't be registered: its ownership shows as EXPIRED, and Meta says that only a verified number can be (133006)
           Next: verify it (npx pulumi-whatsapp verify with its ID, or WhatsApp Manager), then run the command again; or declare allowUnverifiedOutage: true to try it as it is

Graph
  ok       reached at URL (v25.0)

Token
  ok       from the environment: accepted
  ok       does not expire
  ok       permissions: whatsapp_business_management, whatsapp_business_messaging

WABA ${WABA} (Jasper's Markets)
  ok       review: APPROVED
  ok       payment: there is a method
  ok       business: verified; 1 registered here, of 20 that such a business may have

Phone number 1001 (+49 30 901820)
  ok       registered; a change of its region, which is an outage, could run
  ok       display name "Support": APPROVED
  unknown  not in this stack: how many of its requests are used up is not known
  ok       quality: GREEN; status: CONNECTED
  ok       messaging limit: TIER_1K
  ok       webhook: https://app.example (the app's)

Phone number 1002 (+49 30 901821)
  refuses  not registered; registering it would be refused: the number can't be registered: its ownership shows as EXPIRED, and Meta says that only a verified number can be (133006)
           Next: verify it (npx pulumi-whatsapp verify with its ID, or WhatsApp Manager), then run the command again; or declare allowUnverifiedOutage: true to try it as it is
  ok       display name "Jasper's Market": APPROVED
  unknown  not in this stack: how many of its requests are used up is not known
  ok       quality: GREEN; status: PENDING
  ok       messaging limit: TIER_1K
  ok       webhook: https://own.example (the number's own)

Of 2 numbers, 1 would be refused something, 1 is in order. \`--only problems\` leaves out the rest.
`,
        );
        expect([code, sent]).to.deep.equal([3, []]);
    });

    it("ends with 0 when nothing would be refused", async () => {
        expect((await terminal.run("doctor", "1001")).code).to.equal(0);
    });

    it("looks at the stack's numbers when it is given none, and compares PINs without showing them", async () => {
        terminal.inProject();
        const secret = { "4dabf18193072939515e22adb298388d": "1b47", plaintext: '"310467"' };
        const outputs = { phoneNumberId: "1003", registered: false, refusedPin: secret, requests: "" };
        const inputs = { phoneNumberId: "1003", pin: secret };
        terminal.pulumi = { "stack export": { stdout: exported({ orders: { inputs, outputs } }) } };
        terminal.graph.seed({ numbers: [{ id: "1003", pin: "999999" }] });
        const { code, stdout } = await terminal.run("doctor");
        expect(stdout).to.match(
            /Phone number 1003 .*\n +refuses +.*refused with this same PIN before \(133005\)/,
        );
        expect(stdout).not.to.match(/310467|Phone number 1001/);
        expect(code).to.equal(3);
        expect(terminal.pulumiRuns.at(-1)).to.include("--show-secrets");
    });

    it("says that it checked no number, where there is none", async () => {
        const none = await terminal.run("doctor");
        expect(none.stdout).to.match(
            /warning {2}none was checked: no stack here has any\n +Next: give phone number IDs, or --waba$/m,
        );
        terminal.graph.seed({ wabas: [{ id: "7" }] });
        const empty = await terminal.run("doctor", "--waba", "7");
        expect(empty.stdout).to.match(/warning {2}WABA 7 has none\n +Next: add one/);
        expect([none.code, empty.code]).to.deep.equal([0, 0]);
    });

    it("is about the connection alone where Graph can't be reached", async () => {
        terminal.env.WHATSAPP_GRAPH_URL = "http://127.0.0.1:9";
        const { code, stdout } = await terminal.run("doctor", "1001");
        expect(stdout).to.match(
            /^1 thing would be refused \(Graph\)\.\n\nGraph\n {2}refuses {2}not reached at .*no connection.*\n +Next: check the network/,
        );
        expect(stdout).not.to.contain("Token");
        expect(code).to.equal(3);
    });

    it("is about the token where there is none, or a wrong one", async () => {
        terminal.env.WHATSAPP_ACCESS_TOKEN = "WRONG-canary";
        const wrong = await terminal.run("doctor", "1001");
        expect(wrong.stdout)
            .to.match(/refuses {2}from the environment: .*190/)
            .and.not.to.contain("canary");
        terminal.env.WHATSAPP_ACCESS_TOKEN = "";
        const none = await terminal.run("doctor", "1001");
        expect(none.stdout).to.match(
            /Token\n {2}refuses {2}there is none\n +Next: export WHATSAPP_ACCESS_TOKEN/,
        );
        expect([wrong.code, none.code]).to.deep.equal([3, 3]);
    });

    for (const listing of ["cut", "failed"] as const) {
        it(`does not call a WABA fine whose listing is ${listing}`, async () => {
            if (listing === "cut") terminal.graph.set({ listingEnd: "cut" });
            else terminal.graph.fail({ match: { kind: "list" }, times: 99, do: { error: { code: 10 } } });
            const { code, stdout } = await terminal.run("doctor", "--waba", WABA);
            expect(code).to.equal(3);
            expect(stdout)
                .to.contain(`Numbers of WABA ${WABA}`)
                .and.not.to.match(/Nothing .* would be refused/);
        });
    }

    it("tells the wrong kind of ID at once, and suggests no other API version", async () => {
        for (const args of [
            ["doctor", WABA],
            ["doctor", "--waba", "1001"],
        ]) {
            const { code, stdout } = await terminal.run(...args);
            expect(code).to.equal(3);
            expect(stdout).to.match(/is the ID of a (WhatsApp Business Account|phone number)/);
            expect(stdout).not.to.contain("WHATSAPP_API_VERSION");
        }
    });

    it("answers in JSON", async () => {
        const { stdout, code } = await terminal.run("doctor", "1002", "--json");
        const { refuses, summary, problems, sections } = JSON.parse(stdout);
        expect([code, refuses]).to.deep.equal([3, true]);
        expect(summary).to.deep.equal({ numbers: 1, refuses: 1, unseen: 0, warning: 0, ok: 0 });
        expect(problems[0]).to.deep.include({ verdict: "refuses", phoneNumberIds: ["1002"] });
        expect(sections[2]).to.include({ wabaId: WABA });
        expect(sections[3]).to.include({ phoneNumberId: "1002", displayPhoneNumber: "+49 30 901821" });
        expect(sections.map(({ about }: { about: string }) => about)).to.deep.equal([
            "Graph",
            "Token",
            `WABA ${WABA} (Jasper's Markets)`,
            "Phone number 1002 (+49 30 901821)",
        ]);
    });

    it("--only problems leaves out what is in order", async () => {
        const one = await terminal.run("doctor", "1001", "--only", "problems");
        expect(one.stdout).not.to.match(/^ {2}(ok|unknown) /m);
        const { stdout } = await terminal.run("doctor", "--waba", WABA, "--only", "problems");
        expect(stdout)
            .to.match(/^Of 2 numbers, .*\n\nProblems\n/)
            .and.not.to.match(/^ {2}(ok|unknown) |^Graph/m);
        const json = await terminal.run("doctor", "1002", "--only", "problems", "--json");
        const verdicts = JSON.parse(json.stdout).sections.flatMap(
            ({ checks }: { checks: { verdict: string }[] }) => checks.map(({ verdict }) => verdict),
        );
        expect(new Set(verdicts)).to.deep.equal(new Set(["refuses"]));
    });

    it("a token that expires on the way is one error, and asks no further", async () => {
        const numbers = Array.from({ length: 40 }, (_, at) => ({ id: String(2000 + at) }));
        terminal.graph.seed({ numbers });
        const ids = numbers.map(({ id }) => id);
        terminal.graph.clearRequests();
        terminal.graph.fail({ match: {}, after: 20, times: 10_000, do: { error: { code: 190 } } });
        const { code, stdout } = await terminal.run("doctor", ...ids, "--only", "problems");
        expect(code).to.equal(3);
        expect(stdout.match(/ was refused: /g)).to.have.length(1);
        expect(stdout.match(/not tried/g)).to.have.length(1);
        // What was under way when the first refusal came ends by itself.
        expect(terminal.graph.requests.filter((request) => request.code === 190).length).to.be.below(40);
    });

    it("paints the verdicts on a terminal", () => {
        const sections = [{ about: "Token", checks: [{ verdict: "ok" as const, found: "accepted" }] }];
        expect(sectionsText(sections, painter(true))).to.contain("\u001b[32mok       \u001b[0maccepted");
    });
});

describe("doctor on the token", () => {
    const expired = graphError("reading", 401, { code: 190 }, (text) => text);
    const lost = new NoAnswerError({
        verdict: "unclear",
        request: "r",
        message: "no answer",
        fix: { todo: "wait", again: false },
    });
    const other = graphError("asking", 400, { code: 100 }, (text) => text);
    const usual: TokenFacts = {
        from: "environment",
        inClear: false,
        described: undefined,
        fates: [undefined],
        now: NOW,
    };
    const described = {
        isValid: true,
        expiresAt: 0,
        scopes: ["whatsapp_business_management", "whatsapp_business_messaging"],
    };
    const soon = NOW / 1000 + 48 * 3600;
    const rows: [string, Partial<TokenFacts>, RegExp][] = [
        ["it was let in", {}, /^ok: from the environment: accepted/],
        ["it comes from config", { from: "config" }, /^ok: from stack config: accepted/],
        [
            "any answer but a token's error lets it in",
            { fates: [other] },
            /^ok: from the environment: accepted/,
        ],
        ["a lost answer tells nothing", { fates: [lost] }, /^unknown: .*no answer tells whether it is valid/],
        ["Graph refuses it", { fates: [undefined, expired] }, /^refuses: .*190/],
        [
            "Graph calls it invalid",
            { described: { ...described, isValid: false } },
            /^refuses: .*calls it invalid/,
        ],
        ["it never expires", { described }, /\nok: does not expire\n/],
        [
            "it expires soon",
            { described: { ...described, expiresAt: soon } },
            /\nwarning: expires 2026-11-24 10:00 UTC/,
        ],
        [
            "it has expired",
            { described: { ...described, expiresAt: NOW / 1000 - 1 } },
            /\nrefuses: it has expired\n/,
        ],
        ["all permissions are there", { described }, /\nok: permissions: whatsapp_business_management, /],
        [
            "a permission is missing",
            { described: { ...described, scopes: ["whatsapp_business_management"] } },
            /\nrefuses: permissions: whatsapp_business_messaging missing$/,
        ],
        ["it is in clear text", { inClear: true }, /^refuses: it is in the stack's config in clear text/],
    ];
    for (const [what, facts, says] of rows) {
        it(what, () => expect(lines(tokenChecks({ ...usual, ...facts }))).to.match(says));
    }

    it("one answer is enough to have reached Graph", () => {
        expect(lines(reachChecks("URL", [lost, expired]))).to.equal("ok: reached at URL");
        expect(lines(reachChecks("URL", [lost, lost]))).to.equal("refuses: not reached at URL: no answer");
    });
});

describe("doctor on a WABA", () => {
    const good = {
        id: "7",
        accountReviewStatus: "APPROVED",
        businessVerificationStatus: "verified",
        primaryFundingId: "1",
    };
    const rows: [string, object, number | undefined, RegExp][] = [
        ["in order", good, 3, /^ok: .*\nok: .*\nok: business: verified; 3 registered here, of 20/],
        ["in review", { ...good, accountReviewStatus: "PENDING" }, 0, /^refuses: review: PENDING/],
        ["review not told", { ...good, accountReviewStatus: undefined }, 0, /^unknown: review/],
        ["no payment method", { ...good, primaryFundingId: undefined }, 0, /\nwarning: payment: no method/],
        [
            "business not verified",
            { ...good, businessVerificationStatus: "not_verified" },
            1,
            /\nwarning: .*usual cap is 2$/,
        ],
        [
            "cap reached",
            { ...good, businessVerificationStatus: "not_verified" },
            2,
            /cap is 2, which is reached$/,
        ],
        ["higher cap reached", good, 20, /\nwarning: .*cap is 20, which is reached$/],
        [
            "blocked",
            {
                ...good,
                healthStatus: {
                    canSendMessage: "BLOCKED",
                    entities: [
                        {
                            entityType: "WABA",
                            errors: [{ errorDescription: "No payment", possibleSolution: "Pay" }],
                        },
                    ],
                },
            },
            1,
            /\nwarning: sending is BLOCKED: No payment$/,
        ],
    ];
    for (const [what, waba, registered, says] of rows) {
        it(what, () => expect(lines(wabaChecks(waba as { id: string }, registered))).to.match(says));
    }
});
