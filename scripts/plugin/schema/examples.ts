/** The examples of the schema: each is written once, in YAML, and kept in the other languages as converted. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { goPackage, type Repository } from "./languages";

/** The folder of the examples: one of each resource, in each language. */
export const EXAMPLES = path.join(__dirname, "examples");

/** The languages of an example: the ending of its file, and what a fence of Markdown calls it. */
export const LANGUAGES = {
    ts: "typescript",
    py: "python",
    go: "go",
    cs: "csharp",
    java: "java",
    yaml: "yaml",
} as const;

/**
 * The example of a resource or a function in every language, as Pulumi's registry takes it after a description. The
 * kept ones import the Go SDK as it is called without a repository.
 */
export function keptExamples(name: string, home?: Repository): string {
    const fences = Object.entries(LANGUAGES).map(([ending, language]) => {
        const file = path.join(EXAMPLES, `${name}.${ending}`);
        if (!existsSync(file)) throw new Error(`${name} has no example in ${language}`);
        const code = readFileSync(file, "utf8").trim().replaceAll(goPackage(), goPackage(home));
        return `\`\`\`${language}\n${code}\n\`\`\`\n`;
    });
    const shown = ["## Example Usage", "{{% example %}}", ...fences, "{{% /example %}}"].join("\n\n");
    return `\n\n{{% examples %}}\n${shown}\n{{% /examples %}}\n`;
}
