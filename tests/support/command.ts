/** The command as its users start it: one file, made of the sources. Through tsx its start takes three times as long. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { buildSync } from "esbuild";

const ROOT = path.join(__dirname, "../..");
let made: string | undefined;

/** The path of that file, for Node; made once in each process of tests. */
export function commandFile(): string {
    made ??= make();
    return made;
}

function make(): string {
    const folder = mkdtempSync(path.join(tmpdir(), "pulumi-whatsapp-command-"));
    process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
    const outfile = path.join(folder, "main.js");
    buildSync({
        entryPoints: [path.join(ROOT, "cli/main.ts")],
        outfile,
        bundle: true,
        platform: "node",
        target: "node20",
        keepNames: true,
        logLevel: "warning",
        // Away from the package, it can neither ask for itself by name nor find the emulator's page beside it.
        alias: { "pulumi-whatsapp/package.json": path.join(ROOT, "package.json") },
        define: { __dirname: JSON.stringify(path.join(ROOT, "emulator/http")) },
    });
    return outfile;
}
