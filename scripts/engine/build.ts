import { chmod, cp, mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { run } from "../process";
import { attempt, type Say } from "./say";

const TIMEOUT_MS = 30 * 60_000;

// One Go module per tool, since their versions differ: the language host left the SDK's module after v3.60,
// and its own module is not on every proxy. It drives the current SDK without trouble.
const TOOLS = [
    { module: "cli", about: "the CLI, 3 to 4 minutes on two cores, once" },
    { module: "language-nodejs", about: "the Node language host" },
];

/** Builds the engine from Go modules; the folder that holds it, or nothing when there is no Go or no module proxy. */
export async function buildEngine(
    work: string,
    cache: string,
    version: string,
    say: Say,
): Promise<string | undefined> {
    const goCache = path.join(cache, "go");
    const bin = path.join(work, "bin");
    await mkdir(bin, { recursive: true });
    for (const tool of TOOLS) {
        const built = await attempt(say, `Go modules (${tool.about})`, () =>
            build(tool.module, bin, work, goCache, version),
        );
        if (!built) return undefined;
    }
    await copyLauncher(bin);
    // A few GB that nothing needs any more. Until here they let a build that was stopped go on where it was.
    await rm(goCache, { recursive: true, force: true });
    return bin;
}

/** The launcher of dynamic providers is a script of the SDK; beside the CLI it counts as part of the engine. */
async function copyLauncher(bin: string): Promise<void> {
    const sdk = path.dirname(require.resolve("@pulumi/pulumi/package.json"));
    const launcher = `pulumi-resource-pulumi-nodejs${process.platform === "win32" ? ".cmd" : ""}`;
    await cp(path.join(sdk, launcher), path.join(bin, launcher));
    await chmod(path.join(bin, launcher), 0o755);
}

async function build(module: string, bin: string, work: string, goCache: string, version: string) {
    const source = path.join(work, module);
    await cp(path.join(__dirname, module), source, { recursive: true });
    const env = {
        ...process.env,
        GOPATH: goCache,
        GOMODCACHE: path.join(goCache, "mod"),
        GOCACHE: path.join(goCache, "build"),
        GOFLAGS: "-mod=readonly -modcacherw -buildvcs=false",
        GOWORK: "off",
        CGO_ENABLED: "0",
    };
    const stamp = `-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${version}`;
    const flags = ["-trimpath", "-ldflags", module === "cli" ? `-s -w ${stamp}` : "-s -w"];
    const args = ["build", ...flags, "-o", bin + path.sep, "tool"];
    try {
        const ended = await run("go", args, { cwd: source, env, timeoutMs: TIMEOUT_MS });
        if (ended.code === 0) return { outcome: "built", value: true };
        const why = ended.signal
            ? "no end in sight after 30 minutes"
            : ended.text.trim().split("\n").slice(-3).join(" | ");
        return { outcome: `failed: ${why}`, value: false };
    } catch (error) {
        const missing = (error as NodeJS.ErrnoException).code === "ENOENT";
        return { outcome: missing ? "no Go on this machine" : `failed: ${String(error)}`, value: false };
    }
}
