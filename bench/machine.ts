import { readFileSync } from "node:fs";
import { arch, availableParallelism, cpus, loadavg, type as osType, release, totalmem } from "node:os";
import { findEngine } from "../scripts/engine";

/** The machine and the programs, as lines for the results: figures without them say little. */
export async function describeMachine(): Promise<string[]> {
    const engine = await findEngine();
    const model = cpus()[0]?.model.trim() || "of an unknown model";
    return [
        `${availableParallelism()} cores, ${model}, ${arch()}`,
        `${Math.round(totalmem() / 2 ** 30)} GB of memory`,
        `${osType()} ${release()}`,
        `Node.js ${process.version.slice(1)}`,
        `Pulumi ${engine.version}, @pulumi/pulumi ${installed("@pulumi/pulumi")}, axios ${installed("axios")}`,
        `load at the start: ${loadavg()[0]?.toFixed(1)}`,
    ];
}

function installed(name: string): string {
    const manifest = JSON.parse(readFileSync(require.resolve(`${name}/package.json`), "utf8"));
    return (manifest as { version: string }).version;
}
