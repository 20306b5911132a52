/** `npm run plugin:examples`: writes the schema's examples in the other languages. */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { convertedExamples } from "./convert";
import { EXAMPLES } from "./examples";

const ROOT = path.resolve(__dirname, "../../..");

async function main(): Promise<void> {
    const manifest = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8"));
    const examples = await convertedExamples(manifest);
    if (examples === undefined) throw new Error("there is no Go here, or no module proxy");
    for (const [name, text] of examples) writeFileSync(path.join(EXAMPLES, name), text);
}

main().catch((error: Error) => {
    process.stderr.write(`examples: ${error.message}\n`);
    process.exitCode = 1;
});
