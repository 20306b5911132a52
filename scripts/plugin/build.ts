/** What is shipped for the native face: one bundle, its launchers, and what Pulumi wants beside them. */
import { chmod, cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { build } from "esbuild";
import { type Manifest, packageSchema } from "./schema";

const ROOT = path.resolve(__dirname, "../..");

/** Files that are shipped as they are. */
const AS_THEY_ARE = ["pulumi-resource-whatsapp", "pulumi-resource-whatsapp.cmd", "PulumiPlugin.yaml"];

/** Builds the plugin into a folder, which is made again. */
export async function buildPlugin(folder: string): Promise<void> {
    const manifest = JSON.parse(await readFile(path.join(ROOT, "package.json"), "utf8")) as Manifest;
    const { version, license } = manifest;
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    await build({
        entryPoints: [path.join(ROOT, "provider/adapters/native/main.ts")],
        outfile: path.join(folder, "index.js"),
        bundle: true,
        platform: "node",
        target: "node20.19",
        format: "cjs",
        minify: true,
        // Errors are told apart by their names.
        keepNames: true,
        legalComments: "none",
        logLevel: "warning",
    });
    for (const file of AS_THEY_ARE) {
        await cp(path.join(ROOT, "plugin", file), path.join(folder, file));
    }
    await chmod(path.join(folder, "pulumi-resource-whatsapp"), 0o755);
    // Its own: the package's says nothing of a plugin, and would be found above this folder.
    const own = {
        name: "pulumi-resource-whatsapp",
        version,
        license,
        private: true,
        type: "commonjs",
        main: "index.js",
    };
    await write(path.join(folder, "package.json"), own);
    await write(path.join(folder, "schema.json"), packageSchema(manifest));
}

function write(file: string, value: unknown): Promise<void> {
    return writeFile(file, `${JSON.stringify(value, undefined, 1)}\n`);
}
