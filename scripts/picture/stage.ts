/** A project with the real engine and an emulator, in a folder of its own, whose commands print in colour. */
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Command } from "commander";
import { addCommands } from "../../cli/commands";
import { thisShell } from "../../cli/shell";
import { type Emulator, type Seed, startEmulator } from "../../emulator";
import { findEngine } from "../engine";
import { run } from "../process";
import { pulumiEnv } from "../pulumi";

const ROOT = path.resolve(__dirname, "../..");

export interface Stage {
    readonly graph: Emulator;
    /** Writes the program. */
    program(source: string): Promise<void>;
    /** What `pulumi` prints. */
    pulumi(...args: string[]): Promise<string>;
    /** What `pulumi-whatsapp doctor` prints on a terminal. */
    doctor(...args: string[]): Promise<string>;
}

/** Runs a play on a stage of its own. */
export async function onStage<T>(seed: Seed, play: (stage: Stage) => Promise<T>): Promise<T> {
    const engine = await findEngine();
    const cwd = await mkdtemp(path.join(tmpdir(), "pulumi-whatsapp-picture-"));
    const folders = { home: path.join(cwd, "home"), backend: path.join(cwd, "state") };
    const graph = await startEmulator(seed);
    const settings = {
        WHATSAPP_GRAPH_URL: graph.url,
        WHATSAPP_ACCESS_TOKEN: graph.token,
        WHATSAPP_STATE_DIR: path.join(cwd, "memory"),
    };
    const env = pulumiEnv(engine, folders, settings);
    const pulumi = async (...args: string[]) => {
        const { code, stdout, text } = await run("pulumi", [...args, "--non-interactive"], { cwd, env });
        if (code !== 0) throw new Error(`pulumi ${args.join(" ")} failed:\n${text}`);
        return stdout;
    };
    const program = (source: string) => writeFile(path.join(cwd, "index.js"), source);
    const doctor = async (...args: string[]) => {
        const printed: string[] = [];
        const print = (text: string) => void printed.push(text);
        const command = new Command("pulumi-whatsapp");
        const shell = { ...thisShell(), env: settings, cwd, colours: true, print, note: () => undefined };
        addCommands(command, { ...shell, reaches: async () => "answers" }, () => undefined);
        await command.parseAsync(["doctor", ...args], { from: "user" });
        return printed.join("\n");
    };
    try {
        await mkdir(folders.backend);
        await symlink(path.join(ROOT, "node_modules"), path.join(cwd, "node_modules"), "junction");
        await writeFile(
            path.join(cwd, "Pulumi.yaml"),
            "name: shop\nruntime: { name: nodejs, options: { typescript: false } }\n",
        );
        await writeFile(path.join(cwd, "package.json"), '{ "main": "index.js" }');
        await pulumi("stack", "init", "prod");
        await pulumi("config", "set", "--secret", "pin", "493817");
        return await play({ graph, program, pulumi, doctor });
    } finally {
        await graph.close();
        await rm(cwd, { recursive: true, force: true });
    }
}
