import assert from "node:assert/strict";
import { existsSync, rmSync } from "node:fs";
import { mkdir, mkdtemp, readFile, realpath, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { lock } from "proper-lockfile";
import { run } from "../../../scripts/process";

export const ROOT = path.resolve(__dirname, "../../..");

/** What npm says about a package that it packs. */
export interface Pack {
    version: string;
    filename: string;
    /** The tarball's bytes, and those of its files. */
    size: number;
    unpackedSize: number;
    files: { path: string; size: number; mode: number }[];
}

/** The package as npm would publish it. */
export interface Packed extends Pack {
    tarball: string;
    /** A folder whose node_modules holds the unpacked package; the other packages are found above it. */
    program: string;
    /** The unpacked package. */
    folder: string;
}

let once: Promise<Packed> | undefined;

/**
 * Packs the built dist/, once per run of mocha. Without the prepack script: that empties dist/, which other tests may
 * just be loading. release.test.ts packs with it, from a copy of the tree.
 */
export function packed(): Promise<Packed> {
    once ??= packOfTheRun();
    return once;
}

/** Of parallel processes the first one packs, into the folder of their run. */
async function packOfTheRun(): Promise<Packed> {
    const { MOCHA_WORKER_ID: worker, WHATSAPP_STATE_DIR: ofRun } = process.env;
    if (worker === undefined || ofRun === undefined) return pack(await temporaryFolder());
    const shared = path.join(await realpath(ofRun), `packed-${process.ppid}`);
    await mkdir(shared, { recursive: true });
    const release = await lock(shared, { retries: { forever: true, minTimeout: 50, maxTimeout: 500 } });
    try {
        const file = path.join(shared, "packed.json");
        if (!existsSync(file)) await writeFile(file, JSON.stringify(await pack(shared)));
        return JSON.parse(await readFile(file, "utf8"));
    } finally {
        await release();
    }
}

async function pack(temporary: string): Promise<Packed> {
    const args = ["pack", "--ignore-scripts", "--json", "--pack-destination", temporary];
    const { code, stdout, text } = await run("npm", args, { cwd: ROOT });
    assert.equal(code, 0, text);
    const pack = packIn(stdout);
    const tarball = path.join(temporary, pack.filename);
    const program = path.join(temporary, "program");
    const folder = path.join(program, "node_modules/pulumi-whatsapp");
    await mkdir(folder, { recursive: true });
    await symlink(path.join(ROOT, "node_modules"), path.join(temporary, "node_modules"), "junction");
    const unpacked = await run("tar", ["-xzf", tarball, "-C", folder, "--strip-components=1"]);
    assert.equal(unpacked.code, 0, unpacked.text);
    return { ...pack, tarball, program, folder };
}

/** What `npm pack --json` and `npm publish --json` print: a list, or the one. */
export function packIn(stdout: string): Pack {
    const said = JSON.parse(stdout);
    return Array.isArray(said) ? said[0] : said;
}

const made = new Set<string>();
process.once("exit", () => {
    for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** An empty folder, with no node_modules in it or above it; gone when the process ends. */
export async function temporaryFolder(): Promise<string> {
    const folder = await realpath(await mkdtemp(path.join(tmpdir(), "pulumi-whatsapp-package-")));
    made.add(folder);
    return folder;
}
