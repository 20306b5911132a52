import { existsSync, rmSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

const ROOT = path.resolve(__dirname, "../../..");

/** The program's file. */
export type Main = "index.js" | "index.ts";

/** What a program in JavaScript begins with. */
export const IMPORT = `const pulumi = require("@pulumi/pulumi");
const { WhatsAppPhoneNumber } = require("pulumi-whatsapp");`;

const TSCONFIG = {
    compilerOptions: { target: "es2022", module: "node20", strict: true, skipLibCheck: true },
};

const made = new Set<string>();
process.once("exit", () => made.forEach(removeProject));

/** Makes a Pulumi project in a temporary folder; it loads pulumi-whatsapp by its name, as a user's would. */
export async function makeProject(main: Main): Promise<string> {
    const folder = await makeFolder();
    const write = (name: string, value: unknown) => writeFile(path.join(folder, name), JSON.stringify(value));
    await symlink(path.join(ROOT, "node_modules"), path.join(folder, "node_modules"), "junction");
    await write("package.json", { name: "test", main });
    await write("Pulumi.yaml", {
        name: "test",
        runtime: { name: "nodejs", options: { typescript: main === "index.ts" } },
    });
    if (main === "index.ts") await write("tsconfig.json", TSCONFIG);
    return folder;
}

/** Makes a copy of an example, with its packages installed. */
export async function copyExample(name: string): Promise<string> {
    const folder = await makeFolder();
    const example = path.join(ROOT, "examples", name);
    const isOurs = (file: string) => path.basename(file) !== "node_modules";
    await cp(example, folder, { recursive: true, filter: isOurs });
    await installPackages(folder, path.join(example, "node_modules"), path.join(ROOT, "node_modules"));
    return folder;
}

/** Gives a project that was made our command too, for `npx` to find. */
export async function installCommand(folder: string): Promise<void> {
    await rm(path.join(folder, "node_modules"));
    await installPackages(folder, path.join(ROOT, "node_modules"));
}

/**
 * The packages as an installation leaves them, with our command, which a checkout of ours does not link. Of the
 * folders that they come from the first one that has a package wins.
 */
export async function installPackages(folder: string, ...from: [string, ...string[]]): Promise<void> {
    const packages = path.join(folder, "node_modules");
    const commands = path.join(packages, ".bin");
    await mkdir(commands, { recursive: true });
    await symlink(path.join(ROOT, "dist/cli/main.js"), path.join(commands, "pulumi-whatsapp"));
    for (const source of from) {
        await linkAll(source, packages);
        await linkAll(path.join(source, ".bin"), commands);
    }
}

async function linkAll(source: string, target: string): Promise<void> {
    if (!existsSync(source)) return;
    const names = (await readdir(source)).filter((name) => !name.startsWith("."));
    const missing = names.filter((name) => !existsSync(path.join(target, name)));
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
