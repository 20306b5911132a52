import path from "node:path";
import { expect } from "chai";
import ts from "typescript";
import * as sdk from "../../../sdk";
import { problemsIn, ROOT } from "../../support/compiler";

const FILE = path.join(ROOT, "tests/unit/sdk/hovered.ts");
const NAMES = Object.keys(sdk).filter((name) => name.startsWith("WhatsApp"));

/** What an editor shows where a program calls each constructor. */
function hovers(): Map<string, ts.QuickInfo | undefined> {
    const calls = NAMES.map((name) => `new ${name}(`);
    const text = `import { ${NAMES.join(", ")} } from "../../../sdk";\n${calls.join("\n")}`;
    const options = { module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2022, strict: true };
    const service = ts.createLanguageService({
        getCompilationSettings: () => options,
        getScriptFileNames: () => [FILE],
        getScriptVersion: () => "1",
        getScriptSnapshot: (name) => {
            const content = name === FILE ? text : ts.sys.readFile(name);
            return content === undefined ? undefined : ts.ScriptSnapshot.fromString(content);
        },
        getCurrentDirectory: () => ROOT,
        getDefaultLibFileName: ts.getDefaultLibFilePath,
        fileExists: ts.sys.fileExists,
        readFile: ts.sys.readFile,
        readDirectory: ts.sys.readDirectory,
        directoryExists: ts.sys.directoryExists,
        getDirectories: ts.sys.getDirectories,
    });
    return new Map(
        NAMES.map((name) => [name, service.getQuickInfoAtPosition(FILE, text.indexOf(`new ${name}(`) + 5)]),
    );
}

describe("hovering a constructor", function () {
    this.timeout(60_000);
    const examples = new Map<string, string>();
    before(() => {
        for (const [name, info] of hovers()) {
            const tag = info?.tags?.find((each) => each.name === "example");
            examples.set(name, ts.displayPartsToString(tag?.text));
        }
    });

    it("shows an example that declares it, for each class", () => {
        expect(NAMES).to.have.length(10);
        for (const name of NAMES) expect(examples.get(name), name).to.contain(`new ${name}("support", {`);
    });

    it("shows one that compiles", () => {
        const given = `import type { Config } from "@pulumi/pulumi";
import { ${NAMES.join(", ")} } from "pulumi-whatsapp";
declare const config: Config;
declare const number: WhatsAppPhoneNumber;
`;
        const programs = [...examples.values()].map((text) => given + text.replace(/^```\w*$/gm, ""));
        expect(problemsIn(programs)).to.deep.equal([]);
    });
});
