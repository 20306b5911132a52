/** `tsx scripts/release/main.ts v0.2.0`: prints the notes of a release, or says why its tag is not valid. */
import { readFileSync } from "node:fs";
import { releaseNotes } from "./notes";

const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
try {
    process.stdout.write(releaseNotes(process.argv[2] ?? "", version, readFileSync("CHANGELOG.md", "utf8")));
} catch (error) {
    process.stderr.write(`release: ${(error as Error).message}\n`);
    process.exitCode = 1;
}
