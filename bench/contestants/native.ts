import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import * as ts from "typescript";
import { findYamlEngine } from "../../scripts/engine/yaml";
import { runGoProgram } from "../../scripts/plugin/goPrograms";
import type { FleetNumber } from "../fleet";
import type { Contestant } from "./contestant";
import { javaScript, PulumiDeployment, type PulumiProgram } from "./pulumi";

const PLUGIN = path.resolve(__dirname, "../../dist/plugin");
/** The generator's name for it. */
const SDK = "pulumi-whatsapp-native";

/** Where the engine finds the plugin that was built, and how its process is told from others. */
const plugins = { providers: [{ name: "whatsapp", path: PLUGIN }] };
const provider = path.join(PLUGIN, "index.js");

/** The native face, from a program in YAML: no Node.js process but the plugin's. */
export const nativeYaml: Contestant = {
    name: "native-yaml",
    work: "everything",
    about: "pulumi-whatsapp's plugin, from a program in YAML",
    deploy: (graph, env) =>
        PulumiDeployment.create(graph, env, {
            name: "native-yaml",
            packages: {},
            provider,
            engine: findYamlEngine,
            // JSON is YAML.
            files: (numbers) => ({ "Pulumi.yaml": yamlProgram(numbers) }),
        }),
};

/** The native face, from a program in JavaScript with the SDK that Pulumi generates. */
export const nativeNode: Contestant = {
    name: "native-node",
    work: "everything",
    about: "pulumi-whatsapp's plugin, from a Node.js program with the generated SDK",
    deploy: (graph, env) => PulumiDeployment.create(graph, env, nodeProgram()),
};

function yamlProgram(numbers: readonly FleetNumber[]): unknown {
    const resources = numbers.map(({ name, ...properties }) => [
        name,
        // biome-ignore lint/suspicious/noTemplateCurlyInString: YAML's own interpolation
        { type: "whatsapp:index:PhoneNumber", properties: { ...properties, pin: "${pin}" } },
    ]);
    return {
        name: "native-yaml",
        runtime: "yaml",
        plugins,
        config: { pin: { type: "string", secret: true } },
        resources: Object.fromEntries(resources),
    };
}

function nodeProgram(): PulumiProgram {
    const program = javaScript("native-node", {});
    return {
        ...program,
        provider,
        files: (numbers) => {
            const { "Pulumi.yaml": project, ...files } = program.files(numbers);
            return { ...files, "Pulumi.yaml": { ...(project as object), plugins } };
        },
        install: installSdk,
    };
}

/** Generates the SDK into a program's `node_modules`, compiled as its own build would. */
async function installSdk(folder: string): Promise<void> {
    const made = path.join(folder, "generated");
    const generated = await runGoProgram("sdkgen", [path.join(PLUGIN, "schema.json"), made]);
    if (generated === undefined)
        throw new Error("the SDK could not be generated: it takes Go and its module proxy");
    if (generated.code !== 0) throw new Error(`the SDK could not be generated: ${generated.text}`);
    const source = path.join(made, "nodejs");
    const target = path.join(folder, "node_modules", SDK);
    for (const file of await readdir(source, { recursive: true })) {
        const text = () => readFile(path.join(source, file), "utf8");
        if (file === "package.json") await write(path.join(target, file), await text());
        if (!file.endsWith(".ts")) continue;
        const { outputText } = ts.transpileModule(await text(), { compilerOptions: COMPILED });
        await write(path.join(target, file.replace(/\.ts$/, ".js")), outputText);
    }
    await rm(made, { recursive: true });
}

const COMPILED: ts.CompilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS };

async function write(file: string, text: string): Promise<void> {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
}
