/** The Go programs of this folder, built once into our cache, like the engine. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { findGoTool } from "../goTool";
import { type Finished, run } from "../process";

/** A program: its folder here has its module. */
export type GoProgram = "sdkgen" | "convert";

/** Runs one of the programs; undefined where there is no Go or no module proxy to build it. */
export async function runGoProgram(name: GoProgram, args: string[]): Promise<Finished | undefined> {
    const source = path.join(__dirname, name);
    const folder = await findGoTool({ name: `${name}-${digestOf(source)}`, modules: [{ source }] });
    if (folder === undefined) return undefined;
    return run(path.join(folder, `${name}${process.platform === "win32" ? ".exe" : ""}`), args);
}

/** A changed program is built again. */
function digestOf(folder: string): string {
    const digest = createHash("sha256");
    for (const file of ["main.go", "go.mod", "go.sum"]) digest.update(readFileSync(path.join(folder, file)));
    return digest.digest("hex").slice(0, 12);
}
