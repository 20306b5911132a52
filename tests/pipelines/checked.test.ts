import { readdirSync, readFileSync } from "node:fs";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { findActionlint } from "../../scripts/actionlint";
import { run } from "../../scripts/process";

const ROOT = path.resolve(__dirname, "../..");
const PIPELINES = path.join(ROOT, "examples/pipelines");
/** The workflows to copy. */
const GITHUB = [
    ...readdirSync(path.join(PIPELINES, "github")).map((name) => path.join(PIPELINES, "github", name)),
    path.join(ROOT, "examples/fleet/github-matrix.yml"),
];

/** Each ecosystem's own checker on the files that people copy. */
describe("the pipelines, by their ecosystem's checkers", function () {
    this.timeout(600_000);
    let folder: string;
    before(async () => {
        folder = await mkdtemp(path.join(tmpdir(), "pipelines-"));
    });
    after(() => rm(folder, { recursive: true }));

    describe("actionlint", () => {
        let actionlint: string;
        before(async function () {
            const found = await findActionlint();
            // No Go, no module proxy: the play-through still runs every step of these files.
            if (found === undefined) this.skip();
            actionlint = found;
            await run("git", ["init", "--quiet", folder]);
            await mkdir(path.join(folder, ".github/workflows"), { recursive: true });
            await mkdir(path.join(folder, "node_modules/pulumi-whatsapp"), { recursive: true });
            // The workflows use the action of the installed package: its inputs are checked too.
            await cp(
                path.join(ROOT, "action.yml"),
                path.join(folder, "node_modules/pulumi-whatsapp/action.yml"),
            );
        });

        const lint = async (name: string, text: string) => {
            const file = path.join(folder, ".github/workflows", name);
            await writeFile(file, text);
            return run(actionlint, ["-no-color", "-shellcheck=", "-pyflakes=", file], { cwd: folder });
        };
        for (const file of GITHUB) {
            it(`finds nothing in ${path.relative(ROOT, file)}`, async () => {
                const { code, text } = await lint(path.basename(file), readFileSync(file, "utf8"));
                expect([code, text]).to.deep.equal([0, ""]);
            });
        }
        it("finds nothing in this project's own workflows", async () => {
            const own = path.join(ROOT, ".github/workflows");
            for (const name of readdirSync(own)) {
                expect((await lint(name, readFileSync(path.join(own, name), "utf8"))).text).to.equal("");
            }
        });
        it("finds an input that the action does not have", async () => {
            const text = readFileSync(path.join(PIPELINES, "github/preview.yml"), "utf8");
            const { code, text: found } = await lint("preview.yml", text.replace("fail-on:", "fail-if:"));
            expect([code, found]).to.satisfy(
                ([ended, saying]: [number, string]) => ended === 1 && /"fail-if"/.test(saying),
            );
        });
    });

    describe("GitLab's schema, by gitlab-ci-local", () => {
        const check = async (text: string) => {
            const cwd = await mkdtemp(path.join(folder, "gitlab-"));
            await run("git", ["init", "--quiet", cwd]);
            await writeFile(path.join(cwd, ".gitlab-ci.yml"), text);
            const main = require.resolve("gitlab-ci-local/src/index.js");
            return run(process.execPath, [main, "--list-all"], { cwd, timeoutMs: 60_000 });
        };
        const ours = readFileSync(path.join(PIPELINES, "gitlab/.gitlab-ci.yml"), "utf8");

        it("takes gitlab/.gitlab-ci.yml, and finds its jobs", async () => {
            const { code, text } = await check(ours);
            expect(text).to.include("json schema validated");
            for (const job of ["preview", "preview-of-fork", "apply", "drift", "destroy"]) {
                expect(text).to.match(new RegExp(`^${job} `, "m"));
            }
            expect(code).to.equal(0);
        });
        it("refuses a misspelt keyword", async () => {
            expect(
                (await check(ours.replace("resource_group: numbers", "resource_groups: numbers"))).code,
            ).to.equal(1);
        });
    });

    it("every action that is not ours is pinned to a commit, and its version named", () => {
        const own = path.join(ROOT, ".github/workflows");
        const files = [...GITHUB, ...["ci.yml", "release.yml"].map((name) => path.join(own, name))];
        for (const file of files) {
            for (const [line, action] of readFileSync(file, "utf8").matchAll(/uses: (\S+).*/g)) {
                if (action?.startsWith("./")) continue;
                expect(line).to.match(/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
            }
        }
    });

    it("no step puts what a person typed into a script: expressions go by the environment", () => {
        const files = [...GITHUB, path.join(ROOT, "action.yml")];
        for (const file of files) {
            const { jobs = {}, runs } = parse(readFileSync(file, "utf8")) as {
                jobs?: Record<string, { steps: { run?: string }[] }>;
                runs?: { steps: { run?: string }[] };
            };
            const steps = [...Object.values(jobs), ...(runs === undefined ? [] : [runs])].flatMap(
                (job) => job.steps,
            );
            for (const { run: script = "" } of steps) expect(script).not.to.include("${{");
        }
    });

    it("every shell part is a script that sh, or bash, can parse", async () => {
        const { code, text } = await run("sh", ["-n", path.join(PIPELINES, "numbers.sh")]);
        expect([code, text]).to.deep.equal([0, ""]);
    });
});
