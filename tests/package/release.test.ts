import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { cp, symlink } from "node:fs/promises";
import path from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { run } from "../../scripts/process";
import { releaseNotes } from "../../scripts/release/notes";
import { SYSTEMS, writeTarballs } from "../../scripts/release/plugin";
import { runJob } from "../engine/support/pipeline/workflow";
import { packed, ROOT, temporaryFolder } from "./support/packed";

const CHANGELOG = `# Changelog

What each release brings.

## 0.3.0, not released yet

- Nothing yet.

## 0.2.0, 2026-12-01

- A fix.

### Upgrade

Nothing to do.

## 0.1.1, 2026-11-30

## 0.1.0, 2026-11-22

- The first one.
`;

describe("a release", () => {
    it("has the notes that CHANGELOG.md has of its version", () => {
        const notes = "- A fix.\n\n### Upgrade\n\nNothing to do.\n";
        expect(releaseNotes("v0.2.0", "0.2.0", CHANGELOG)).to.equal(notes);
        expect(releaseNotes("v0.1.0", "0.1.0", CHANGELOG)).to.equal("- The first one.\n");
    });

    for (const [why, tag, version, said] of [
        [
            "its tag is another version's",
            "v0.2.1",
            "0.2.0",
            "the tag is v0.2.1, and package.json's version is 0.2.0",
        ],
        ["its tag has no v", "0.2.0", "0.2.0", "the tag is 0.2.0, and package.json's version is 0.2.0"],
        ["it is a pre-release", "v0.2.0-rc.1", "0.2.0-rc.1", "a release's is three numbers"],
        ["CHANGELOG.md does not know it", "v0.4.0", "0.4.0", 'no section "## 0.4.0, <date>"'],
        ["CHANGELOG.md has no day for it", "v0.3.0", "0.3.0", 'says "0.3.0, not released yet"'],
        ["CHANGELOG.md says nothing of it", "v0.1.1", "0.1.1", "section of 0.1.1 is empty"],
    ] as const) {
        it(`is refused where ${why}`, () => {
            expect(() => releaseNotes(tag, version, CHANGELOG)).to.throw(said);
        });
    }
});

describe("the tarballs of the plugin", function () {
    this.timeout(600_000);
    const built = path.join(ROOT, "dist/plugin");
    let folder: string;
    let names: string[];
    before(async () => {
        folder = path.join(await temporaryFolder(), "tarballs");
        names = await writeTarballs(built, "1.2.3", folder);
    });
    const listOf = async (name: string) =>
        (await run("tar", ["-tzvf", path.join(folder, name)])).stdout.trim().split("\n");

    it("have checksums that hold, and that another build of the same files has too", async () => {
        const sums = readFileSync(path.join(folder, "SHA256SUMS"), "utf8");
        const lines = names
            .filter((name) => name !== "SHA256SUMS")
            .map((name) => {
                const bytes = readFileSync(path.join(folder, name));
                return `${createHash("sha256").update(bytes).digest("hex")}  ${name}\n`;
            });
        expect(sums).to.equal(lines.join(""));
        const copy = path.join(folder, "copy");
        await cp(built, copy, { recursive: true });
        const later = new Date(Date.now() + 86_400_000);
        for (const name of readdirSync(copy)) utimesSync(path.join(copy, name), later, later);
        const again = path.join(folder, "again");
        await writeTarballs(copy, "1.2.3", again);
        expect(readFileSync(path.join(again, "SHA256SUMS"), "utf8")).to.equal(sums);
    });

    for (const { system, machine } of SYSTEMS) {
        it(`${system} ${machine}: the launcher that it runs, the bundle and the schema`, async () => {
            const list = await listOf(`pulumi-resource-whatsapp-v1.2.3-${system}-${machine}.tar.gz`);
            const files = list.map((line) => line.split(" ").at(-1));
            const own =
                system === "windows"
                    ? ["PulumiPlugin.yaml", "pulumi-resource-whatsapp.cmd"]
                    : ["pulumi-resource-whatsapp"];
            expect(files).to.have.members(["index.js", "package.json", "schema.json", ...own]);
            for (const line of list) {
                expect(line.startsWith("-rwxr-xr-x"), line).to.equal(/resource-whatsapp$/.test(line));
                expect(line).to.contain("1970-01-01");
            }
        });
    }

    it("unpack to what was built", async () => {
        const to = path.join(folder, "to");
        mkdirSync(to);
        const file = path.join(folder, "pulumi-resource-whatsapp-v1.2.3-linux-amd64.tar.gz");
        expect((await run("tar", ["-xzf", file, "-C", to])).code).to.equal(0);
        for (const name of readdirSync(to)) {
            const [packed, source] = [to, built].map((each) => readFileSync(path.join(each, name)));
            expect(packed?.equals(source ?? Buffer.alloc(0)), name).to.equal(true);
        }
    });
});

/** Each shell part is run as it stands, in a copy of the tree; only npm and gh are kept from really publishing. */
describe("the release workflow", function () {
    this.timeout(600_000);
    let folder: string;
    let env: NodeJS.ProcessEnv;

    before(async () => {
        folder = await copyOfTheTree();
        const bin = path.join(folder, "bin");
        mkdirSync(bin);
        writeFileSync(
            path.join(bin, "gh"),
            '#!/bin/sh\nprintf "%s\\n" "$GH_TOKEN" "$@" >gh.txt\ncp "$8" notes.md\n',
        );
        chmodSync(path.join(bin, "gh"), 0o755);
        env = {
            ...process.env,
            PATH: `${bin}${path.delimiter}${process.env.PATH}`,
            GITHUB_SERVER_URL: "https://github.example",
            GITHUB_REPOSITORY: "acme/pulumi-whatsapp",
            GITHUB_REF_NAME: "v1.2.3",
            npm_config_dry_run: "true",
        };
        const manifest = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
        writeFileSync(path.join(folder, "package.json"), JSON.stringify({ ...manifest, version: "1.2.3" }));
        writeFileSync(path.join(folder, "CHANGELOG.md"), "## 1.2.3, 2026-12-01\n\n- Better.\n");
    });
    const job = (name: string, own: NodeJS.ProcessEnv = {}) =>
        runJob(
            ".github/workflows/release.yml",
            name,
            folder,
            { ...env, ...own },
            { "github.token": "TOKEN" },
        );

    it("checks the tag before anything else", async () => {
        expect(await job("check")).to.include({ code: 0 });
        const { code, text } = await job("check", { GITHUB_REF_NAME: "v1.2.4" });
        expect(code).to.equal(1);
        expect(text).to.include("release: the tag is v1.2.4, and package.json's version is 1.2.3");
    });

    it("publishes, built from scratch, what the tests install, and names the repository that it comes from", async () => {
        const { code, text } = await job("publish");
        expect(code, text).to.equal(0);
        expect(text).to.match(/with tag latest and public access \(dry-run\)/);
        const listed = [...text.matchAll(/^npm notice [\d.]+[kM]?B (\S+)$/gm)].map(([, file]) => file);
        expect(listed).to.have.members((await packed()).files.map((file) => file.path));
        const { repository } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
        expect(repository.url).to.equal("git+https://github.example/acme/pulumi-whatsapp.git");
    });

    it("announces it with its notes, the package, and the plugin for each system", async () => {
        const { code, text } = await job("announce", {
            GITHUB_SERVER_URL: "https://github.com",
            npm_config_dry_run: "false",
        });
        expect(code, text).to.equal(0);
        const [token, ...args] = readFileSync(path.join(folder, "gh.txt"), "utf8").split("\n");
        expect(token).to.equal("TOKEN");
        expect(args.slice(0, 6)).to.deep.equal([
            "release",
            "create",
            "v1.2.3",
            "--verify-tag",
            "--title",
            "v1.2.3",
        ]);
        expect(readFileSync(path.join(folder, "notes.md"), "utf8")).to.equal("- Better.\n");
        const attached = args.slice(8).filter((file) => file !== "");
        const tarballs = SYSTEMS.map(
            ({ system, machine }) => `pulumi-resource-whatsapp-v1.2.3-${system}-${machine}.tar.gz`,
        );
        expect(attached).to.have.members(
            [...tarballs, "SHA256SUMS", "pulumi-whatsapp-1.2.3.tgz"].map((name) =>
                path.posix.join("dist-plugin", name),
            ),
        );
        const list = await run("tar", ["-tzf", "dist-plugin/pulumi-whatsapp-1.2.3.tgz"], { cwd: folder });
        const inPackage = list.stdout.trim().split("\n");
        const files = (await packed()).files.map((file) => `package/${file.path}`);
        expect(inPackage).to.have.members(files);
        // Where an engine looks for it, by what the schema says.
        const unpacked = path.join(folder, "unpacked");
        mkdirSync(unpacked);
        const tar = await run("tar", ["-xzf", `dist-plugin/${tarballs[0]}`, "-C", unpacked], {
            cwd: folder,
        });
        expect(tar.code, tar.text).to.equal(0);
        expect(JSON.parse(readFileSync(path.join(unpacked, "schema.json"), "utf8"))).to.include({
            version: "1.2.3",
            pluginDownloadURL: "github://api.github.com/acme/pulumi-whatsapp",
        });
    });

    it("asks for no more rights than each job needs, and tests before it publishes", () => {
        const workflow = parse(readFileSync(path.join(ROOT, ".github/workflows/release.yml"), "utf8"));
        expect(workflow.permissions).to.deep.equal({ contents: "read" });
        const { check, test, publish, announce } = workflow.jobs;
        expect([check.permissions, test.permissions]).to.deep.equal([undefined, undefined]);
        expect(publish).to.deep.include({
            needs: "test",
            permissions: { contents: "read", "id-token": "write" },
        });
        expect(announce).to.deep.include({ needs: "publish", permissions: { contents: "write" } });
        expect(test).to.deep.equal({ needs: "check", uses: "./.github/workflows/ci.yml" });
    });

    it("CI prints the package's size", async () => {
        const { jobs } = parse(readFileSync(path.join(ROOT, ".github/workflows/ci.yml"), "utf8"));
        const steps = jobs.test.steps as { name?: string; run?: string }[];
        const script = steps.find((step) => step.name === "The package's size")?.run ?? "";
        const summary = path.join(folder, "summary.md");
        const { code, stdout } = await run("bash", ["-e", "-o", "pipefail", "-c", script], {
            cwd: ROOT,
            env: { ...process.env, GITHUB_STEP_SUMMARY: summary },
        });
        expect(code).to.equal(0);
        expect(stdout).to.match(/package size: .*\n.*unpacked size: .*\n.*total files: \d+/);
        expect(readFileSync(summary, "utf8")).to.equal(stdout);
    });
});

/** The tree as a checkout has it, but for its history. */
async function copyOfTheTree(): Promise<string> {
    const folder = path.join(await temporaryFolder(), "checkout");
    const left = new Set(["node_modules", "dist", "dist-plugin", ".git", ".pulumi-local", "coverage"]);
    await cp(ROOT, folder, { recursive: true, filter: (file) => !left.has(path.basename(file)) });
    await symlink(path.join(ROOT, "node_modules"), path.join(folder, "node_modules"), "junction");
    return folder;
}
