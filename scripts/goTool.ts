import { mkdir } from "node:fs/promises";
import path from "node:path";
import { cached } from "./cached";
import { attempt, type Say, toStderr } from "./engine/say";
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

/**
 * The folder of a tool's binaries: in our cache, else built like the engine. Undefined where there is no Go or no
 * module proxy.
 */
export function findGoTool(
    { name, about = name, modules }: GoTool,
    say: Say = toStderr,
): Promise<string | undefined> {
    const build = async (work: string) => {
        const bin = path.join(work, "bin");
        const goCache = path.join(work, "go");
        await mkdir(bin);
        for (const module of modules) {
            const what = `${about} from Go modules: ${path.basename(module.source)}`;
            const built = await attempt(say, what, (progress) =>
                goBuild({ ...module, work, bin, goCache }, progress),
            );
            if (!built) return undefined;
        }
        return bin;
    };
    return cached(name, build, say);
}
