import { cp } from "node:fs/promises";
import path from "node:path";
import type { Progress } from "./engine/say";
import { GoProgress } from "./goProgress";
import { run } from "./process";

const TIMEOUT_MS = 30 * 60_000;

/** Where a Go tool is built, and with what. */
export interface GoBuild {
    /** The folder of its go.mod, which has a `tool` line. It is not written to. */
    source: string;
    /** A folder to work in, and the one that gets the binary. */
    work: string;
    bin: string;
    /** Modules and build results, which let a stopped build resume. */
    goCache: string;
    ldflags?: string;
}

/** Builds a Go tool from the module proxy; never rejects, since no Go and no proxy are outcomes too. */
export async function goBuild(
    build: GoBuild,
    progress: Progress = () => {},
): Promise<{ outcome: string; value: boolean }> {
    const { source, work, bin, goCache, ldflags = "-s -w" } = build;
    const cwd = path.join(work, path.basename(source));
    await cp(source, cwd, { recursive: true });
    const env = {
        ...process.env,
        GOPATH: goCache,
        GOMODCACHE: path.join(goCache, "mod"),
        GOCACHE: path.join(goCache, "build"),
        GOFLAGS: "-mod=readonly -modcacherw -buildvcs=false",
        GOWORK: "off",
        CGO_ENABLED: "0",
    };
    const done = new GoProgress();
    const go = (args: string[]) =>
        run("go", args, {
            cwd,
            env,
            timeoutMs: TIMEOUT_MS,
            heard: (chunk) => {
                done.hear(chunk);
                progress(done.text);
            },
        });
    const args = ["build", "-v", "-trimpath", "-ldflags", ldflags, "-o", bin + path.sep, "tool"];
    try {
        // Downloads the modules, and tells what there is to compile; if it fails, so does the build, which says why.
        const { stdout } = await go(["list", "-deps", "tool"]);
        done.compiling(stdout.trim().split("\n").length);
        const ended = await go(args);
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
