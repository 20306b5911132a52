import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { cacheFolder } from "../../../scripts/engine";
import { type Finished, run } from "../../../scripts/process";
import { registryEnv } from "../../../scripts/registry";
import { ROOT, temporaryFolder } from "./packed";

/** A package manager, at the version that package.json pins. */
export interface Manager {
    name: string;
    /** Installs what the folder's package.json asks for; whether it succeeds is for the test to judge. */
    install(folder: string, ...flags: string[]): Promise<Finished>;
    /** Runs a command of an installed package, as its users do. */
    exec(folder: string, ...command: string[]): Promise<Finished>;
}

const INSTALL_TIMEOUT_MS = 300_000;

// Their caches outlive the run, as npm's own does: the next one downloads nothing.
const caches = () => path.join(cacheFolder(), "packages");

export const npm: Manager = {
    name: "npm",
    install: (folder, ...flags) =>
        manage("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", ...flags], folder),
    exec: (folder, ...command) => manage("npx", ["--no-install", ...command], folder),
};

export const pnpm: Manager = {
    name: "pnpm",
    install: (folder, ...flags) => {
        const store = ["--store-dir", path.join(caches(), "pnpm")];
        return script("pnpm/bin/pnpm.cjs", ["install", "--prefer-offline", ...store, ...flags], folder);
    },
    exec: (folder, ...command) => script("pnpm/bin/pnpm.cjs", ["exec", ...command], folder),
};

export const yarn: Manager = {
    name: "yarn",
    install: async (folder, ...flags) => {
        await writeFile(
            path.join(folder, ".yarnrc.yml"),
            "nodeLinker: node-modules\nenableTelemetry: false\n",
        );
        return script("@yarnpkg/cli-dist/bin/yarn.js", ["install", ...flags], folder, await yarnEnv());
    },
    exec: (folder, ...command) => script("@yarnpkg/cli-dist/bin/yarn.js", ["run", ...command], folder),
};

/** Makes a folder whose package.json asks for these packages, and installs them. */
export async function installed(manager: Manager, manifest: object): Promise<string> {
    const folder = await asking(manifest);
    const { code, text } = await manager.install(folder);
    assert.equal(code, 0, `${manager.name} install failed:\n${text}`);
    return folder;
}

/** Makes a folder whose package.json asks for these packages. */
export async function asking(manifest: object): Promise<string> {
    const folder = await temporaryFolder();
    await writeFile(
        path.join(folder, "package.json"),
        JSON.stringify({ name: "company", private: true, ...manifest }),
    );
    // Yarn takes a folder for a project of its own when it has a lockfile.
    await writeFile(path.join(folder, "yarn.lock"), "");
    return folder;
}

function script(file: string, args: string[], cwd: string, env: NodeJS.ProcessEnv = {}): Promise<Finished> {
    return manage(process.execPath, [path.join(ROOT, "node_modules", file), ...args], cwd, env);
}

/** As a user's shell would: nothing of the npm run that started these tests, and no CI that freezes lockfiles. */
function manage(
    command: string,
    args: string[],
    cwd: string,
    own: NodeJS.ProcessEnv = {},
): Promise<Finished> {
    const inherited = Object.entries(registryEnv()).filter(
        ([name]) => name !== "CI" && !/^npm_(package|lifecycle)_/.test(name),
    );
    return run(command, args, {
        cwd,
        env: { ...Object.fromEntries(inherited), ...own },
        timeoutMs: INSTALL_TIMEOUT_MS,
    });
}

/** Yarn reads no .npmrc: it is told what npm was told. */
async function yarnEnv(): Promise<NodeJS.ProcessEnv> {
    const [registry, cafile] = [await setting("registry"), await setting("cafile")];
    return {
        YARN_GLOBAL_FOLDER: path.join(caches(), "yarn"),
        YARN_NPM_REGISTRY_SERVER: registry,
        YARN_UNSAFE_HTTP_WHITELIST: new URL(registry).hostname,
        ...(cafile === "null" ? {} : { YARN_HTTPS_CA_FILE_PATH: cafile }),
    };
}

async function setting(name: string): Promise<string> {
    return (await run("npm", ["config", "get", name])).stdout.trim();
}
