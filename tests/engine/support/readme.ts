/**
 * Plays the README of an example: its commands run in their order, in a copy of the example's folder, against an
 * emulator, as a reader without an account would type them.
 *
 * - ```sh blocks are run, each in the folder; what one exports, the next and the test's own commands have too.
 * - ```text blocks are what the commands before them print: white space aside, and `…` for whatever changes.
 * - ```ts blocks are for the test: an edit of the program, usually. ```diff blocks are edits that name the file.
 * - `npm install` installs nothing: it is held against package.json and what is installed. The emulator is the
 *   test's own, with the numbers and tokens that the README gives it. `export NAME=…` is what a reader fills in.
 * - A server of the example's own runs until the test is over; what it prints may come after the commands have ended.
 *
 * The suite fails if all tests passed and a block was not used.
 */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { marked } from "marked";
import { after, before } from "mocha";
import { DEMO_NUMBERS } from "../../../cli/commands/emulator";
import type { StartOptions } from "../../../emulator";
import { Served } from "./served";
import { ENGINE_TEST_TIMEOUT_MS, type Outcome, Stack } from "./stack";

/** Where `npx pulumi-whatsapp emulator` says it is. */
const EMULATOR_URL = "http://127.0.0.1:4010";
const ANSWERED = /^(npm (?:install|ci)|npx pulumi-whatsapp emulator)\b/;

/** A fenced block, with what the README shows of its output. */
interface Block {
    readonly language: string;
    readonly code: string;
    readonly shows: string[];
    used: boolean;
}

/** The blocks of a Markdown text that are to be used. */
export function blocksIn(markdown: string): Block[] {
    const blocks: Block[] = [];
    marked.walkTokens(marked.lexer(markdown), (token) => {
        if (token.type !== "code") return;
        if (token.lang === "text") blocks.findLast(isShell)?.shows.push(token.text);
        else blocks.push({ language: token.lang ?? "", code: token.text, shows: [], used: false });
    });
    return blocks.filter((block) => isShell(block) || ["ts", "diff"].includes(block.language));
}

/** The pieces of a shown text, between its `…`, that an output lacks in this order. */
export function missingFrom(output: string, shown: string): string[] {
    let rest = squeezed(output);
    const pieces = shown.split("…").map(squeezed).filter(Boolean);
    return pieces.filter((piece) => {
        const at = rest.indexOf(piece);
        if (at !== -1) rest = rest.slice(at + piece.length);
        return at === -1;
    });
}

export interface PlayOptions extends StartOptions {
    /** What a reader fills in, besides the token: `export NAME=…`. */
    filledIn?: Record<string, string>;
    /** Commands that keep running, with the URL that the README has of each. */
    servers?: Record<string, string>;
}

/** An example whose README is being played. */
export class Example {
    private opened: { stack: Stack; blocks: Block[] } | undefined;
    private readonly servers: Served[] = [];

    constructor(
        private readonly name: string,
        private readonly options: PlayOptions,
    ) {}

    async open(): Promise<void> {
        const { filledIn: _, servers: __, ...seed } = this.options;
        const stack = await Stack.ofExample(this.name, seed);
        Object.assign(stack.env, {
            // A yes can't be typed, so the preview before it would be one more run for nothing.
            PULUMI_SKIP_CONFIRMATIONS: "true",
            PULUMI_OPTION_SKIP_PREVIEW: "true",
            // Types are checked by `npm run typecheck`.
            PULUMI_NODEJS_TRANSPILE_ONLY: "true",
        });
        const blocks = blocksIn(readFileSync(path.join(stack.folder, "README.md"), "utf8"));
        this.opened = { stack, blocks };
    }

    async close(): Promise<void> {
        await Promise.all(this.servers.map((server) => server.close()));
        await this.opened?.stack.close();
    }

    /** The stack that the README makes, and its emulator. */
    get stack(): Stack {
        assert.ok(this.opened, "an example is opened before the first test");
        return this.opened.stack;
    }

    private get blocks(): Block[] {
        return this.opened?.blocks ?? [];
    }

    /** Runs the next block, which must have this text in it, and holds its output against what the README shows. */
    async play(text: string): Promise<Outcome> {
        return this.run(text, ({ code, text: printed }) =>
            assert.equal(code, 0, `${text} failed:\n${printed}`),
        );
    }

    /** The same with a block that the README says is refused. */
    async playRefused(text: string): Promise<Outcome> {
        return this.run(text, ({ code, text: printed }) => {
            assert.notEqual(code, 0, `${text} should have been refused:\n${printed}`);
            assert.notEqual(code, null, `${text} took too long:\n${printed}`);
        });
    }

    /** The ts block that has this text in it. */
    code(text: string): string {
        const block = this.blocks.find(({ language, code }) => language === "ts" && code.includes(text));
        assert.ok(block, `the README has no ts block with ${text}`);
        block.used = true;
        return block.code;
    }

    /** Makes the edit of the next diff block, which must have this text in it. */
    async patch(text: string): Promise<void> {
        const block = this.blocks.find(({ language, used }) => language === "diff" && !used);
        assert.ok(block, `the README has no further diff block; looked for ${text}`);
        assert.ok(block.code.includes(text), `the next diff block is not ${text}, but:\n${block.code}`);
        block.used = true;
        const [, file, changes] = /^\+\+\+ (\S+)\n(.*)$/s.exec(block.code) ?? [];
        assert.ok(file && changes, `a diff begins with "+++ " and a file:\n${block.code}`);
        const side = (other: string) =>
            changes
                .split("\n")
                .filter((line) => !line.startsWith(other))
                .map((line) => line.slice(1));
        await this.edit(file, side("+").join("\n"), side("-").join("\n"));
    }

    /** Replaces a text, which must be there, in a file of the example. */
    async edit(file: string, from: string, to: string): Promise<void> {
        const name = path.join(this.stack.folder, file);
        const text = await readFile(name, "utf8");
        assert.ok(text.includes(from), `${file} has no ${from}`);
        await writeFile(
            name,
            text.replace(from, () => to),
        );
    }

    /** The code of the blocks that were not used. */
    unused(): string[] {
        return this.blocks.filter(({ used }) => !used).map(({ code }) => code);
    }

    private async run(text: string, judge: (outcome: Outcome) => void): Promise<Outcome> {
        const block = this.blocks.find((each) => isShell(each) && !each.used);
        assert.ok(block, `the README has no further sh block; looked for ${text}`);
        assert.ok(block.code.includes(text), `the next sh block is not ${text}, but:\n${block.code}`);
        block.used = true;
        const lines = block.code.split("\n").filter((line) => !this.answers(line));
        const own: string[] = [];
        for (const line of lines) if (!(await this.serves(line))) own.push(line);
        const outcome = await this.shell(this.withRealUrls(own.join("\n")));
        judge(outcome);
        const printed = outcome.text.replaceAll(this.stack.graph.url, EMULATOR_URL);
        for (const shown of block.shows) {
            const missing = missingFrom(printed, shown);
            if (missing.length > 0 && (await this.isServed(shown))) continue;
            assert.deepEqual(missing, [], `not shown by ${text}, which printed:\n${printed}`);
        }
        return outcome;
    }

    private withRealUrls(commands: string): string {
        const own = commands.replaceAll(EMULATOR_URL, this.stack.graph.url);
        return this.servers.reduce((text, { shownUrl, url }) => text.replaceAll(shownUrl, url), own);
    }

    /** Starts a server of the example; whether the line is one. */
    private async serves(line: string): Promise<boolean> {
        const known = Object.entries(this.options.servers ?? {});
        const [, shownUrl] = known.find(([command]) => line.includes(command)) ?? [];
        if (shownUrl === undefined) return false;
        const { folder: cwd, env } = this.stack;
        this.servers.push(
            await Served.start(line, shownUrl, { cwd, env, timeoutMs: ENGINE_TEST_TIMEOUT_MS }),
        );
        return true;
    }

    /** Waits until the server that was started last prints a text; false: there is none. */
    private async isServed(shown: string): Promise<boolean> {
        const server = this.servers.at(-1);
        await server?.prints((text) => missingFrom(text, shown).length === 0);
        return server !== undefined;
    }

    /** Runs commands, and takes over what they export or unset. */
    private async shell(commands: string): Promise<Outcome> {
        // The engine refuses to be told both.
        if (commands.includes("--preview-only")) {
            const asIs = { PULUMI_SKIP_CONFIRMATIONS: undefined, PULUMI_OPTION_SKIP_PREVIEW: undefined };
            return this.stack.with(asIs, () => this.stack.shell(commands));
        }
        const file = path.join(this.stack.folder, ".exported");
        const outcome = await this.stack.shell(`${commands}\nenv -0 > ${file}`);
        if (outcome.code === 0) {
            const { env } = this.stack;
            for (const name of Object.keys(env)) delete env[name];
            for (const variable of (await readFile(file, "utf8")).split("\0").filter(Boolean)) {
                const [name = "", ...value] = variable.split("=");
                env[name] = value.join("=");
            }
            await rm(file);
        }
        return outcome;
    }

    /** Answers a line that is not run; whether it did. */
    private answers(line: string): boolean {
        const [words = ""] = line.split(" #");
        const [, name] = /^export (\w+)=…$/.exec(words.trim()) ?? [];
        if (name !== undefined) {
            const filledIn = { WHATSAPP_ACCESS_TOKEN: this.stack.graph.token, ...this.options.filledIn };
            const value = filledIn[name as keyof typeof filledIn];
            assert.ok(value, `the test does not say what a reader fills in for ${name}`);
            this.stack.env[name] = value;
            return true;
        }
        const [command] = ANSWERED.exec(words) ?? [];
        if (command === undefined) return false;
        const args = words.slice(command.length).trim().split(/\s+/).filter(Boolean);
        if (command.startsWith("npm")) this.installs(args);
        else this.startsEmulator(args);
        return true;
    }

    private installs(specs: string[]): void {
        const { dependencies = {}, devDependencies = {} } = this.json("package.json") as Manifest;
        const declared = Object.keys({ ...dependencies, ...devDependencies });
        const named = specs.map((spec) => spec.replace(/(?<=.)@.*/, ""));
        for (const name of named) assert.ok(declared.includes(name), `package.json has no ${name}`);
        const packages = path.join(this.stack.folder, "node_modules");
        for (const name of declared)
            assert.ok(existsSync(path.join(packages, name)), `${name} is not installed`);
    }

    private startsEmulator(args: string[]): void {
        const { numbers, tokens, ...unknown } = Object.fromEntries(pairs(args));
        assert.deepEqual(unknown, {}, "options of the emulator that a played README has no answer to");
        this.stack.graph.seed({
            numbers: numbers === undefined ? DEMO_NUMBERS : (this.json(numbers) as []),
            tokens: tokens === undefined ? [] : (this.json(tokens) as []),
        });
    }

    private json(file: string): unknown {
        return JSON.parse(readFileSync(path.join(this.stack.folder, file), "utf8"));
    }
}

interface Manifest {
    dependencies?: Record<string, string>;
    devDependencies?: Record<string, string>;
}

/** For a suite whose tests play one README, one after the other. */
export function playsExample(name: string, options: PlayOptions = {}): Example {
    const example = new Example(name, options);
    before(() => example.open());
    after(async function () {
        const passed = this.test?.parent?.tests.every((test) => test.isPassed());
        await example.close();
        if (passed) assert.deepEqual(example.unused(), [], "blocks of the README that no test uses");
    });
    return example;
}

function isShell({ language }: Block): boolean {
    return language === "sh";
}

function squeezed(text: string): string {
    return text.trim().replace(/\s+/g, " ");
}

/** `--numbers file --tokens file` as pairs. */
function pairs(args: string[]): [string, string][] {
    return args.flatMap((arg, at) => (at % 2 === 0 ? [[arg.replace(/^--/, ""), args[at + 1] ?? ""]] : []));
}
