import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import path from "node:path";
import { run } from "../process";
import { buildEngine } from "./build";
import { downloadEngine } from "./download";
import { withLock } from "./lock";
import { type Say, toStderr } from "./say";

/** The engine to fetch or build if there is none: the one that pulumi-whatsapp is tested with. */
const ENGINE_VERSION = "3.274.1";
const OLDEST_MINOR = 216;

/** A Pulumi engine: its version, and the folder to put first on PATH for it. */
export interface Engine {
    version: string;
    folder: string;
}

// What must be beside an engine to run a Node program with dynamic providers.
const HOSTS = ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"];

let known: Promise<Engine> | undefined;

/** Finds an engine: on PATH, else in our cache, else downloads or builds it. Once per process. */
export function findEngine(say: Say = toStderr): Promise<Engine> {
    known ??= search(say);
    return known;
}

async function search(say: Say): Promise<Engine> {
    const cache = cacheFolder();
    const folder = path.join(cache, `engine-${ENGINE_VERSION}`);
    const cached = () => versionIn(folder);

    const there = (await onPath(say)) ?? (await cached());
    if (there) return there;
    await mkdir(cache, { recursive: true });
    await withLock(folder, say, async () => {
        if (!(await cached())) await make(cache, folder, say);
    });
    const made = await cached();
    if (!made)
        throw new Error(`The Pulumi engine in ${folder} does not run. Delete that folder and try again.`);
    return made;
}

/** Fetches or builds the engine beside its place, then renames it, so that a kill leaves no partial engine. */
async function make(cache: string, folder: string, say: Say): Promise<void> {
    const leftovers = (await readdir(cache)).filter((name) => name.startsWith("making-"));
    await Promise.all(leftovers.map((name) => rm(path.join(cache, name), { recursive: true, force: true })));
    const work = await mkdtemp(path.join(cache, "making-"));
    try {
        const made =
            (await downloadEngine(work, ENGINE_VERSION, say)) ??
            (await buildEngine(work, cache, ENGINE_VERSION, say));
        if (!made) throw new Error(NO_ENGINE);
        await rm(folder, { recursive: true, force: true });
        await rename(made, folder);
    } finally {
        await rm(work, { recursive: true, force: true });
    }
}

const NO_ENGINE = `No Pulumi engine could be found, downloaded or built. One of these helps:
  - install Pulumi >= 3.${OLDEST_MINOR}: https://www.pulumi.com/docs/install/
  - let this machine reach get.pulumi.com, for the official npm package "pulumi"
  - install Go >= 1.26 (https://go.dev/dl/) and let it reach its module proxy: the engine is then built here, once`;

async function onPath(say: Say): Promise<Engine | undefined> {
    const passOver = (why: string): undefined => {
        say(`engine: ${why}: passed over\n`);
    };
    const pulumi = which("pulumi");
    if (!pulumi) return undefined;
    const missing = HOSTS.filter((name) => !which(name));
    if (missing.length > 0) return passOver(`${pulumi} comes without ${missing.join(" and ")}`);
    const engine = await versionIn(path.dirname(pulumi));
    if (!engine) return passOver(`${pulumi} does not run`);
    if (!newEnough(engine.version))
        return passOver(`${pulumi} is ${engine.version}, not 3.${OLDEST_MINOR} or later`);
    return engine;
}

async function versionIn(folder: string): Promise<Engine | undefined> {
    const command = path.join(folder, process.platform === "win32" ? "pulumi.exe" : "pulumi");
    if (!existsSync(command)) return undefined;
    const env = { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "1" };
    const { code, stdout } = await run(command, ["version"], { env, timeoutMs: 30_000 });
    return code === 0 ? { version: stdout.trim().replace(/^v/, ""), folder } : undefined;
}

function newEnough(version: string): boolean {
    const [major = 0, minor = 0] = version.split(".").map(Number);
    return major === 3 && minor >= OLDEST_MINOR;
}

/** A program on PATH. */
export function which(name: string): string | undefined {
    const folders = (process.env.PATH ?? "").split(path.delimiter).filter(Boolean);
    const endings = process.platform === "win32" ? [".exe", ".cmd"] : [""];
    const files = folders.flatMap((folder) => endings.map((ending) => path.join(folder, name + ending)));
    return files.find((file) => existsSync(file));
}

/** Outside the tree, so that a clean checkout finds the engine of the one before. */
export function cacheFolder(): string {
    const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
    if (XDG_CACHE_HOME) return path.join(XDG_CACHE_HOME, "pulumi-whatsapp");
    if (process.platform === "win32" && LOCALAPPDATA) return path.join(LOCALAPPDATA, "pulumi-whatsapp");
    const caches = process.platform === "darwin" ? "Library/Caches" : ".cache";
    return path.join(homedir(), caches, "pulumi-whatsapp");
}
