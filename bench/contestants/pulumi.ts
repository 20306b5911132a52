import { cp, mkdir, mkdtemp, realpath, rm, stat, symlink, writeFile } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import path from "node:path";
import { type Engine, findEngine } from "../../scripts/engine";
import { run } from "../../scripts/process";
import { pulumiEnv } from "../../scripts/pulumi";
import { type FleetNumber, PIN } from "../fleet";
import type { GraphProcess } from "../graphProcess";
import type { Command, Deployment, Operation } from "./contestant";

const ROOT = path.resolve(__dirname, "../..");
const PROGRAMS = path.join(__dirname, "../programs");
const STACK = "bench";

/** How many resource operations the engine runs at once: its own default, given so that it is sure. */
export const PARALLELISM = 4 * availableParallelism();

const COMMANDS: Record<Operation, string[]> = {
    preview: ["preview"],
    up: ["up", "--yes", "--skip-preview"],
    "unchanged up": ["up", "--yes", "--skip-preview"],
    "unchanged preview": ["preview"],
    refresh: ["refresh", "--yes", "--skip-preview"],
    "region change": ["up", "--yes", "--skip-preview"],
    destroy: ["destroy", "--yes", "--skip-preview"],
};

/** A program that Pulumi runs, in any of its languages. */
export interface PulumiProgram {
    readonly name: string;
    /** What it loads by name, each as the folder or link it is in this repository. */
    readonly packages: Readonly<Record<string, string>>;
    /** Its files of bench/programs are copied; a program without any is written whole by `files`. */
    readonly folder?: string;
    /** Its files that declare these numbers, by name; Pulumi.yaml among them. */
    files(numbers: readonly FleetNumber[]): Readonly<Record<string, unknown>>;
    /** A part of the command line of the process in which its provider runs. */
    readonly provider: string;
    /** Puts into its folder what else it loads. */
    install?(folder: string): Promise<void>;
    /** The engine with the host of its language; without one, a host of Node.js programs is enough. */
    engine?(): Promise<Engine>;
}

/**
 * A JavaScript program of bench/programs, with a dynamic provider. With a `node_modules` of its own it loads packages as a
 * user's program does.
 */
export function javaScript(name: string, packages: Readonly<Record<string, string>>): PulumiProgram {
    return {
        name,
        folder: name,
        packages: { "@pulumi/pulumi": "node_modules/@pulumi/pulumi", ...packages },
        provider: "cmd/dynamic-provider",
        files: (numbers) => ({
            "package.json": { name, main: "index.js" },
            "Pulumi.yaml": { name, runtime: { name: "nodejs", options: { typescript: false } } },
            "fleet.json": numbers,
        }),
    };
}

/** A Pulumi program as a stack of its own on a file backend. */
export class PulumiDeployment implements Deployment {
    private constructor(
        private readonly folder: string,
        private readonly program: PulumiProgram,
        private readonly env: NodeJS.ProcessEnv,
    ) {}

    static async create(
        graph: GraphProcess,
        env: NodeJS.ProcessEnv | undefined,
        program: PulumiProgram,
    ): Promise<PulumiDeployment> {
        const engine = await (program.engine ?? findEngine)();
        const folder = await realpath(
            await mkdtemp(path.join(tmpdir(), `pulumi-whatsapp-bench-${program.name}-`)),
        );
        const folders = { home: path.join(folder, "home"), backend: path.join(folder, "state") };
        const settings = { WHATSAPP_GRAPH_URL: graph.url, WHATSAPP_ACCESS_TOKEN: graph.token, ...env };
        const made = new PulumiDeployment(folder, program, pulumiEnv(engine, folders, settings));
        try {
            if (program.folder !== undefined) {
                await cp(path.join(PROGRAMS, program.folder), folder, { recursive: true });
            }
            await link(folder, program.packages);
            await program.install?.(folder);
            await made.declare([]);
            await mkdir(folders.backend);
            await made.succeeds("stack", "init", STACK);
            await made.succeeds("config", "set", "--secret", "pin", PIN);
        } catch (error) {
            await made[Symbol.asyncDispose]();
            throw error;
        }
        return made;
    }

    async declare(numbers: readonly FleetNumber[]): Promise<void> {
        for (const [name, value] of Object.entries(this.program.files(numbers))) {
            await writeFile(path.join(this.folder, name), JSON.stringify(value));
        }
    }

    command(operation: Operation): Command {
        const args = [...COMMANDS[operation], "--parallel", String(PARALLELISM)];
        return this.pulumi(args);
    }

    isProvider(commandLine: string): boolean {
        return commandLine.includes(this.program.provider);
    }

    /** What the engine writes again after each step, and uploads where the state is elsewhere. */
    async stateBytes(): Promise<number> {
        const file = path.join(this.folder, "state/.pulumi/stacks", this.program.name, `${STACK}.json`);
        return (await stat(file)).size;
    }

    async [Symbol.asyncDispose](): Promise<void> {
        await rm(this.folder, { recursive: true, force: true });
    }

    private pulumi(args: string[]): Command {
        const flags = ["--non-interactive", "--color", "never"];
        return { file: "pulumi", args: [...args, ...flags], cwd: this.folder, env: this.env };
    }

    private async succeeds(...args: string[]): Promise<void> {
        const { file, args: all, cwd, env } = this.pulumi(args);
        const { code, text } = await run(file, all, { cwd, env, timeoutMs: 60_000 });
        if (code !== 0) throw new Error(`pulumi ${args.join(" ")} failed: ${text}`);
    }
}

/** Links packages into the program's `node_modules`, each from its place in this repository. */
async function link(folder: string, packages: Readonly<Record<string, string>>): Promise<void> {
    for (const [name, place] of Object.entries(packages)) {
        const as = path.join(folder, "node_modules", name);
        await mkdir(path.dirname(as), { recursive: true });
        await symlink(path.join(ROOT, place), as, "junction");
    }
}
