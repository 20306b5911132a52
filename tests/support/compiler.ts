/** Compiles texts as if each were a file of a user's project; nothing is written. */
import path from "node:path";
import ts from "typescript";

export const ROOT = path.resolve(__dirname, "../..");

export interface CompileOptions {
    /** On top of what a careful project has. */
    readonly options?: ts.CompilerOptions;
    /** Files that are compiled along with them. */
    readonly along?: readonly string[];
}

/** What the compiler says of these texts, each message with the text that it is about. */
export function problemsIn(
    texts: readonly string[],
    { options: own, along = [] }: CompileOptions = {},
): string[] {
    // Beside an example, where pulumi-whatsapp is found by its name.
    const folder = path.join(ROOT, "examples/quickstart");
    const files = new Map(texts.map((text, at) => [path.join(folder, `compiled${at}.ts`), text]));
    const options: ts.CompilerOptions = {
        target: ts.ScriptTarget.ES2022,
        module: ts.ModuleKind.ESNext,
        moduleResolution: ts.ModuleResolutionKind.Bundler,
        strict: true,
        skipLibCheck: true,
        noEmit: true,
        types: ["node"],
        ...own,
    };
    const host = ts.createCompilerHost(options);
    const { fileExists, readFile, getSourceFile } = host;
    host.fileExists = (name) => files.has(name) || fileExists(name);
    host.readFile = (name) => files.get(name) ?? readFile(name);
    host.getSourceFile = (name, target) => {
        const text = files.get(name);
        return text === undefined ? getSourceFile(name, target) : ts.createSourceFile(name, text, target);
    };
    const program = ts.createProgram([...files.keys(), ...along], options, host);
    const compiled = [...files.keys(), ...along].map((name) => program.getSourceFile(name));
    const found = [
        ...program.getOptionsDiagnostics(),
        ...program.getGlobalDiagnostics(),
        ...compiled.flatMap((file) => [
            ...program.getSyntacticDiagnostics(file),
            ...program.getSemanticDiagnostics(file),
        ]),
    ];
    return found.map(({ file, messageText }) => {
        const text = files.get(file?.fileName ?? "") ?? file?.fileName ?? "";
        return `${ts.flattenDiagnosticMessageText(messageText, "\n")} in:\n${text}`;
    });
}
