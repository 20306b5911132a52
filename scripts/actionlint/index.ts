import path from "node:path";
import { findGoTool } from "../goTool";

/** The version in go.mod, in the name of the cached folder. */
const VERSION = "1.7.12";

/**
 * The checker of GitHub's workflows, which takes half a minute to build, once. Undefined where there is no Go or no
 * module proxy.
 */
export async function findActionlint(): Promise<string | undefined> {
    const folder = await findGoTool({ name: `actionlint-${VERSION}`, modules: [{ source: __dirname }] });
    return folder && path.join(folder, `actionlint${process.platform === "win32" ? ".exe" : ""}`);
}
