import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import ts from "typescript";

const ROOT = path.resolve(__dirname, "..");

/** `npm run typecheck`: the repository, the emulator's page and each example, by their own tsconfig.json, in one process. */
function main(): void {
    const examples = path.join(ROOT, "examples");
    const page = path.join(ROOT, "emulator/ui");
    const folders = [ROOT, page, ...readdirSync(examples).map((name) => path.join(examples, name))];
    const configs = folders
        .map((folder) => path.join(folder, "tsconfig.json"))
        .filter((file) => existsSync(file));
    const problems = configs.flatMap(check);
    process.stdout.write(ts.formatDiagnosticsWithColorAndContext(problems, HOST));
    if (problems.length > 0) process.exitCode = 1;
}

const HOST: ts.FormatDiagnosticsHost = {
    getCurrentDirectory: () => ROOT,
    getCanonicalFileName: (name) => name,
    getNewLine: () => "\n",
};

/** Examples share their options, so that the types of the SDK are read only once for all of them. */
const read = new Map<string, ts.SourceFile | undefined>();

function check(config: string): readonly ts.Diagnostic[] {
    const parsed = ts.getParsedCommandLineOfConfigFile(
        config,
        { noEmit: true },
        {
            ...ts.sys,
            onUnRecoverableConfigFileDiagnostic: (diagnostic) => {
                throw new Error(ts.formatDiagnostic(diagnostic, HOST));
            },
        },
    );
    if (parsed === undefined) throw new Error(`${config} can't be read`);
    const host = ts.createCompilerHost(parsed.options);
    const getSourceFile = host.getSourceFile.bind(host);
    host.getSourceFile = (name, options, ...rest) => {
        const key = JSON.stringify([name, options]);
        if (!read.has(key)) read.set(key, getSourceFile(name, options, ...rest));
        return read.get(key);
    };
    const program = ts.createProgram({ rootNames: parsed.fileNames, options: parsed.options, host });
    return [...parsed.errors, ...ts.getPreEmitDiagnostics(program)];
}

main();
