import { rmSync } from "node:fs";
import { mkdtemp, readdir, readFile, realpath, symlink, writeFile } from "node:fs/promises";
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
    const folder = await realpath(await mkdtemp(path.join(tmpdir(), "pulumi-whatsapp-")));
    made.add(folder);
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
