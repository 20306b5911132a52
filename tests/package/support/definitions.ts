import { cp, writeFile } from "node:fs/promises";
import path from "node:path";
import { start } from "../../../scripts/process";
import { type Packed, temporaryFolder } from "./packed";

interface Answer {
    request_seq?: number;
    body?: { file: string }[];
}

/**
 * Where an editor goes for the definition of each of these names, by the module that has it: asks TypeScript's own
 * server, as an editor does. The answers are files of the package. Nothing else is installed beside it: that would take
 * long to load, and has no part in the answers.
 */
export async function definitionsOf(
    modules: Readonly<Record<string, readonly string[]>>,
    pack: Packed,
): Promise<Record<string, string>> {
    const folder = await temporaryFolder();
    const installed = path.join(folder, "node_modules/pulumi-whatsapp");
    await cp(pack.folder, installed, { recursive: true });
    const file = path.join(folder, "program.ts");
    const imports = Object.entries(modules).map(
        ([module, names]) => `import { ${names.join(", ")} } from "${module}";\n`,
    );
    const names = Object.values(modules).flat();
    const uses = names.map((name) => `${name};\n`);
    await writeFile(file, [...imports, ...uses].join(""));

    const request = (seq: number, command: string, args: object) =>
        `${JSON.stringify({ seq, type: "request", command, arguments: args })}\n`;
    const server = require.resolve("typescript/lib/tsserver.js");
    const flags = ["--disableAutomaticTypingAcquisition", "--suppressDiagnosticEvents"];
    const { child, finished } = start(process.execPath, [server, ...flags], {
        stdio: ["pipe", "pipe", "inherit"],
        timeoutMs: 60_000,
    });
    // It answers in order; asked to exit earlier, it would exit before it answers.
    const last = names.length;
    child.stdout?.on("data", (text: string) => {
        if (text.includes(`"request_seq":${last},`)) child.stdin?.end();
    });
    child.stdin?.write(request(0, "open", { file }));
    names.forEach((_, i) => {
        child.stdin?.write(request(i + 1, "definition", { file, line: imports.length + i + 1, offset: 1 }));
    });
    const lines = (await finished).stdout.split("\n").filter((line) => line.startsWith("{"));
    const answers = lines.map((line) => JSON.parse(line) as Answer);
    const definitions = names.map((name, i) => {
        const found = answers.find((answer) => answer.request_seq === i + 1)?.body?.[0]?.file ?? "";
        return [name, path.relative(installed, found).replaceAll(path.sep, "/")];
    });
    return Object.fromEntries(definitions);
}
