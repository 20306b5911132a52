import path from "node:path";
import ts from "typescript";

const ROOT = path.resolve(__dirname, "../../..");

/** What the strictest compiler says about these programs, as if each were a user's file; against the sources. */
export function problemsIn(programs: readonly string[]): string[] {
    const folder = path.join(ROOT, "examples/quickstart");
    const files = new Map(programs.map((text, at) => [path.join(folder, `adopted${at}.ts`), text]));
    const options: ts.CompilerOptions = {
        target: ts.ScriptTarget.ES2022,
        module: ts.ModuleKind.ESNext,
        moduleResolution: ts.ModuleResolutionKind.Bundler,
        paths: { "pulumi-whatsapp": [path.join(ROOT, "sdk/index.ts")] },
        strict: true,
        exactOptionalPropertyTypes: true,
        noUnusedLocals: true,
        skipLibCheck: true,
        noEmit: true,
        types: ["node"],
    };
    const host = ts.createCompilerHost(options);
    const { fileExists, readFile, getSourceFile } = host;
    host.fileExists = (name) => files.has(name) || fileExists(name);
    host.readFile = (name) => files.get(name) ?? readFile(name);
    host.getSourceFile = (name, target) => {
        const text = files.get(name);
        return text === undefined ? getSourceFile(name, target) : ts.createSourceFile(name, text, target);
    };
    const program = ts.createProgram([...files.keys()], options, host);
    return [...files.keys()].flatMap((name) => {
        const file = program.getSourceFile(name);
        const all = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
        return all.map(
            ({ messageText }) =>
                `${ts.flattenDiagnosticMessageText(messageText, "\n")} in:\n${files.get(name)}`,
        );
    });
}
