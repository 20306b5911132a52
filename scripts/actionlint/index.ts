import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import path from "node:path";
import { cacheFolder } from "../engine";
import { withLock } from "../engine/lock";
import { attempt, type Say } from "../engine/say";
import { goBuild } from "../goBuild";

/** The version in go.mod, in the name of the cached binary. */
const VERSION = "1.7.12";
const NAME = `actionlint${process.platform === "win32" ? ".exe" : ""}`;

const toStderr: Say = (text) => process.stderr.write(text);

/**
 * The checker of GitHub's workflows: from our cache, else built from Go modules like the engine (half a minute,
 * once). Undefined where there is no Go or no module proxy.
 */
export async function findActionlint(say: Say = toStderr): Promise<string | undefined> {
    const cache = cacheFolder();
    const folder = path.join(cache, `actionlint-${VERSION}`);
    const file = path.join(folder, NAME);
    if (existsSync(file)) return file;
    await mkdir(cache, { recursive: true });
    await withLock(folder, say, async () => {
        if (!existsSync(file)) await make(cache, folder, say);
    });
    return existsSync(file) ? file : undefined;
}

/** Built beside its place, then renamed: killed half-way, there is no half checker. */
async function make(cache: string, folder: string, say: Say): Promise<void> {
    const work = await mkdtemp(path.join(cache, "actionlint-making-"));
    const bin = path.join(work, "bin");
    const goCache = path.join(work, "go");
    try {
        await mkdir(bin);
        const built = await attempt(say, `actionlint ${VERSION} from Go modules`, () =>
            goBuild({ source: __dirname, work, bin, goCache }),
        );
        if (built) await rename(bin, folder);
    } finally {
        await rm(work, { recursive: true, force: true });
    }
}
