import { chmod, cp, mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { goBuild } from "../goBuild";
import { attempt, type Say } from "./say";

// One Go module per tool, since their versions differ: the language host left the SDK's module after v3.60,
// and its own module is not on every proxy. It drives the current SDK without trouble.
const TOOLS = [
    { module: "cli", about: "the CLI: 5 minutes on two idle cores, 10 and more on busy ones; once" },
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
    const stamp = `-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${version}`;
    for (const { module, about } of TOOLS) {
        const source = path.join(__dirname, module);
        const ldflags = module === "cli" ? `-s -w ${stamp}` : "-s -w";
        const built = await attempt(
            say,
            `building Pulumi ${version} from Go modules (${about})`,
            (progress) => goBuild({ source, work, bin, goCache, ldflags }, progress),
        );
        if (!built) return undefined;
    }
    await copyLauncher(bin);
    // A few GB that nothing needs any more. Until now they let a stopped build resume.
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
