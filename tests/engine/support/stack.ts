import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { type Emulator, type LoggedRequest, type StartOptions, startEmulator } from "../../../emulator";
import { findEngine } from "../../../scripts/engine";
import { findYamlEngine } from "../../../scripts/engine/yaml";
import { type Finished, type Running, run, start } from "../../../scripts/process";
import { pulumiEnv } from "../../../scripts/pulumi";
import { type Declarations, type Declared, type Numbers, ofNumbers, programOf } from "./declarations";
import { type Face, faceOf, NATIVE } from "./face";
import { configured, initialise, removeTornAttributes, storedResources } from "./initialised";
import { type Program, withInlineProgram } from "./inlineProgram";
import {
    copyExample,
    IMPORT,
    type Main,
    makeProject,
    nodeProject,
    removeProject,
    textOf,
    yamlProgram,
} from "./project";
import type { StackOptions } from "./stackOptions";
import { inClear, type Resource, resourceNamed, resourcesIn } from "./state";
import { vaultEnv } from "./vault";

export { type Declared, IMPORT, type Main, type StackOptions };

const STACK = "test";

const preload = (file: string) => `--require "${path.join(__dirname, file)}"`;

/** What makes the processes of a command start faster, and adds nothing to the stack traces in state. */
export const LAZY: NodeJS.ProcessEnv = { NODE_OPTIONS: preload("lazySdk.cjs") };

/** What makes them start faster still. */
export const FASTER: NodeJS.ProcessEnv = {
    NODE_OPTIONS: `${LAZY.NODE_OPTIONS} ${preload("../../support/codeCache.cjs")}`,
};

/** Commands that run the program. */
const INLINE = new Set(["up", "preview"]);

/** A command that hangs is a failure; the slowest takes some ten seconds. */
const COMMAND_TIMEOUT_MS = 600_000;

/** What a test of several commands may take on a slow machine. */
export const ENGINE_TEST_TIMEOUT_MS = 900_000;

/** A command that ended, and what the Graph API was asked to change meanwhile. */
export interface Outcome extends Finished {
    writes: LoggedRequest[];
    /** The kinds of these writes, in order. */
    sent: string[];
}

/** A Pulumi stack of its own with a Graph API of its own: nothing is shared, so tests run side by side. */
export class Stack implements AsyncDisposable {
    /** A program that runs in this process; undefined: the file's runs in its own. */
    private inline: Program | undefined;
    /** Whether it is the one stack of a project that was made here: its files are known, and need no command. */
    private isPlain = false;

    private constructor(
        readonly folder: string,
        readonly graph: Emulator,
        public main: string,
        /** The environment of every command; a test may change it. */
        readonly env: NodeJS.ProcessEnv,
    ) {}

    static async create(options: StackOptions = {}): Promise<Stack> {
        const {
            config = {},
            secrets = {},
            env = {},
            main = "index.js",
            folder,
            plugin = false,
            stateOf,
            ...seed
        } = options;
        const stack = await Stack.open(folder ?? (await makeProject(main)), main, seed, env, plugin);
        try {
            if (plugin) await stack.becomes(faceOf(main));
            stack.isPlain = folder === undefined;
            if (stack.isPlain) await initialise(stack.folder, stack.env, stateOf);
            else await stack.succeeds("stack", "init", STACK);
            await stack.configure(config, secrets);
        } catch (error) {
            await stack.close();
            throw error;
        }
        return stack;
    }

    /** A copy of an example: its README makes the stack and exports the token, as a reader would. */
    static async ofExample(name: string, seed: StartOptions = {}): Promise<Stack> {
        const stack = await Stack.open(await copyExample(name), "index.ts", seed);
        delete stack.env.WHATSAPP_ACCESS_TOKEN;
        return stack;
    }

    private static async open(
        folder: string,
        main: string,
        seed: StartOptions,
        env: NodeJS.ProcessEnv = {},
        plugin = false,
    ): Promise<Stack> {
        const engine = await (plugin || main === "Pulumi.yaml" ? findYamlEngine() : findEngine());
        const folders = { home: path.join(folder, "home"), backend: path.join(folder, "state") };
        await mkdir(folders.backend);
        const graph = await startEmulator(seed);
        const settings = {
            WHATSAPP_GRAPH_URL: graph.url,
            WHATSAPP_ACCESS_TOKEN: graph.token,
            // The engine writes all state at each step: a quarter of what that takes is collecting garbage.
            GOGC: "off",
            GOMEMLIMIT: "256MiB",
            ...FASTER,
            ...(await vaultEnv()),
        };
        return new Stack(folder, graph, main, pulumiEnv(engine, folders, { ...settings, ...env }));
    }

    async configure(config: Record<string, string>, secrets: Record<string, string> = {}): Promise<void> {
        if (this.isPlain) return configured(this.folder, config, secrets);
        const flags = (name: string, values: Record<string, string>) =>
            Object.entries(values).flatMap(([key, value]) => [name, `${key}=${value}`]);
        const values = [...flags("--plaintext", config), ...flags("--secret", secrets)];
        if (values.length > 0) await this.succeeds("config", "set-all", ...values);
    }

    /** Writes the program. */
    write(source: string): Promise<void> {
        this.inline = undefined;
        return writeFile(path.join(this.folder, this.main), source);
    }

    /**
     * Writes a program in JavaScript that need not have a process of its own, which takes a second of each command.
     * @param given what it sees instead of what is global
     */
    async program(source: string, given: Program["given"] = {}): Promise<void> {
        await this.write(source);
        this.inline = { source, given };
    }

    /** Writes a program that declares these numbers, by resource name. */
    declare(numbers: Numbers): Promise<void> {
        return this.declareAll(ofNumbers(numbers));
    }

    /** Writes a program that declares these resources, of any kind. */
    declareAll(declarations: Declarations): Promise<void> {
        const face = faceOf(this.main);
        const source = programOf(face, declarations);
        return face === NATIVE ? this.write(source) : this.program(source);
    }

    /** {@link removeTornAttributes} */
    removeTornAttributes(): Promise<void> {
        return removeTornAttributes(this.folder);
    }

    /** The next program is one of this face, and finds what the other one left. */
    async becomes({ main }: Face): Promise<void> {
        this.main = main;
        if (main === "Pulumi.yaml") return this.declareYaml({});
        await writeFile(path.join(this.folder, "Pulumi.yaml"), nodeProject(main, true));
    }

    /** Writes the program of a YAML project. */
    declareYaml(program: Readonly<Record<string, unknown>>): Promise<void> {
        return this.write(yamlProgram(program));
    }

    /** Runs an action in which a variable of the environment has another value, or none. */
    async with<T>(env: NodeJS.ProcessEnv, action: () => Promise<T>): Promise<T> {
        const usual = { ...this.env };
        Object.assign(this.env, env);
        try {
            return await action();
        } finally {
            for (const name of Object.keys(env)) delete this.env[name];
            Object.assign(this.env, usual);
        }
    }

    /** Starts a command and leaves it to the test. */
    start(...args: string[]): Running {
        return start("pulumi", this.flags(args), this.options());
    }

    /** Runs any command; whether it succeeds is for the test to judge. */
    async pulumi(...args: string[]): Promise<Outcome> {
        const command = (flags: readonly string[]) =>
            run("pulumi", this.flags([...args, ...flags]), this.options());
        const { inline } = this;
        const isRun = INLINE.has(args[0] ?? "") || args.includes("--run-program");
        return this.counted(() => (inline && isRun ? withInlineProgram(inline, command) : command([])));
    }

    /** Runs commands of a shell, as they would be typed. */
    async shell(commands: string): Promise<Outcome> {
        const options = { ...this.options(), timeoutMs: ENGINE_TEST_TIMEOUT_MS };
        return this.counted(() => run("sh", ["-e", "-c", commands], options));
    }

    async succeeds(...args: string[]): Promise<Outcome> {
        const outcome = await this.pulumi(...args);
        assert.equal(outcome.code, 0, `pulumi ${args.join(" ")} failed:\n${outcome.text}`);
        return outcome;
    }

    async fails(...args: string[]): Promise<Outcome> {
        const outcome = await this.pulumi(...args);
        assert.notEqual(outcome.code, 0, `pulumi ${args.join(" ")} should have failed:\n${outcome.text}`);
        return outcome;
    }

    up(...flags: string[]): Promise<Outcome> {
        return this.succeeds("up", "--yes", "--skip-preview", ...flags);
    }

    upFails(...flags: string[]): Promise<Outcome> {
        return this.fails("up", "--yes", "--skip-preview", ...flags);
    }

    refresh(...flags: string[]): Promise<Outcome> {
        return this.succeeds("refresh", "--yes", "--skip-preview", ...flags);
    }

    destroy(...flags: string[]): Promise<Outcome> {
        return this.succeeds("destroy", "--yes", "--skip-preview", ...flags);
    }

    preview(...flags: string[]): Promise<Outcome> {
        return this.succeeds("preview", ...flags);
    }

    /** The preview that follows every step: there is nothing left to do, and looking changed nothing. */
    async expectNoChanges(): Promise<void> {
        const outcome = await this.succeeds("preview", "--diff", "--expect-no-changes");
        assert.deepEqual(outcome.sent, []);
    }

    /** The resources in state, by name; secrets are ciphertext unless asked for. */
    async resources(...flags: "--show-secrets"[]): Promise<Resource[]> {
        if (this.isPlain) return storedResources(this.folder, flags.length > 0);
        return resourcesIn((await this.succeeds("stack", "export", ...flags)).stdout);
    }

    /** The outputs that state has of a number, secrets in clear. */
    async outputs(name: string): Promise<Record<string, unknown>> {
        const resource = (await this.resources("--show-secrets")).find((each) =>
            each.urn.endsWith(`::${name}`),
        );
        assert.ok(resource, `no resource ${name} in state`);
        return inClear(resource.outputs);
    }

    /** Rewrites a number in state, as if earlier runs had left it so. */
    async rewriteOutputs(name: string, outputs: Record<string, unknown>): Promise<void> {
        const file = path.join(this.folder, "exported.json");
        await this.succeeds("stack", "export", "--file", file);
        const state = JSON.parse(await readFile(file, "utf8"));
        Object.assign(resourceNamed(name, state.deployment.resources).outputs ?? {}, outputs);
        await writeFile(file, JSON.stringify(state));
        await this.succeeds("stack", "import", "--file", file);
    }

    urn(name: string, type = faceOf(this.main).type): string {
        return `urn:pulumi:${STACK}::test::${type}::${name}`;
    }

    /** Everything that Pulumi keeps on disk of this stack: state, backups, history. */
    stored(): Promise<string> {
        return textOf(path.join(this.folder, "state"));
    }

    async close(): Promise<void> {
        await this.graph.close();
        removeProject(this.folder);
    }

    [Symbol.asyncDispose](): Promise<void> {
        return this.close();
    }

    private flags(args: string[]): string[] {
        return [...args, "--non-interactive", "--color", "never"];
    }

    private async counted(command: () => Promise<Finished>): Promise<Outcome> {
        const before = this.graph.writes().length;
        const finished = await command();
        const writes = this.graph.writes().slice(before);
        return { ...finished, writes, sent: writes.map((write) => write.kind) };
    }

    private options() {
        return { cwd: this.folder, env: this.env, timeoutMs: COMMAND_TIMEOUT_MS };
    }
}
