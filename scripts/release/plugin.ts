/** The plugin as engines download it from a release: one tarball for each system, and their checksums. */
import { createHash } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { type Entry, tarball } from "./tar";

/** The systems that Pulumi has plugins for, by the names that it asks for. */
export const SYSTEMS = ["linux", "darwin", "windows"].flatMap((system) =>
    ["amd64", "arm64"].map((machine) => ({ system, machine })),
);

/** What every system gets. */
const EVERYWHERE = ["index.js", "package.json", "schema.json"];
const LAUNCHER = "pulumi-resource-whatsapp";
/**
 * With PulumiPlugin.yaml a plugin counts as source: Pulumi then runs an install of its dependencies, for which it wants
 * the Node.js host and npm. A launcher alone is run as it is; on Windows some commands look for an .exe or for this.
 */
const OWN: Readonly<Record<string, readonly string[]>> = {
    linux: [LAUNCHER],
    darwin: [LAUNCHER],
    windows: [`${LAUNCHER}.cmd`, "PulumiPlugin.yaml"],
};

/**
 * Writes the tarballs and SHA256SUMS into a folder, which is made again.
 * @param built the folder of the built plugin
 * @returns the names of the files
 */
export async function writeTarballs(built: string, version: string, folder: string): Promise<string[]> {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    const sums: string[] = [];
    const names: string[] = [];
    for (const { system, machine } of SYSTEMS) {
        const files = [...EVERYWHERE, ...(OWN[system] ?? [])];
        const bytes = tarball(await Promise.all(files.map((name) => entryOf(built, name))));
        const name = `${LAUNCHER}-v${version}-${system}-${machine}.tar.gz`;
        await writeFile(path.join(folder, name), bytes);
        names.push(name);
        sums.push(`${createHash("sha256").update(bytes).digest("hex")}  ${name}\n`);
    }
    await writeFile(path.join(folder, "SHA256SUMS"), sums.join(""));
    return [...names, "SHA256SUMS"];
}

async function entryOf(folder: string, name: string): Promise<Entry> {
    const content = await readFile(path.join(folder, name));
    return { name, content, isExecutable: name === LAUNCHER };
}
