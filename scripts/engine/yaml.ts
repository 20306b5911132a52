import { existsSync } from "node:fs";
import path from "node:path";
import { findGoTool } from "../goTool";
import { type Engine, findEngine, which } from ".";

const VERSION = "1.25.0";
const HOST = `pulumi-language-yaml${process.platform === "win32" ? ".exe" : ""}`;

/**
 * The folder of the host of YAML programs: beside the engine, as Pulumi's own download has it, else on PATH, else built
 * from Go modules into our cache, which takes three minutes on two idle cores; once.
 * @throws Error where none of that can be had
 */
export async function findYamlHost(engine: Engine): Promise<string> {
    if (existsSync(path.join(engine.folder, HOST))) return engine.folder;
    const there = which("pulumi-language-yaml");
    if (there !== undefined) return path.dirname(there);
    const source = path.join(__dirname, "language-yaml");
    const built = await findGoTool({
        name: `pulumi-yaml-${VERSION}`,
        about: `building the host of YAML programs ${VERSION} (3 minutes on two idle cores, once)`,
        modules: [{ source }],
    });
    if (built !== undefined) return built;
    throw new Error(
        "The host of YAML programs could be neither found nor built. Install Pulumi, or Go >= 1.26 and let it reach its module proxy",
    );
}

/** An engine that runs programs in YAML, too. */
export async function findYamlEngine(): Promise<Engine> {
    const engine = await findEngine();
    const folders = new Set([engine.folder, await findYamlHost(engine)]);
    return { ...engine, folder: [...folders].join(path.delimiter) };
}
