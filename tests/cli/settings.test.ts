import { expect } from "chai";
import { configIn, inProject, numbersIn } from "../../cli/stack";
import { exported, Terminal, WABA } from "./support/terminal";

const TOKEN = "CONFIG-TOKEN";

describe("the settings of the commands", () => {
    let terminal: Terminal;
    beforeEach(async () => {
        terminal = await Terminal.open({ tokens: [{ token: TOKEN }], numbers: [{ id: "1001" }] });
        terminal.inProject();
        terminal.env = {};
        const config = {
            "whatsapp:accessToken": { value: TOKEN, secret: true },
            "whatsapp:graphUrl": { value: terminal.graph.url, secret: false },
        };
        terminal.pulumi = { config: { stdout: JSON.stringify(config) } };
    });
    afterEach(() => terminal.close());

    it("come from the selected stack's config, in a Pulumi project", async () => {
        expect((await terminal.run("list", "--waba", WABA)).code).to.equal(0);
        expect(terminal.pulumiRuns.map((args) => args.join(" "))).to.have.members([
            "config --json --show-secrets --non-interactive --color never",
            "stack export --non-interactive --color never",
        ]);
    });

    it("come from the stack that --stack names", async () => {
        await terminal.run("show", "1001", "--stack", "prod");
        for (const args of terminal.pulumiRuns) expect(args.join(" ")).to.contain("--stack prod");
        expect(terminal.pulumiRuns).to.have.length(2);
    });

    it("come from the environment first", async () => {
        terminal.env = { WHATSAPP_ACCESS_TOKEN: "WRONG" };
        const { code, stderr } = await terminal.run("show", "1001");
        expect(code).to.equal(1);
        expect(stderr).to.match(/the access token has expired or is invalid \(190/);
    });

    it("--no-stack asks Pulumi nothing", async () => {
        const { code, stderr } = await terminal.run("show", "1001", "--no-stack");
        expect(terminal.pulumiRuns).to.deep.equal([]);
        expect(code).to.equal(1);
        expect(stderr).to.match(
            /needs an access token, and there is none\nNext: export WHATSAPP_ACCESS_TOKEN, then run the command again/,
        );
    });

    const none: [string, { code: number | undefined; stderr?: string }][] = [
        ["Pulumi is not there", { code: undefined }],
        [
            "no stack is selected",
            { code: 255, stderr: "error: no stack selected; please use `pulumi stack select`" },
        ],
    ];
    for (const [what, finished] of none) {
        it(`are without a stack's where ${what}`, async () => {
            terminal.pulumi = { config: finished, stack: finished };
            terminal.env = { WHATSAPP_GRAPH_URL: terminal.graph.url, WHATSAPP_ACCESS_TOKEN: TOKEN };
            const { code, stderr } = await terminal.run("show", "1001");
            expect([code, stderr]).to.deep.equal([0, ""]);
        });
    }

    describe("when the config can't be read", () => {
        beforeEach(() => {
            terminal.pulumi = { config: { code: 255, stderr: "error: incorrect passphrase\nmore" } };
        });

        it("a command ends with Pulumi's reason and the way on", async () => {
            const { code, stderr } = await terminal.run("show", "1001");
            expect(code).to.equal(1);
            expect(stderr).to.equal(
                "pulumi-whatsapp: pulumi config failed: incorrect passphrase\n" +
                    "Next: see that this command works by itself, or add --no-stack to go on without the stack\n",
            );
        });

        it("it continues, and says so, if the environment has a token", async () => {
            terminal.env = { WHATSAPP_GRAPH_URL: terminal.graph.url, WHATSAPP_ACCESS_TOKEN: TOKEN };
            const { code, stderr } = await terminal.run("show", "1001");
            expect(code).to.equal(0);
            expect(stderr).to.match(
                /The stack's config is left out: pulumi config failed: incorrect passphrase/,
            );
        });
    });

    it("a setting that can't be is a wrong command line, and shows no value that is secret", async () => {
        terminal.env = { WHATSAPP_GRAPH_URL: "http://graph.example", WHATSAPP_ACCESS_TOKEN: TOKEN };
        const { code, stderr } = await terminal.run("show", "1001");
        expect(code).to.equal(2);
        expect(stderr)
            .to.match(/only https is allowed/)
            .and.not.to.contain(TOKEN);
    });
});

describe("a failure", () => {
    let terminal: Terminal;
    before(async () => {
        terminal = await Terminal.open();
    });
    after(() => terminal.close());

    it("is a line and its remedy on stderr, with colours on a terminal only", async () => {
        const plain = await terminal.run("show", "9");
        expect(plain.stdout).to.equal("");
        expect(plain.stderr).to.match(
            /^pulumi-whatsapp: reading the number was refused: .*\nNext: check that .*\n$/,
        );
        terminal.colours = true;
        const { stderr } = await terminal.run("show", "9");
        terminal.colours = false;
        expect(stderr.startsWith("\u001b[31mpulumi-whatsapp:\u001b[0m reading")).to.equal(true);
    });

    it("is an object on stdout with --json", async () => {
        const { stdout, stderr, code } = await terminal.run("show", "9", "--json");
        expect(JSON.parse(stdout).error)
            .to.include({ code: 100, subcode: 33 })
            .and.to.have.keys(...["message", "next", "code", "subcode"]);
        expect([stderr, code]).to.deep.equal(["", 1]);
    });

    const wrong: [string[], RegExp][] = [
        [
            ["show", "+49 30 901820"],
            /the phone number ID was given as \+49 30 901820: give the digits of an ID/,
        ],
        [["list", "--waba", "../7"], /--waba was given as \.\.\/7/],
        [["verify", "1", "--method", "FAX"], /--method was given as FAX: give SMS or VOICE/],
        [["verify", "1", "--language", "German"], /--language was given as German/],
        [["verify", "1", "--code", "12"], /a code has 6 digits/],
        [["add", "--waba", "1", "--cc", "x", "--phone", "30901820", "--name", "Shop"], /--cc was given as x/],
        [["add", "--waba", "1", "--cc", "49", "--phone", "12", "--name", "Shop"], /--phone was given as 12/],
        [
            ["add", "--waba", "1", "--cc", "49", "--phone", "30901820", "--name", "S"],
            /a display name has 2 to 75/,
        ],
    ];
    for (const [args, says] of wrong) {
        it(`of the command line is 2: ${args.join(" ")}`, async () => {
            const { code, stderr } = await terminal.run(...args);
            expect(stderr).to.match(says);
            expect([code, terminal.graph.requests.length]).to.deep.equal([2, terminal.graph.requests.length]);
        });
    }
});

describe("what Pulumi prints", () => {
    it("its config: values by key, and whether they are secret", () => {
        const config = configIn(
            '{"a:b":{"value":"1","secret":true},"c:d":{"objectValue":{},"secret":false}}',
        );
        expect([...config]).to.deep.equal([["a:b", { value: "1", secret: true }]]);
    });

    it("its state: numbers by ID, secrets only where they are shown, without what waits for its deletion", () => {
        const secret = (more: object) => ({ "4dabf18193072939515e22adb298388d": "1b47", ...more });
        const text = exported({
            hidden: { outputs: { phoneNumberId: "1", pin: secret({ ciphertext: "v1" }) } },
            shown: {
                inputs: { pin: secret({ plaintext: '"310467"' }) },
                outputs: { phoneNumberId: "2", __provider: "text" },
            },
        });
        const state = JSON.parse(text);
        state.deployment.resources.push(
            { ...state.deployment.resources[0], delete: true, outputs: { phoneNumberId: "3" } },
            { urn: "urn:x::other", type: "pulumi:pulumi:Stack" },
        );
        const numbers = numbersIn(JSON.stringify(state), 0);
        expect([...numbers.keys()]).to.deep.equal(["1", "2"]);
        expect(numbers.get("1")?.state).to.deep.equal({
            phoneNumberId: "1",
            requests: "",
            registered: false,
            pinRevision: 1,
        });
        expect(numbers.get("2")).to.deep.include({ name: "shown", inputs: { pin: "310467" } });
        expect(numbersIn('{"deployment":{}}', 0).size).to.equal(0);
    });

    it("a project is a folder with a Pulumi.yaml, or one below it", () => {
        expect(inProject(__dirname)).to.equal(true);
        expect(inProject("/")).to.equal(false);
    });
});
