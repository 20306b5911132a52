import { existsSync, rmSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, readFile, realpath, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

const ROOT = path.resolve(__dirname, "../../..");

/** The program's file. A program in YAML is its project's file too, and meets the plugin. */
export type Main = "index.js" | "index.ts" | "Pulumi.yaml";

/** What a program in JavaScript begins with. */
export const IMPORT = `const pulumi = require("@pulumi/pulumi");
const { WhatsAppPhoneNumber } = require("pulumi-whatsapp");`;

const TSCONFIG = {
    compilerOptions: { target: "es2022", module: "node20", strict: true, skipLibCheck: true },
};

/** The packages that a made project has installed. */
const PACKAGES = ["@pulumi/pulumi", "pulumi-whatsapp", "typescript", "@types/node"];

const made = new Set<string>();
process.once("exit", () => made.forEach(removeProject));

/** Makes a Pulumi project in a temporary folder; it loads pulumi-whatsapp by its name, as a user's would. */
export async function makeProject(main: Main): Promise<string> {
    const folder = await makeFolder();
    const write = (name: string, value: unknown) => writeFile(path.join(folder, name), JSON.stringify(value));
    if (main === "Pulumi.yaml") {
        await writeFile(path.join(folder, main), yamlProgram({}));
        return folder;
    }
    await installPackages(folder, PACKAGES);
    await write("package.json", { name: "test", main });
    await writeFile(path.join(folder, "Pulumi.yaml"), nodeProject(main));
    if (main === "index.ts") await write("tsconfig.json", TSCONFIG);
    return folder;
}

/** The plugin that was built, as a project file says where it is. */
const PLUGINS = { providers: [{ name: "whatsapp", path: path.join(ROOT, "dist/plugin") }] };

/** A program in YAML, of which JSON is a part, with the plugin that was built. */
export function yamlProgram(program: Readonly<Record<string, unknown>>): string {
    return JSON.stringify({ name: "test", runtime: "yaml", plugins: PLUGINS, ...program });
}

/**
 * The project file of a program of Node.js.
 * @param withPlugin whether it may name the plugin's resources besides
 */
export function nodeProject(main: string, withPlugin = false): string {
    const runtime = { name: "nodejs", options: { typescript: main === "index.ts" } };
    return JSON.stringify({ name: "test", runtime, ...(withPlugin ? { plugins: PLUGINS } : {}) });
}

/** Makes a copy of an example, with its packages installed. */
export async function copyExample(name: string): Promise<string> {
    const folder = await makeFolder();
    const example = path.join(ROOT, "examples", name);
    const isOurs = (file: string) => path.basename(file) !== "node_modules";
    await cp(example, folder, { recursive: true, filter: isOurs });
    const { dependencies, devDependencies } = JSON.parse(
        await readFile(path.join(example, "package.json"), "utf8"),
    );
    const names = Object.keys({ ...dependencies, ...devDependencies });
    await installPackages(folder, names, path.join(example, "node_modules"));
    return folder;
}

/**
 * The packages as an installation leaves them: those that are asked for, the first place that has one wins, and ours
 * as it is published, with its command. A link to all packages of this repository would do too, but at each start
 * Pulumi looks through whatever a project has: that took longer than the rest of a command.
 */
async function installPackages(folder: string, names: readonly string[], ...first: string[]): Promise<void> {
    const sources = [...first, path.join(ROOT, "node_modules")];
    const packages = path.join(folder, "node_modules");
    const ours = path.join(packages, "pulumi-whatsapp");
    const commands = path.join(packages, ".bin");
    for (const made of [ours, commands]) await mkdir(made, { recursive: true });
    for (const part of ["dist", "package.json"]) await symlink(path.join(ROOT, part), path.join(ours, part));
    await symlink(path.join(ROOT, "dist/cli/main.js"), path.join(commands, "pulumi-whatsapp"));
    for (const name of names.filter((each) => each !== "pulumi-whatsapp")) {
        const source = sources.find((each) => existsSync(path.join(each, name)));
        if (source === undefined) throw new Error(`${name} is not installed: run npm ci`);
        await mkdir(path.dirname(path.join(packages, name)), { recursive: true });
        await symlink(path.join(source, name), path.join(packages, name), "junction");
    }
    for (const source of sources) await linkAll(path.join(source, ".bin"), commands);
}

async function linkAll(source: string, target: string): Promise<void> {
    if (!existsSync(source)) return;
    const missing = (await readdir(source)).filter((name) => !existsSync(path.join(target, name)));
    await Promise.all(missing.map((name) => symlink(path.join(source, name), path.join(target, name))));
}

async function makeFolder(): Promise<string> {
    const folder = await realpath(await mkdtemp(path.join(tmpdir(), "pulumi-whatsapp-")));
    made.add(folder);
    return folder;
}

export function removeProject(folder: string): void {
    rmSync(folder, { recursive: true, force: true });
    made.delete(folder);
}

/** The text of all files in a folder, without the packages it links to. */
export async function textOf(folder: string): Promise<string> {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = entries
        .filter((entry) => entry.isFile())
        .map((file) => path.join(file.parentPath, file.name));
    return (await Promise.all(files.map((file) => readFile(file, "utf8")))).join("\n");
}
