import { expect } from "chai";
import { exported, Terminal, WABA } from "../support/terminal";

const NOW = Date.parse("2026-11-22T10:00:00Z");
const at = Math.floor(NOW / 1000) - 3600;

describe("pulumi-whatsapp list and show", () => {
    let terminal: Terminal;
    before(async () => {
        terminal = await Terminal.open({
            now: NOW,
            numbers: [
                {
                    id: "1001",
                    registered: true,
                    pin: "310467",
                    region: "DE",
                    displayPhoneNumber: "+49 30 901820",
                    verifiedName: "Support",
                },
                {
                    id: "1002",
                    displayPhoneNumber: "+81 3-1234-5678",
                    verifiedName: "渋谷の店",
                    codeVerificationStatus: "NOT_VERIFIED",
                    nameStatus: "PENDING_REVIEW",
                    qualityRating: "NA",
                },
                {
                    id: "1003",
                    isOnBizApp: true,
                    displayPhoneNumber: "+49 30 1",
                    verifiedName: "A\u001b[31m\nB",
                },
            ],
        });
    });
    afterEach(() => {
        terminal.pulumi = {};
        terminal.columns = undefined;
        terminal.graph.clearFaults();
    });
    after(() => terminal.close());

    it("list shows each number on one line, whatever its name is made of", async () => {
        const { stdout, stderr, code, sent } = await terminal.run("list", "--waba", WABA);
        expect(stdout.split("\n")).to.deep.equal([
            "ID    NUMBER           NAME      NAME STATUS     REGISTRATION                STATUS     OWNERSHIP     REGION  PIN   QUALITY  LIMIT    LEFT",
            "1001  +49 30 901820    Support   APPROVED        registered                  CONNECTED  VERIFIED      DE      set   GREEN    TIER_1K  -",
            "1002  +81 3-1234-5678  渋谷の店  PENDING_REVIEW  not registered              PENDING    NOT_VERIFIED  none    none  UNKNOWN  TIER_1K  -",
            "1003  +49 30 1         A B       APPROVED        registered, and on the app  CONNECTED  VERIFIED      none    none  GREEN    TIER_1K  -",
            "",
        ]);
        expect([stderr, code, sent]).to.deep.equal(["", 0, []]);
    });

    it("list --no-settings asks for no settings", async () => {
        terminal.graph.clearRequests();
        const { stdout } = await terminal.run("list", "--waba", WABA, "--no-settings");
        expect(stdout).to.contain("  ?       set ");
        expect(terminal.graph.requests.map(({ kind }) => kind)).to.deep.equal(["list"]);
    });

    it("list continues if settings can't be read, and requests no more once Graph limits the calls", async () => {
        terminal.graph.fail({
            match: { kind: "readSettings" },
            times: 100,
            do: { error: { code: 80007 } },
        });
        const { stdout, code } = await terminal.run("list", "--waba", WABA, "--json");
        const rows = JSON.parse(stdout) as { settingsError: string; storage?: object }[];
        expect(code).to.equal(0);
        expect(rows).to.have.length(3);
        for (const row of rows) expect(row.settingsError).to.match(/rate limit is reached/);
    });

    it("list says once that regions could not be read, with what to do", async () => {
        terminal.graph.fail({ match: { kind: "readSettings" }, times: 100, do: { error: { code: 190 } } });
        const { stderr, code } = await terminal.run("list", "--waba", WABA);
        expect(stderr).to.match(
            /^warning: the region of 3 numbers is not known: reading the settings was refused: .*\(190.*\nNext: export WHATSAPP_ACCESS_TOKEN.*\n$/,
        );
        expect(code).to.equal(0);
    });

    it("list leaves out what a narrow terminal has no room for, and says so; --wide leaves nothing out", async () => {
        terminal.columns = 60;
        const { stdout, stderr } = await terminal.run("list", "--waba", WABA, "--sort", "-quality");
        // What it is sorted by stays.
        expect(stdout.split("\n")[0]).to.match(/^ID +NUMBER +REGISTRATION +QUALITY$/);
        expect(stderr).to.match(/^Left out for lack of room: name, .*--wide shows all/);
        const wide = await terminal.run("list", "--waba", WABA, "--wide");
        expect([wide.stdout.split("\n")[0], wide.stderr]).to.deep.equal([
            "ID    NUMBER           NAME      NAME STATUS     REGISTRATION                STATUS     OWNERSHIP     REGION  PIN   QUALITY  LIMIT    LEFT",
            "",
        ]);
    });

    it("list --filter reads no settings of numbers that it leaves out, also with --json", async () => {
        terminal.graph.clearRequests();
        const args = ["list", "--waba", WABA, "--filter", "status=connected", "region=DE"];
        expect((await terminal.run(...args)).stdout).to.match(/^ID .*\n1001 .*\n$/);
        expect(terminal.graph.requests.map(({ kind }) => kind)).to.deep.equal([
            "list",
            "readSettings",
            "readSettings",
        ]);
        const json = JSON.parse((await terminal.run(...args, "--json")).stdout) as { id: string }[];
        expect(json.map(({ id }) => id)).to.deep.equal(["1001"]);
    });

    it("list says what there is where no number passes the filter", async () => {
        const { stdout, code } = await terminal.run("list", "--waba", WABA, "--filter", "status=CONECTED");
        expect(stdout).to.equal(
            "None of the WABA's 3 numbers passes --filter.\nstatus has CONNECTED (2), PENDING (1)\n",
        );
        expect(code).to.equal(0);
    });

    it("list can't filter or sort by what --no-settings does not read", async () => {
        for (const by of [
            ["--sort", "region"],
            ["--filter", "region=DE"],
        ]) {
            const { code, stderr } = await terminal.run("list", "--waba", WABA, "--no-settings", ...by);
            expect(code).to.equal(2);
            expect(stderr).to.match(/region is not known with --no-settings\nNext: /);
        }
    });

    it("list prints the numbers of one page before it asks for the next", async () => {
        terminal.graph.seed({ wabas: [{ id: "8" }] });
        const numbers = Array.from({ length: 130 }, (_, at) => ({ id: String(5000 + at), wabaId: "8" }));
        terminal.graph.seed({ numbers });
        terminal.graph.fail({ match: { kind: "list" }, after: 1, times: 100, do: { error: { code: 190 } } });
        const { stdout, stderr, code } = await terminal.run("list", "--waba", "8", "--no-settings");
        expect(stdout.trimEnd().split("\n")).to.have.length(101);
        expect(stderr).to.match(/190.*\nNext: export WHATSAPP_ACCESS_TOKEN/);
        expect(code).to.equal(1);
    });

    it("an empty WABA has none, in words and in JSON", async () => {
        terminal.graph.seed({ wabas: [{ id: "7" }] });
        expect((await terminal.run("list", "--waba", "7")).stdout).to.equal(
            "The WABA has no phone numbers.\n",
        );
        expect((await terminal.run("list", "--waba", "7", "--json")).stdout).to.equal("[]\n");
    });

    it("show shows everything of a number", async () => {
        const { stdout, code } = await terminal.run("show", "1001");
        // What else is set on it has its own tests (configured.test.ts).
        const lines = stdout.split("\n");
        const ownLines = lines.filter((_, at) => at <= lines.findIndex((line) => /^can send/.test(line)));
        expect([...ownLines, ...lines.slice(-2)]).to.deep.equal([
            "ID                  1001",
            "number              +49 30 901820",
            "name                Support",
            "name status         APPROVED",
            "registration        registered",
            "status              CONNECTED",
            "platform            CLOUD_API",
            "ownership           VERIFIED",
            `WABA                ${WABA}`,
            "region              DE",
            "PIN                 set",
            "identity key check  off",
            "quality             GREEN",
            "messaging limit     TIER_1K",
            "throughput          STANDARD",
            "account mode        LIVE",
            "official account    no",
            "can send            AVAILABLE",
            "in this stack       no",
            "",
        ]);
        expect(code).to.equal(0);
        const set = lines.slice(ownLines.length, -2).map((line) => line.split(/ {2,}/)[0]);
        expect(set).to.deep.equal([
            "webhook",
            "app subscribed",
            "profile",
            "ice breakers",
            "commands",
            "calling",
            "commerce",
            "username",
            "Flows key",
            "QR codes",
        ]);
    });

    it("show says why a number can't send", async () => {
        const { stdout } = await terminal.run("show", "1002");
        expect(stdout).to.match(/can send +BLOCKED; PHONE_NUMBER 141000: The phone number is not registered/);
    });

    describe("in a Pulumi project", () => {
        before(() => terminal.inProject());
        const state = {
            phoneNumberId: "1001",
            registered: true,
            pin: { "4dabf18193072939515e22adb298388d": "1b47", ciphertext: "v1:canary" },
            requests: `r${at}=ok d${at}=ok r${at}=133016`,
            registerLockedUntil: "2026-11-24T12:00:00Z",
        };

        it("both show the requests that are left, as far as the stack knows", async () => {
            terminal.pulumi = { "stack export": { stdout: exported({ support: { outputs: state } }) } };
            expect((await terminal.run("list", "--waba", WABA)).stdout).to.match(/ 8\/9 locked\n/);
            const { stdout } = await terminal.run("show", "1001");
            expect(stdout).to.match(/in this stack +as "support"\n/);
            expect(stdout).to.match(
                /register requests left +8 of 10 in 72 hours, as far as this stack knows; locked out \(133016\) until 2026-11-24 12:00 UTC \(in 50 hours\)\n/,
            );
            expect(stdout).to.match(/deregister requests left +9 of 10 in 72 hours/);
        });

        it("JSON has the node, the settings and what is left; neither PIN nor token", async () => {
            terminal.pulumi = { "stack export": { stdout: exported({ support: { outputs: state } }) } };
            const { stdout } = await terminal.run("show", "1001", "--json");
            expect(JSON.parse(stdout)).to.deep.include({
                id: "1001",
                registered: true,
                storage: { kind: "inCountry", region: "DE" },
                resource: "support",
                requestsLeft: {
                    register: { left: 8, lockedUntil: "2026-11-24T12:00:00.000Z" },
                    deregister: { left: 9 },
                },
            });
            expect(stdout).not.to.match(/canary|EMULATOR-TOKEN|310467/);
        });
    });
});
