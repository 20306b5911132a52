/** The Go programs of this folder, built once into our cache, like the engine. */
import path from "node:path";
import { digestOf } from "../cached";
import { findGoTool } from "../goTool";
import { type Finished, run } from "../process";

/** A program: its folder here has its module. */
export type GoProgram = "sdkgen" | "convert";

/** Runs one of the programs; undefined where there is no Go or no module proxy to build it. */
export async function runGoProgram(name: GoProgram, args: string[]): Promise<Finished | undefined> {
    const source = path.join(__dirname, name);
    // A changed program is built again.
    const digest = digestOf(["main.go", "go.mod", "go.sum"].map((file) => path.join(source, file)));
    const folder = await findGoTool({ name: `${name}-${digest}`, modules: [{ source }] });
    if (folder === undefined) return undefined;
    return run(path.join(folder, `${name}${process.platform === "win32" ? ".exe" : ""}`), args);
}
