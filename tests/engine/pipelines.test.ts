import { existsSync, readFileSync } from "node:fs";
import { chmod, cp, mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect } from "chai";
import { run } from "../../scripts/process";
import { ID, OTHER_ID, PIN } from "./support/numbers";
import { type Expressions, type JobRun, runJob } from "./support/pipeline/workflow";
import { ENGINE_TEST_TIMEOUT_MS, IMPORT, Stack } from "./support/stack";

const ROOT = path.resolve(__dirname, "../..");
const PIPELINES = path.join(ROOT, "examples/pipelines");
const LABELLED =
    "contains(github.event.pull_request.labels.*.name, 'deregister') && 'locked,refused' || 'deregister:deregister,locked,refused'";

/** It may manage numbers, and register none. */
const DRIFTS_TOKEN = "MANAGEMENT-ONLY";
const PULUMI_TOKEN = "steps.pulumi.outputs.pulumi-access-token || secrets.PULUMI_ACCESS_TOKEN";

/** What npx does, without the third of a second that it takes; pipelinesOfForks.test.ts has the real one. */
const NPX = `#!/bin/sh
[ "$1" = --no-install ] || exit 2
command=$2
shift 2
exec "node_modules/.bin/$command" "$@"
`;

const PROGRAM = `${IMPORT}
    const pin = new pulumi.Config().requireSecret("pin");
    for (const [name, args] of Object.entries(require("./numbers.json"))) {
        new WhatsAppPhoneNumber(name, { ...args, pin });
    }
`;
const NUMBERS = {
    support: { phoneNumberId: ID, dataLocalizationRegion: "DE", enableIdentityKeyCheck: true },
    orders: { phoneNumberId: OTHER_ID },
};

/** A pull request from its branch to the night after its merge: every shell part of the pipelines is really run. */
describe("the pipelines to copy", function () {
    this.timeout(2 * ENGINE_TEST_TIMEOUT_MS);
    let stack: Stack;

    before(async () => {
        stack = await Stack.create({
            numbers: [{ id: ID }, { id: OTHER_ID }],
            secrets: { pin: PIN },
            tokens: [{ token: DRIFTS_TOKEN, scopes: ["whatsapp_business_management"] }],
        });
        await checkOut(stack);
        await stack.write(PROGRAM);
        await declare(NUMBERS);
        await commit("Declare the numbers");
    });
    after(() => stack?.close());

    it("apply registers what is on main", async () => {
        const { code, summary } = await workflow("apply", "apply");
        expect(code).to.equal(0);
        expect(sent()).to.have.members(["setStorage", "register", "setIdentityKeyCheck", "register"]);
        expect(summary).to.match(
            /^<!-- pulumi-whatsapp-report test\/test -->\n\n\*\*2 WhatsApp numbers: 2 registered/,
        );
    });

    it("a pull request that moves a number gets one comment, which a further commit updates", async () => {
        await git("switch", "--create", "move-support");
        await declare({ ...NUMBERS, support: { ...NUMBERS.support, dataLocalizationRegion: "CH" } });
        await commit("Move support to Switzerland");
        expect((await workflow("preview", "preview")).code).to.equal(0);
        expect(comments()).to.have.length(1);
        expect(comments()[0]).to.match(
            /> \[!WARNING]\n> \*\*1 WhatsApp number: 1 re-registered with an OUTAGE/,
        );
        expect(comments()[0]).to.match(/\| `support` \| OUTAGE: set PIN, deregister .*register in CH \|/);

        await declare({ support: { ...NUMBERS.support, dataLocalizationRegion: "CH" } });
        await commit("Give orders up");
        const { code, text } = await workflow("preview", "preview");
        expect(code, "a deregistration needs the label").to.equal(1);
        expect(text).to.include(`--fail-on deregister: ${OTHER_ID}`);
        expect(comments()).to.have.length(1);
        expect(comments()[0]).to.match(/1 DEREGISTERED for good, 1 re-registered with an OUTAGE/);
        expect(comments()[0]).to.include("> Stopped by `deregister`: a live number is deregistered for good");
        expect(sent(), "a preview changes nothing").to.deep.equal([]);

        await git("revert", "--no-edit", "HEAD");
    });

    it("a fork's pull request is previewed without any secret", async () => {
        const {
            PULUMI_CONFIG_PASSPHRASE: _,
            PULUMI_BACKEND_URL: __,
            WHATSAPP_ACCESS_TOKEN: ___,
            // Neither the address of what has the key of the stack.
            PULUMI_OPTION_SECRETS_PROVIDER: ____,
            VAULT_SERVER_URL: _____,
            VAULT_SERVER_TOKEN: ______,
            ...env
        } = stack.env;
        const { code, text, summary } = await workflow("preview", "preview-of-fork", {}, env);
        expect(code, text).to.equal(0);
        expect(summary).to.match(/2 WhatsApp numbers: 2 registered, or adopted if already live/);
    });

    it("merged, it is applied", async () => {
        await git("switch", "main");
        await git("merge", "--no-edit", "move-support");
        const plan = await workflow("apply", "plan");
        expect(plan).to.deep.include({ code: 0, outputs: { "fail-on": "deregister,locked,refused" } });
        expect(plan.summary).to.match(/1 re-registered with an OUTAGE/);
        expect(sent(), "until somebody has approved it").to.deep.equal([]);
        expect((await workflow("apply", "apply")).code).to.equal(0);
        expect(sent()).to.deep.equal([
            "setPin",
            "deregister",
            "setStorage",
            "register",
            "setIdentityKeyCheck",
        ]);
        expect(stack.graph.number(ID)).to.include({ registered: true, region: "CH" });
    });

    it("what is merged passes the gate again: what gives a number up needs the label, or a person", async () => {
        const superseded = await head();
        await declare({ support: { ...NUMBERS.support, dataLocalizationRegion: "CH" } });
        await commit("Give orders up");
        expect((await workflow("apply", "plan")).code, "no label on what was merged").to.equal(1);
        const refused = await workflow("apply", "apply");
        expect(refused.code, "nor does the apply rely on the plan").to.equal(1);
        expect(refused.text).to.include(`--fail-on deregister: ${OTHER_ID}`);
        const allowed = { code: 0, outputs: { "fail-on": "locked,refused" } };
        expect(await workflow("apply", "plan", { "inputs.deregister": "true" })).to.deep.include(allowed);
        await writeFile(store(), JSON.stringify({ ...github(), labels: ["orders", "deregister"] }));
        expect(await workflow("apply", "plan")).to.deep.include(allowed);

        const consent = { "needs.plan.outputs.fail-on": "locked,refused" };
        const old = await workflow("apply", "apply", { ...consent, "github.sha": superseded });
        expect(old.code).to.equal(0);
        expect(old.summary).to.match(
            new RegExp(
                `^Nothing is applied: main is at ${await head()}, whose run applies this commit too.\\n.*\\n$`,
            ),
        );
        expect(sent()).to.deep.equal([]);
        await git("revert", "--no-edit", "HEAD");
    });

    it("a night without drift opens no issue; one with drift opens one, and the next updates it", async () => {
        expect((await workflow("drift", "drift")).code).to.equal(0);
        expect(issues()).to.deep.equal([]);

        stack.graph.change(ID, { identityKeyCheck: false });
        expect((await workflow("drift", "drift")).code).to.equal(0);
        expect((await workflow("drift", "drift")).code).to.equal(0);
        expect(issues().map(({ state }) => state)).to.deep.equal(["open"]);
        expect(issues()[0]?.body).to.include("switch the identity key check on");
        expect(sent(), "it is only read").to.deep.equal([]);
    });

    it("an apply repairs the drift, and the next night closes the issue", async () => {
        expect((await workflow("apply", "apply")).code).to.equal(0);
        expect(sent()).to.deep.equal(["setIdentityKeyCheck"]);
        expect((await workflow("drift", "drift")).code).to.equal(0);
        expect(issues().map(({ state }) => state)).to.deep.equal(["closed"]);
    });

    it("destroy is for who types the stack's name", async () => {
        const refused = await workflow("destroy", "destroy", { "inputs.confirm": "tset" });
        expect(refused.code).to.equal(1);
        expect(refused.text).to.include(
            "nothing is destroyed: CONFIRM_DESTROY must be the stack's name, test",
        );
        expect(sent()).to.deep.equal([]);

        expect((await workflow("destroy", "destroy", { "inputs.confirm": "test" })).code).to.equal(0);
        expect(sent()).to.deep.equal(["deregister", "deregister"]);
    });

    it("a preview that fails says so on the pull request, and stops it", async () => {
        await declare({ support: { ...NUMBERS.support, dataLocalizationRegion: "XX" } });
        const { code } = await workflow("preview", "preview");
        expect(code).to.equal(1);
        expect(comments()).to.have.length(1);
        expect(comments()[0]).to.match(/the preview FAILED.*\n\n> `support: .*give one of AU ID IN/);
    });

    it("the script says how it is used", async () => {
        const { code, text } = await run("sh", ["ci/numbers.sh"], { cwd: stack.folder, env: stack.env });
        expect(code).to.equal(2);
        expect(text).to.match(/sh ci\/numbers.sh drift +reads the numbers/);
    });

    let seen = 0;
    function sent(): string[] {
        const kinds = stack.graph.writes().map(({ kind }) => kind);
        const fresh = kinds.slice(seen);
        seen = kinds.length;
        return fresh;
    }

    async function workflow(
        file: string,
        job: string,
        more: Expressions = {},
        env: NodeJS.ProcessEnv = stack.env,
    ): Promise<JobRun> {
        const expressions = {
            "vars.PULUMI_STACK": "test",
            "vars.PULUMI_ORGANIZATION": "",
            [PULUMI_TOKEN]: "",
            "secrets.WHATSAPP_ACCESS_TOKEN": stack.graph.token,
            "secrets.WHATSAPP_MANAGEMENT_TOKEN": DRIFTS_TOKEN,
            "github.repository": "acme/shop",
            "github.token": "a token of this job",
            "github.sha": await head(),
            "github.event_name": "pull_request",
            "github.event.pull_request.number": "7",
            "github.event.pull_request.head.repo.full_name": "acme/shop",
            [LABELLED]: "deregister:deregister,locked,refused",
            "inputs.deregister": "false",
            // As without a plan: what the script then stops at by itself.
            "needs.plan.outputs.fail-on": "",
            ...more,
        };
        // A job has a checkout of its own.
        const left = ["preview.json", "report.md"].map((name) => path.join(stack.folder, name));
        await Promise.all(left.map((each) => rm(each, { force: true })));
        const gh = path.join(stack.folder, "gh");
        const own = {
            PATH: `${gh}${path.delimiter}${env.PATH}`,
            FAKE_GH: store(),
            GITHUB_REPOSITORY: "acme/shop",
            GITHUB_SHA: expressions["github.sha"],
        };
        return runJob(
            `examples/pipelines/github/${file}.yml`,
            job,
            stack.folder,
            { ...env, ...own },
            expressions,
        );
    }

    function github(): { comments: { body: string }[]; issues: { state: string; body: string }[] } {
        return existsSync(store()) ? JSON.parse(readFileSync(store(), "utf8")) : { comments: [], issues: [] };
    }
    const store = () => path.join(stack.folder, "gh", "github.json");
    const comments = () => github().comments.map(({ body }) => body);
    const issues = () => github().issues;

    const declare = (numbers: object) =>
        writeFile(path.join(stack.folder, "numbers.json"), JSON.stringify(numbers));
    const commit = (message: string) => git("commit", "--quiet", "--message", message, "--all");

    const head = async () => (await git("rev-parse", "HEAD")).trim();

    async function git(...args: string[]): Promise<string> {
        const who = ["-c", "user.name=test", "-c", "user.email=test@localhost", "-c", "commit.gpgsign=false"];
        const { code, text, stdout } = await run("git", [...who, ...args], { cwd: stack.folder });
        expect(code, text).to.equal(0);
        return stdout;
    }

    /** A repository whose pipelines are ours, and a GitHub that is a file. */
    async function checkOut({ folder, main }: Stack): Promise<void> {
        await mkdir(path.join(folder, "ci"));
        await mkdir(path.join(folder, "gh"));
        await cp(path.join(PIPELINES, "numbers.sh"), path.join(folder, "ci/numbers.sh"));
        await cp(path.join(__dirname, "support/pipeline/gh.cjs"), path.join(folder, "gh/gh"));
        await chmod(path.join(folder, "gh/gh"), 0o755);
        await writeFile(path.join(folder, "gh/npx"), NPX, { mode: 0o755 });
        await git("init", "--quiet", "--initial-branch", "main");
        await writeFile(path.join(folder, "numbers.json"), "{}");
        await writeFile(path.join(folder, main), "");
        await writeFile(path.join(folder, ".gitignore"), "*\n!index.js\n!numbers.json\n!ci/\n!ci/*\n");
        await git("add", ".");
    }
});
