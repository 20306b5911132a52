import { readdirSync, readFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import path from "node:path";
import { expect } from "chai";
import * as ts from "typescript";
import { run } from "../../scripts/process";
import { definitionsOf } from "./support/definitions";
import { type Packed, packed, ROOT } from "./support/packed";

/** In bytes. What a user downloads, and what it takes in node_modules. */
const TARBALL_BUDGET = 1_120_000;
const UNPACKED_BUDGET = 4_400_000;

/** Rooms that programs import: with types, and with the sources that their declaration maps lead to. */
const TYPED = ["sdk", "provider", "graph", "emulator"];
/** Rooms of the command, which nobody imports. */
const UNTYPED = ["cli", "report"];
/** In the plugin's bundle alone. */
const BUNDLED = "provider/adapters/native/";
/** The plugin: what engines of all languages run. */
const PLUGIN = [
    "PulumiPlugin.yaml",
    "index.js",
    "package.json",
    "pulumi-resource-whatsapp",
    "pulumi-resource-whatsapp.cmd",
    "schema.json",
].map((name) => `dist/plugin/${name}`);

describe("the package", function () {
    this.timeout(600_000);
    let pack: Packed;
    before(async () => {
        pack = await packed();
    });
    const text = (file: string) => readFileSync(path.join(pack.folder, file), "utf8");
    const ending = (end: string) => pack.files.map((file) => file.path).filter((file) => file.endsWith(end));

    it("holds what was built of each source, the sources that users are led to, and nothing else", () => {
        const typed = TYPED.flatMap(sources).flatMap((source) => [
            `${source}.ts`,
            ...["js", "d.ts", "d.ts.map"].map((end) => `dist/${source}.${end}`),
        ]);
        const untyped = UNTYPED.flatMap(sources).map((source) => `dist/${source}.js`);
        const own = ["package.json", "README.md", "LICENSE", "CHANGELOG.md"];
        // A browser gets these as they are; beside what is built, they need not come twice.
        const page = readdirSync(path.join(ROOT, "emulator/ui")).filter((file) => file !== "tsconfig.json");
        const used = [
            ...page.map((file) => `dist/emulator/ui/${file}`),
            "action.yml",
            "docs/emulator.openapi.yaml",
            "docs/report.schema.json",
        ];
        const all = [...typed, ...untyped, ...own, ...used, ...PLUGIN];
        expect(pack.files.map((file) => file.path)).to.have.members(all);
    });

    it("keeps to its size in bytes", () => {
        expect(pack.size).to.be.below(TARBALL_BUDGET);
        expect(pack.unpackedSize).to.be.below(UNPACKED_BUDGET);
    });

    it("names no folder of the machine that built it", () => {
        const folders = [ROOT, `${homedir()}${path.sep}`, tmpdir()].map((each) => JSON.stringify(each));
        for (const { path: file } of pack.files) {
            for (const folder of folders) expect(text(file), file).not.to.include(folder.slice(1, -1));
        }
    });

    it("refers to no map, and no map to a source, that is not in it", () => {
        const there = new Set(pack.files.map((file) => file.path));
        const beside = (file: string, other: string) => path.posix.join(path.posix.dirname(file), other);
        for (const file of [...ending(".js"), ...ending(".d.ts")]) {
            const map = /^\/\/# sourceMappingURL=(.*)$/m.exec(text(file))?.[1];
            if (map !== undefined) expect(there, file).to.include(beside(file, map));
        }
        for (const file of ending(".d.ts.map")) {
            const { sources } = JSON.parse(text(file)) as { sources: string[] };
            for (const source of sources) expect(there, file).to.include(beside(file, source));
        }
    });

    it("lets the command be run", () => {
        expect(text("dist/cli/main.js")).to.match(/^#!\/usr\/bin\/env node\n/);
        expect(pack.files.find((file) => file.path === "dist/cli/main.js")?.mode).to.equal(0o755);
    });

    it("runs no script where it is installed", () => {
        const { scripts } = JSON.parse(text("package.json"));
        expect(scripts).not.to.have.any.keys("preinstall", "install", "postinstall", "prepare");
    });

    it("passes publint", async () => {
        const { code, text: said } = await tool("publint/src/cli.js", "--strict", pack.tarball);
        expect([code, said]).to.satisfy(
            ([ended, all]: [number, string]) => ended === 0 && /All good/.test(all),
        );
    });

    it("has types that are right for every way of resolving them, by are-the-types-wrong", async () => {
        const { code, text: said } = await tool("@arethetypeswrong/cli/dist/index.js", pack.tarball);
        expect([code, said]).to.satisfy(
            ([ended, all]: [number, string]) => ended === 0 && /No problems found/.test(all),
        );
    });

    it("has types that stand on what a user has: Node's and Pulumi's, and the language of 2020", () => {
        const options: ts.CompilerOptions = {
            target: ts.ScriptTarget.ES2020,
            module: ts.ModuleKind.NodeNext,
            strict: true,
            exactOptionalPropertyTypes: true,
            types: ["node"],
            noEmit: true,
        };
        const entries = ["sdk/index", "provider/adapters/dynamic/index", "emulator/index"];
        const files = entries.map((entry) => path.join(pack.folder, `dist/${entry}.d.ts`));
        const program = ts.createProgram(files, options);
        const ours = program.getSourceFiles().filter((file) => file.fileName.startsWith(pack.folder));
        expect(ours.length).to.be.greaterThan(entries.length);
        const problems = ours.flatMap((file) => program.getSemanticDiagnostics(file));
        expect(problems.map((each) => ts.flattenDiagnosticMessageText(each.messageText, "\n"))).to.be.empty;
    });

    it("leads an editor that goes to a definition to its source", async () => {
        const names = {
            "pulumi-whatsapp": ["WhatsAppPhoneNumber", "getPhoneNumbers", "REGIONS"],
            "pulumi-whatsapp/emulator": ["startEmulator"],
        };
        expect(await definitionsOf(names, pack)).to.deep.equal({
            WhatsAppPhoneNumber: "sdk/phoneNumber.ts",
            getPhoneNumbers: "sdk/functions.ts",
            REGIONS: "graph/observed.ts",
            startEmulator: "emulator/index.ts",
        });
    });
});

/** The sources of a room, without their ending. */
function sources(room: string): string[] {
    const files = readdirSync(path.join(ROOT, room), { recursive: true, encoding: "utf8" });
    const typescript = files.filter((file) => file.endsWith(".ts"));
    return typescript
        .map((file) => `${room}/${file.slice(0, -3).replaceAll(path.sep, "/")}`)
        .filter((source) => !source.startsWith(BUNDLED));
}

/** Runs a command of a development dependency, by its file: two packages may have a command of one name. */
function tool(file: string, ...args: string[]) {
    const script = path.join(ROOT, "node_modules", file);
    return run(process.execPath, [script, ...args], { cwd: ROOT, env: { ...process.env, NO_COLOR: "1" } });
}
