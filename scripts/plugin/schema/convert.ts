/** The examples in the other languages, by Pulumi's own converters. */
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { runGoProgram } from "../goPrograms";
import { type Manifest, packageSchema } from ".";
import { EXAMPLES } from "./examples";

/**
 * The text of each example by the name of its file, in every language but YAML, which it is written in. Undefined where
 * the converters can't be built.
 */
export async function convertedExamples(manifest: Manifest): Promise<Map<string, string> | undefined> {
    const folder = await mkdtemp(path.join(tmpdir(), "examples-"));
    try {
        const schema = path.join(folder, "schema.json");
        // No repository: the Go SDK is then called as the kept examples call it.
        const { repository: _, ...own } = manifest;
        await writeFile(schema, JSON.stringify(packageSchema(own, () => "")));
        const written = (await readdir(EXAMPLES)).filter((name) => name.endsWith(".yaml"));
        const files = written.map((name) => path.join(EXAMPLES, name));
        const ended = await runGoProgram("convert", ["programs", schema, folder, ...files]);
        if (ended === undefined) return undefined;
        if (ended.code !== 0) throw new Error(ended.text);
        const made = (await readdir(folder)).filter((name) => name !== "schema.json");
        const texts = await Promise.all(made.map((name) => readFile(path.join(folder, name), "utf8")));
        return new Map(made.map((name, at) => [name, `${texts[at]?.trim()}\n`]));
    } finally {
        await rm(folder, { recursive: true, force: true });
    }
}
