import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import path from "node:path";
import { cacheFolder } from "./engine";
import { withLock } from "./engine/lock";
import type { Say } from "./engine/say";

/** Writes to a folder to work in, and returns the folder in it to keep; undefined where it could not be made. */
export type Make = (work: string) => Promise<string | undefined>;

/**
 * A folder in our cache, made once. It is made beside its place, then renamed, so that a kill leaves no part of it; two
 * processes make it once. Undefined where it could not be made.
 *
 * @param name has the version of what is in it, or the digest of what it is made from
 */
export async function cached(name: string, make: Make, say: Say): Promise<string | undefined> {
    const cache = cacheFolder();
    const folder = path.join(cache, name);
    if (existsSync(folder)) return folder;
    await mkdir(cache, { recursive: true });
    await withLock(folder, say, async () => {
        if (existsSync(folder)) return;
        const work = await mkdtemp(path.join(cache, `${name}-making-`));
        try {
            const made = await make(work);
            if (made !== undefined) await rename(made, folder);
        } finally {
            await rm(work, { recursive: true, force: true });
        }
    });
    return existsSync(folder) ? folder : undefined;
}

/** Of the files' content, in a few letters. */
export function digestOf(files: readonly string[]): string {
    const digest = createHash("sha256");
    for (const file of files) digest.update(readFileSync(file));
    return digest.digest("hex").slice(0, 12);
}
