import { existsSync } from "node:fs";
import path from "node:path";
import { run } from "../process";
import { registryEnv } from "../registry";
import { attempt, type Say } from "./say";

/** The npm package `pulumi` is only a downloader, and fetches the version that PULUMI_VERSION names. */
const DOWNLOADER = "pulumi@3.265.0";
const TIMEOUT_MS = 5 * 60_000;

/** Downloads the engine into the folder given; the folder that holds its binaries, or nothing if out of reach. */
export function downloadEngine(work: string, version: string, say: Say): Promise<string | undefined> {
    return attempt(say, `npm package ${DOWNLOADER} (downloads Pulumi ${version})`, async () => {
        // Its own cache and home: the user's ~/.npm and ~/.pulumi stay as they are.
        const args = [
            "exec",
            "--yes",
            "--fetch-retries=0",
            "--fetch-timeout=30000",
            "--cache",
            path.join(work, "npm"),
        ];
        const env = {
            ...registryEnv(),
            PULUMI_HOME: work,
            PULUMI_VERSION: version,
            PULUMI_SKIP_UPDATE_CHECK: "1",
        };
        const ended = await npm([...args, DOWNLOADER, "--", "version"], {
            cwd: work,
            env,
            timeoutMs: TIMEOUT_MS,
        });
        const bin = path.join(work, "versions", version, "bin");
        if (ended.code === 0 && existsSync(bin)) return { outcome: "done", value: bin };
        const why = ended.signal ? "no answer in time" : lastLine(ended.text);
        return { outcome: `out of reach: ${why}`, value: undefined };
    });
}

/** The npm that runs us, which avoids a shell on Windows; npm on PATH otherwise. */
function npm(args: string[], options: Parameters<typeof run>[2]) {
    const self = process.env.npm_execpath;
    return self?.endsWith("npm-cli.js")
        ? run(process.execPath, [self, ...args], options)
        : run("npm", args, options);
}

function lastLine(text: string): string {
    const lines = text.split("\n").filter((line) => line.trim() && !line.startsWith("npm "));
    return lines.at(-1)?.trim() ?? "npm could not fetch it";
}
