import { mkdir, readdir, rm, stat, utimes, writeFile } from "node:fs/promises";
import path from "node:path";

/** What is built, from what. */
export interface Build {
    /** Files and folders, with all that is in them. */
    readonly sources: readonly string[];
    /** A file beside the result: its time is when the last build that succeeded began. */
    readonly stamp: string;
}

/**
 * Builds if a source is newer than the last build that succeeded. A folder is as new as its entries are: a source that
 * was removed counts too.
 * @returns whether it was built
 */
export async function ifStale({ sources, stamp }: Build, build: () => Promise<void>): Promise<boolean> {
    const [before, changed] = [await timeOf(stamp), await newest(sources)];
    if (!isStale(before, changed)) return false;
    // What is saved while it builds is newer than the build.
    const begun = new Date();
    await rm(stamp, { force: true });
    await build();
    await mkdir(path.dirname(stamp), { recursive: true });
    await writeFile(stamp, "");
    await utimes(stamp, begun, begun);
    return true;
}

/**
 * @param built when the last build began, in milliseconds since 1970; undefined: there is none
 * @param changed when a source changed last; undefined: one is not there
 */
export function isStale(built: number | undefined, changed: number | undefined): boolean {
    return built === undefined || changed === undefined || changed >= built;
}

async function newest(files: readonly string[]): Promise<number | undefined> {
    let latest = 0;
    for (const file of files) {
        const time = await timeOf(file);
        if (time === undefined) return undefined;
        const entries = await readdir(file).catch(() => []);
        const inside = await newest(entries.map((entry) => path.join(file, entry)));
        latest = Math.max(latest, time, inside ?? time);
    }
    return latest;
}

async function timeOf(file: string): Promise<number | undefined> {
    return stat(file).then(
        ({ mtimeMs }) => mtimeMs,
        () => undefined,
    );
}
