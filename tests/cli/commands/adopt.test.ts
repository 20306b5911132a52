import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { type Found, judge } from "../../../cli/adopt/judge";
import { type Adoptee, program, resourceNames } from "../../../cli/adopt/program";
import { numbersIn } from "../../../examples/fleet-from-file/numbers";
import { version } from "../../../graph/version";
import { exported, Terminal, WABA } from "../support/terminal";

const NOW = Date.parse("2026-11-22T10:00:00Z");

describe("which numbers are declared as they are", () => {
    const live = { platformType: "CLOUD_API", status: "CONNECTED", codeVerificationStatus: "VERIFIED" };
    const off = { ...live, platformType: "NOT_APPLICABLE", status: "PENDING" };
    const none = { storage: { kind: "default" } } as const;
    const inGermany = { storage: { kind: "inCountry", region: "DE" } } as const;
    const inStack = {
        name: "support",
        state: { phoneNumberId: "1", pinRevision: 1, registered: true, requests: "" },
        inputs: {},
    };
    const rows: [string, Partial<Found>, object][] = [
        ["live", { seen: { node: live, settings: none } }, { declared: true, asItIs: {} }],
        [
            "live, with a region and the identity key check",
            { seen: { node: live, settings: { ...inGermany, identityKeyCheck: true } } },
            { declared: true, asItIs: { dataLocalizationRegion: "DE", enableIdentityKeyCheck: true } },
        ],
        [
            "live, without storage",
            { seen: { node: live, settings: { storage: { kind: "noStorage", retentionMinutes: 60 } } } },
            { declared: true, asItIs: {} },
        ],
        [
            "on the Business app too",
            { seen: { node: { ...live, isOnBizApp: true }, settings: {} } },
            {
                declared: true,
                asItIs: {},
                remark: "On the WhatsApp Business app too: it keeps its registration and its PIN.",
            },
        ],
        [
            "live, its region not to be read",
            { seen: { node: live, settings: {} } },
            {
                declared: false,
                asItIs: {},
                reason: "it is live, and its region is not known: Graph does not say",
                next: "run adopt again later",
            },
        ],
        [
            "not registered",
            { seen: { node: off, settings: inGermany } },
            {
                declared: false,
                asItIs: { dataLocalizationRegion: "DE" },
                reason: "not registered: pulumi up would register in DE",
                next: "uncomment it if that is what you want",
            },
        ],
        [
            "deleted",
            { seen: { node: { ...off, status: "DELETED" }, settings: none } },
            { declared: false, asItIs: {}, reason: "it is deleted" },
        ],
        [
            "not to be read",
            { seen: undefined, readError: "refused" },
            { declared: false, asItIs: {}, reason: "refused" },
        ],
        [
            "declared already",
            { inStack },
            { declared: false, asItIs: {}, reason: 'this stack declares it already, as "support"' },
        ],
        [
            "no clear field",
            { seen: { node: {}, settings: none } },
            {
                declared: false,
                asItIs: {},
                reason: "Graph shows neither platform_type nor a clear status (none), so it is not known whether the number is registered",
                next: "try another WHATSAPP_API_VERSION, or look at the number in WhatsApp Manager, then uncomment it",
            },
        ],
    ];
    for (const [what, found, judgement] of rows) {
        it(what, () => {
            const seen = { node: live, settings: none };
            expect(judge({ phoneNumberId: "1", seen, inStack: undefined, ...found }, NOW)).to.deep.equal(
                judgement,
            );
        });
    }

    const refused: [string, object, RegExp][] = [
        ["unverified", { ...off, codeVerificationStatus: "NOT_VERIFIED" }, /^not registered: .*133006/],
        ["banned", { ...off, status: "BANNED" }, /^not registered: .*status is BANNED/],
        [
            "on the app only",
            { ...off, isOnBizApp: true },
            /^not registered: it is on the WhatsApp Business app/,
        ],
    ];
    for (const [what, node, reason] of refused) {
        it(`${what}: the gate's reason and remedy`, () => {
            const judgement = judge(
                { phoneNumberId: "1", seen: { node, settings: none }, inStack: undefined },
                NOW,
            );
            expect(judgement.declared ? "" : judgement.reason).to.match(reason);
            expect(judgement).to.have.property("next").that.is.a("string");
        });
    }
});

describe("the program that adopt writes", () => {
    const declared = (asItIs = {}) => ({ declared: true, asItIs }) as const;

    it("declares what can be adopted, and has the rest as comments with their reason", () => {
        const numbers: Adoptee[] = [
            {
                phoneNumberId: "1001",
                displayPhoneNumber: "+49 30 901820",
                verifiedName: "Jasper's Market",
                judgement: declared({ dataLocalizationRegion: "DE", enableIdentityKeyCheck: true }),
            },
            {
                phoneNumberId: "1002",
                displayPhoneNumber: "+49 30 901821",
                verifiedName: "Orders\n*/ process.exit() //\u2028x",
                judgement: { declared: false, asItIs: {}, reason: "not registered:\nso", next: "verify it" },
            },
        ];
        const text = program(WABA, numbers);
        expect(text.slice(text.indexOf("const pin ="))).to.equal(`const pin = (phoneNumberId: string) =>
    config.getSecret(\`pin-\${phoneNumberId}\`) ?? config.requireSecret("pin");

// Jasper's Market, +49 30 901820
new WhatsAppPhoneNumber("jaspers-market", {
    phoneNumberId: "1001",
    pin: pin("1001"),
    dataLocalizationRegion: "DE",
    enableIdentityKeyCheck: true,
    deletionProtection: true,
});

// Not declared (1):

// Orders */ process.exit() // x, +49 30 901821: not registered: so
// Next: verify it
// new WhatsAppPhoneNumber("orders-process-exit-x", {
//     phoneNumberId: "1002",
//     pin: pin("1002"),
//     deletionProtection: true,
// });
`);
    });

    it("whatever the names are, each resource gets its own, and the program only its own lines", () => {
        const name = fc.oneof(
            fc.string({ unit: "binary" }),
            fc.constantFrom("Shop", "shop", "Shop 1", "Shop-2", "渋谷"),
        );
        fc.assert(
            fc.property(fc.array(name, { maxLength: 8 }), (names) => {
                const numbers = names.map((verifiedName, at) => ({
                    phoneNumberId: String(at),
                    verifiedName,
                    judgement: declared(),
                }));
                const resources = resourceNames(numbers);
                expect(new Set(resources.values()).size).to.equal(names.length);
                const lines = program(WABA, numbers).split(/\r\n|[\n\r\u2028\u2029]/);
                const plain = program(
                    WABA,
                    numbers.map((number) => ({ ...number, verifiedName: undefined })),
                );
                expect(lines).to.have.length(plain.split("\n").length);
            }),
        );
    });
});

describe("pulumi-whatsapp adopt", () => {
    let terminal: Terminal;
    beforeEach(async () => {
        terminal = await Terminal.open({
            numbers: [{ id: "1001", registered: true }, { id: "1002" }, { id: "1003", registered: true }],
        });
    });
    afterEach(() => terminal.close());

    for (const [verifiedName, resource] of [
        ["Straße & Søn", "strasse-son"],
        ["Магазин 24", "magazin-24"],
        ["北京烤鸭店", "beijingkaoyadian"],
        ["مقهى", "mqha"],
        ["카페", "kape"],
        ["Łódź", "lodz"],
        ["\u{1f36b}", "chocolate-bar"],
        ["\u200b", "number-1001"],
    ] as const) {
        it(`names the resource of "${verifiedName}" ${resource}`, async () => {
            terminal.graph.change("1001", { verifiedName });
            const { stdout } = await terminal.run("adopt", "--waba", WABA);
            expect(stdout).to.contain(`new WhatsAppPhoneNumber("${resource}", {`);
        });
    }

    it("prints the program, says the numbers on stderr, and changes nothing", async () => {
        const { code, stdout, stderr, sent } = await terminal.run("adopt", "--waba", WABA);
        expect(stdout)
            .to.match(/^import \* as pulumi from "@pulumi\/pulumi";/)
            .and.to.match(/\nnew WhatsApp/);
        expect(stderr).to.match(/^2 numbers are declared, 1 are left as comments/);
        expect([code, sent]).to.deep.equal([0, []]);
        expect(terminal.progress).to.include("reading: 3 of 3 numbers");
    });

    it("writes it to a file, but not over one that is there", async () => {
        expect((await terminal.run("adopt", "--waba", WABA, "--out", "index.ts")).stdout).to.equal(
            "Written to index.ts.\n",
        );
        const file = path.join(terminal.folder, "index.ts");
        expect(readFileSync(file, "utf8")).to.contain('phoneNumberId: "1001"');
        writeFileSync(file, "mine");
        const again = await terminal.run("adopt", "--waba", WABA, "--out", "index.ts");
        expect([again.code, readFileSync(file, "utf8")]).to.deep.equal([1, "mine"]);
        expect(again.stderr).to.match(/is there already\nNext: give another place, or --force/);
        expect((await terminal.run("adopt", "--waba", WABA, "--out", "index.ts", "--force")).code).to.equal(
            0,
        );
    });

    it("writes a whole project, with the ranges of the example, and none of its files over another", async () => {
        const { code, stderr } = await terminal.run("adopt", "--waba", WABA, "--project", "my numbers");
        expect([code, stderr]).to.deep.include(0);
        expect(stderr).to.contain("npm install");
        const made = (name: string) => readFileSync(path.join(terminal.folder, "my numbers", name), "utf8");
        expect(made("Pulumi.yaml")).to.match(/^name: my-numbers\n/);
        expect(made("index.ts")).to.contain("deletionProtection: true");
        const example = JSON.parse(readFileSync("examples/quickstart/package.json", "utf8"));
        const own = JSON.parse(made("package.json"));
        const { "pulumi-whatsapp": range, ...others } = own.dependencies;
        expect({ ...others, "pulumi-whatsapp": "file:../.." }).to.deep.equal(example.dependencies);
        expect(range).to.equal(`^${version}`);
        expect(own.devDependencies).to.deep.equal(example.devDependencies);
        const tsconfig = readFileSync("examples/quickstart/tsconfig.json", "utf8");
        expect(JSON.parse(made("tsconfig.json"))).to.deep.equal(JSON.parse(tsconfig));
        rmSync(path.join(terminal.folder, "my numbers", "Pulumi.yaml"));
        const again = await terminal.run("adopt", "--waba", WABA, "--project", "my numbers");
        expect(existsSync(path.join(terminal.folder, "my numbers", "Pulumi.yaml")), "none of it").to.equal(
            false,
        );
        expect(again.stderr).to.match(/package\.json is there already\nNext: /);
    });

    it("--keep-pins declares that adoption leaves the PINs as they are, on every number, and says so", async () => {
        const { stdout } = await terminal.run("adopt", "--waba", WABA, "--keep-pins");
        const count = (text: string) => stdout.split(text).length - 1;
        expect(count('pinOnAdoption: "keep",')).to.equal(count("new WhatsAppPhoneNumber("));
        expect(stdout)
            .to.contain("leaves each number's PIN as it is")
            .and.not.to.contain("sets each number's");
        const usual = (await terminal.run("adopt", "--waba", WABA)).stdout;
        expect(usual).to.contain("sets each number's PIN").and.not.to.contain("pinOnAdoption");
    });

    it("writes rows that the fleet's example reads, its live numbers protected", async () => {
        const { stdout } = await terminal.run("adopt", "--waba", WABA, "--csv", "--out", "fleet.csv");
        expect(stdout).to.equal("Written to fleet.csv.\n");
        const text = readFileSync(path.join(terminal.folder, "fleet.csv"), "utf8");
        const { numbers, problems } = numbersIn(text, "fleet.csv");
        expect(problems).to.deep.equal([]);
        expect(numbers.map(({ phoneNumberId, live }) => [phoneNumberId, live])).to.deep.equal([
            ["1001", true],
            ["1003", true],
        ]);
    });

    for (const options of [
        ["--csv", "--settings"],
        ["--csv", "--keep-pins"],
        ["--csv", "--project", "x"],
        ["--out", "a", "--project", "b"],
    ]) {
        it(`refuses ${options.join(" ")}, and says what to give instead`, async () => {
            const { code, stderr } = await terminal.run("adopt", "--waba", WABA, ...options);
            expect(code).to.equal(2);
            expect(stderr).to.match(/\nNext: \S/);
        });
    }

    it("leaves out what the stack declares already", async () => {
        terminal.inProject();
        const stack = exported({ support: { outputs: { phoneNumberId: "1003" } } });
        terminal.pulumi = { "stack export": { stdout: stack } };
        const { stdout } = await terminal.run("adopt", "--waba", WABA, "--json");
        const { numbers } = JSON.parse(stdout) as { numbers: Adoptee[] };
        expect(numbers.map(({ judgement }) => judgement.declared)).to.deep.equal([true, false, false]);
    });

    it("continues if one number can't be read", async () => {
        terminal.graph.fail({ match: { kind: "read", phoneNumberId: "1001" }, do: { error: { code: 10 } } });
        const { code, stdout } = await terminal.run("adopt", "--waba", WABA);
        expect(code).to.equal(0);
        expect(stdout).to.match(
            /\/\/ Jasper's Market, .*: reading the number was refused: permission denied/,
        );
    });
});
