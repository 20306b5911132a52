import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import path from "node:path";
import { cacheFolder } from "./engine";
import { withLock } from "./engine/lock";
import { attempt, type Say } from "./engine/say";
import { type GoBuild, goBuild } from "./goBuild";

/** A tool that is built from Go modules into our cache. */
export interface GoTool {
    /** Of its folder in the cache; the version is in it. */
    name: string;
    /** What it is, and how long it takes, where the name does not say it. */
    about?: string;
    /** One for each of its binaries. */
    modules: Pick<GoBuild, "source" | "ldflags">[];
}

const toStderr: Say = (text) => process.stderr.write(text);

/**
 * The folder of a tool's binaries: in our cache, else built like the engine. Undefined where there is no Go or no
 * module proxy.
 */
export async function findGoTool(tool: GoTool, say: Say = toStderr): Promise<string | undefined> {
    const cache = cacheFolder();
    const folder = path.join(cache, tool.name);
    if (existsSync(folder)) return folder;
    await mkdir(cache, { recursive: true });
    await withLock(folder, say, async () => {
        if (!existsSync(folder)) await make(tool, cache, folder, say);
    });
    return existsSync(folder) ? folder : undefined;
}

/** Built beside its place, then renamed, so that a kill leaves no partial tool. */
async function make(
    { name, about = name, modules }: GoTool,
    cache: string,
    folder: string,
    say: Say,
): Promise<void> {
    const work = await mkdtemp(path.join(cache, `${name}-making-`));
    const bin = path.join(work, "bin");
    const goCache = path.join(work, "go");
    try {
        await mkdir(bin);
        for (const module of modules) {
            const what = `${about} from Go modules: ${path.basename(module.source)}`;
            const built = await attempt(say, what, (progress) =>
                goBuild({ ...module, work, bin, goCache }, progress),
            );
            if (!built) return;
        }
        await rename(bin, folder);
    } finally {
        await rm(work, { recursive: true, force: true });
    }
}
