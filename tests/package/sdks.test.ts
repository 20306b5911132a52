import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import * as ts from "typescript";
import { runGoProgram } from "../../scripts/plugin/goPrograms";
import { convertedExamples } from "../../scripts/plugin/schema/convert";
import { EXAMPLES, LANGUAGES } from "../../scripts/plugin/schema/examples";
import { type Finished, run } from "../../scripts/process";
import { blocksOf } from "../docs/support/documents";
import { compileJava } from "./support/java/compiler";
import { ROOT, temporaryFolder } from "./support/packed";

const SCHEMA = path.join(ROOT, "dist/plugin/schema.json");
const manifest = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8"));
const examplesIn = (ending: string) => readdirSync(EXAMPLES).filter((name) => name.endsWith(`.${ending}`));

/** What others make of the schema: Pulumi's own generators, and the compilers of each language. */
describe("the schema of the plugin, by Pulumi's own generators", function () {
    this.timeout(1_800_000);
    let folder: string;
    let generated: Finished;

    before(async function () {
        folder = await temporaryFolder();
        const ended = await runGoProgram("sdkgen", [SCHEMA, folder]);
        // No Go, no module proxy: the schema is still held against the provider, by tests/unit/plugin.
        if (ended === undefined) this.skip();
        generated = ended;
    });

    it("is valid, without a warning", () => {
        expect([generated.code, generated.text]).to.deep.equal([0, ""]);
    });

    it("would be found not to be valid", async () => {
        const broken = path.join(folder, "broken.json");
        const schema = JSON.parse(readFileSync(SCHEMA, "utf8"));
        schema.resources["whatsapp:index:QrCode"].properties.code = {
            $ref: "#/types/whatsapp:index:Nothing",
        };
        writeFileSync(broken, JSON.stringify(schema));
        const found = await runGoProgram("sdkgen", [broken]);
        expect(found?.code).to.equal(1);
        expect(found?.stdout).to.contain("whatsapp:index:QrCode").and.to.contain("Nothing");
    });

    it("Python: the SDK and the examples compile", async () => {
        expect(existsSync(path.join(folder, "python/pulumi_whatsapp/phone_number.py"))).to.equal(true);
        const examples = path.join(folder, "python/examples");
        mkdirSync(examples);
        for (const name of examplesIn("py")) cpSync(path.join(EXAMPLES, name), path.join(examples, name));
        writeFileSync(path.join(examples, "readme.py"), inReadme("python"));
        const { code, text } = await run("python3", ["-W", "error", "-m", "compileall", "-q", "."], {
            cwd: path.join(folder, "python"),
        });
        expect([code, text]).to.deep.equal([0, ""]);
    });

    it("Go: the SDK and the examples build, and pass go vet", async () => {
        const module = path.join(folder, "go");
        // The generator's own module has the SDK that it writes for, with its checksums.
        const source = path.join(ROOT, "scripts/plugin/sdkgen");
        const requirements = readFileSync(path.join(source, "go.mod"), "utf8")
            .replace(/^module .*$/m, "module pulumi-whatsapp.local/sdk/go")
            .replace(/^tool .*$/m, "");
        writeFileSync(path.join(module, "go.mod"), requirements);
        cpSync(path.join(source, "go.sum"), path.join(module, "go.sum"));
        for (const name of examplesIn("go")) {
            const program = path.join(module, "examples", path.parse(name).name);
            mkdirSync(program, { recursive: true });
            cpSync(path.join(EXAMPLES, name), path.join(program, "main.go"));
        }
        const env = {
            ...process.env,
            GOFLAGS: "-mod=readonly -buildvcs=false",
            GOWORK: "off",
            CGO_ENABLED: "0",
        };
        const { code, text } = await run("go", ["vet", "./..."], { cwd: module, env });
        expect(code, text).to.equal(0);
    });

    it("TypeScript: the SDK and the examples compile", () => {
        const sdk = path.join(folder, "nodejs");
        const files = examplesIn("ts").map((name) => path.join(EXAMPLES, name));
        expect(files).to.have.length.greaterThan(10);
        const readme = path.join(folder, "readme.ts");
        const given = 'import * as pulumi from "@pulumi/pulumi";\nconst config = new pulumi.Config();\n';
        writeFileSync(readme, `${given}${inReadme("typescript")}\nexport const { status } = support;\n`);
        expect(problemsIn(path.join(sdk, "index.ts"), [...files, readme])).to.deep.equal([]);
        const wrong = path.join(folder, "wrong.ts");
        const text = readFileSync(path.join(EXAMPLES, "QrCode.ts"), "utf8");
        writeFileSync(wrong, text.replace("prefilledMessage:", "message:"));
        expect(problemsIn(path.join(sdk, "index.ts"), [wrong]).join()).to.contain("'message' does not exist");
    });

    it("Java: the SDK and the examples compile", async function () {
        const sdk = path.join(folder, "java");
        const made = await runGoProgram("convert", ["sdk", SCHEMA, sdk]);
        expect(made?.code, made?.text).to.equal(0);
        // Each is a class App in the same package: a package of its own lets one run compile them all.
        const add = (name: string, text: string) => {
            const file = path.join(sdk, "examples", name, "App.java");
            mkdirSync(path.dirname(file), { recursive: true });
            writeFileSync(file, text.replace("package generated_program;", `package examples.${name};`));
        };
        const textOf = (file: string) => readFileSync(path.join(EXAMPLES, file), "utf8");
        for (const file of examplesIn("java")) add(path.parse(file).name, textOf(file));
        add("wrong", textOf("QrCode.java").replace(".prefilledMessage(", ".message("));
        const compiled = await compileJava(sdk);
        // No Java compiler, or no Maven that gets Pulumi's jars.
        if (compiled === undefined) return this.skip();
        const complaints = compiled.text.split("\n").filter((line) => /(error|warning): /.test(line));
        const refused = path.join("examples", "wrong", "App.java");
        expect(complaints.map((line) => line.replace(/:\d+:/, ":"))).to.deep.equal([
            `${refused}: error: cannot find symbol`,
        ]);
        expect(compiled.text).to.contain("method message(String)");
    });

    it("the examples are those that Pulumi's converters write, in each language", async () => {
        const converted = await convertedExamples(manifest);
        const kept = Object.keys(LANGUAGES)
            .filter((ending) => ending !== "yaml")
            .flatMap(examplesIn);
        expect([...(converted?.keys() ?? [])]).to.have.members(kept);
        for (const [name, text] of converted ?? []) {
            expect(readFileSync(path.join(EXAMPLES, name), "utf8"), name).to.equal(text);
        }
    });
});

/** The lines of a language in README. */
function inReadme(language: string): string {
    const [block, ...more] = blocksOf("README.md").filter((each) => each.language === language);
    if (block === undefined || more.length > 0) throw new Error(`README has not one block of ${language}`);
    return block.code;
}

/** What the compiler says of a generated SDK, and of programs that import it. */
function problemsIn(sdk: string, programs: readonly string[]): string[] {
    const options: ts.CompilerOptions = {
        target: ts.ScriptTarget.ES2022,
        module: ts.ModuleKind.CommonJS,
        moduleResolution: ts.ModuleResolutionKind.Bundler,
        strict: true,
        skipLibCheck: true,
        noEmit: true,
        types: ["node"],
        typeRoots: [path.join(ROOT, "node_modules/@types")],
        paths: {
            "pulumi-whatsapp-native": [sdk],
            "*": [path.join(ROOT, "node_modules/*"), path.join(ROOT, "node_modules/@types/*")],
        },
    };
    const program = ts.createProgram([sdk, path.join(__dirname, "support/newer.d.ts"), ...programs], options);
    return ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => {
        const name = path.basename(file?.fileName ?? "");
        return `${name}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
    });
}
