/** A Chromium for pictures and for the tests of the emulator's page: this machine's own, else npm's, in our cache. */
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { cacheFolder } from "../engine";
import { withLock } from "../engine/lock";
import type { Say } from "../engine/say";
import { run } from "../process";
import { registryEnv } from "../registry";

/** A browser to start, with what its environment needs. */
export interface Browser {
    readonly command: string;
    readonly env: Readonly<Record<string, string>>;
}

/** Chromium for machines without one: a package that brings its libraries along. Newer ones need Node.js 22. */
const PACKAGE = "@sparticuz/chromium";
const VERSION = "143.0.4";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

const NO_BROWSER = `There is no ${NAMES.join(", no ")} on PATH, and npm's ${PACKAGE} is for Linux on x64 only. Next: install Chromium, or set CHROME_PATH to a Chrome`;

/** Chromium or Chrome on this machine: CHROME_PATH, else the first on PATH, else where macOS has it. */
export function ownBrowser(
    env: NodeJS.ProcessEnv = process.env,
    platform: NodeJS.Platform = process.platform,
): string | undefined {
    if (env.CHROME_PATH !== undefined) return env.CHROME_PATH;
    const folders = (env.PATH ?? "").split(path.delimiter);
    const places = NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name)));
    return [...places, ...(platform === "darwin" ? [MAC] : [])].find((place) => existsSync(place));
}

/** Finds a browser, or fetches one. Two processes fetch it once. */
export async function findBrowser(say: Say = (text) => process.stderr.write(text)): Promise<Browser> {
    const own = ownBrowser();
    if (own !== undefined) return { command: own, env: {} };
    if (process.platform !== "linux" || process.arch !== "x64") throw new Error(NO_BROWSER);
    const cache = cacheFolder();
    const folder = path.join(cache, `chromium-${VERSION}`);
    await mkdir(cache, { recursive: true });
    await withLock(folder, say, async () => {
        if (!existsSync(folder)) await fetchTo(folder, say);
    });
    return {
        command: path.join(folder, "chromium"),
        env: {
            LD_LIBRARY_PATH: path.join(folder, "al2023/lib"),
            ...(existsSync("/etc/fonts") ? {} : { FONTCONFIG_PATH: path.join(folder, "fonts") }),
        },
    };
}

/** Unpacks it beside its place, then renames it, so that a kill leaves no part of a browser. */
async function fetchTo(folder: string, say: Say): Promise<void> {
    const [cache, mark] = [path.dirname(folder), "fetching-chromium-"];
    const leftovers = (await readdir(cache)).filter((name) => name.startsWith(mark));
    await Promise.all(leftovers.map((name) => rm(path.join(cache, name), { recursive: true, force: true })));
    const work = await mkdtemp(path.join(cache, mark));
    try {
        say(`chromium: none on PATH; npm's ${PACKAGE}@${VERSION} (66 MB) … `);
        const install = ["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund"];
        const from = ["--prefix", work, `${PACKAGE}@${VERSION}`];
        await must("npm", [...install, ...from], work, {});
        // It unpacks to the temporary folder, and its libraries only where it takes the machine for Amazon's.
        const unpacked = path.join(work, "unpacked");
        await mkdir(unpacked);
        const script = `import("${PACKAGE}").then((own) => own.default.executablePath())`;
        const env = { TMPDIR: unpacked, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs22.x" };
        await must(process.execPath, ["-e", script], work, env);
        const fonts = path.join(unpacked, "fonts/fonts.conf");
        const text = await readFile(fonts, "utf8");
        await writeFile(fonts, text.replaceAll("/tmp/fonts", path.join(folder, "fonts")));
        await rename(unpacked, folder);
        say("done\n");
    } finally {
        await rm(work, { recursive: true, force: true });
    }
}

async function must(command: string, args: string[], cwd: string, env: NodeJS.ProcessEnv): Promise<void> {
    const options = { cwd, env: { ...registryEnv(), ...env }, timeoutMs: 5 * 60_000 };
    const { code, text } = await run(command, args, options);
    if (code === 0) return;
    const why = `${path.basename(command)} ended with ${code}: ${text.trim().slice(-500)}`;
    throw new Error(`${PACKAGE} could not be fetched. Next: install Chromium. ${why}`);
}
