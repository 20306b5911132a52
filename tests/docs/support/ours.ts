/** The files of this repository, as they are now. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { ROOT, readText } from "./documents";
import type { Files } from "./imports";

/** All of our files, new ones too; the text of those that import. */
export function ours(): Files {
    const list = ["ls-files", "--cached", "--others", "--exclude-standard"];
    const names = execFileSync("git", list, { cwd: ROOT, encoding: "utf8" }).trim().split("\n");
    const text = (name: string) => (/\.[cm]?[jt]sx?$/.test(name) ? readText(name) : "");
    const there = names.filter((name) => existsSync(path.join(ROOT, name)));
    return Object.fromEntries(there.map((name) => [name, text(name)]));
}
