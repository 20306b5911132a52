import { readFileSync } from "node:fs";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "chai";
import { findActionlint } from "../../scripts/actionlint";
import { run } from "../../scripts/process";
import { ALL, ROOT, textOf } from "./support/workflows";

const PIPELINES = path.join(ROOT, "examples/pipelines");

/**
 * What this actionlint does not know yet: GitHub has the key since May 2026
 * (https://github.blog/changelog/2026-05-07-github-actions-concurrency-groups-now-allow-larger-queues). Its value is
 * checked in hardened.test.ts.
 */
const NEWER = 'unexpected key "queue" for "concurrency" section';

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
            const flags = ["-no-color", "-shellcheck=", "-pyflakes=", "-ignore", NEWER];
            return run(actionlint, [...flags, file], { cwd: folder });
        };
        for (const file of ALL) {
            it(`finds nothing in ${file}`, async () => {
                const { code, text } = await lint(path.basename(file), textOf(file));
                expect([code, text]).to.deep.equal([0, ""]);
            });
        }
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

    it("every shell part is a script that sh, or bash, can parse", async () => {
        const { code, text } = await run("sh", ["-n", path.join(PIPELINES, "numbers.sh")]);
        expect([code, text]).to.deep.equal([0, ""]);
    });
});
