import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Command, CommanderError } from "commander";
import { addCommands } from "../../../cli/commands";
import type { Reach } from "../../../cli/reach";
import type { Shell } from "../../../cli/shell";
import { type Emulator, type StartOptions, startEmulator } from "../../../emulator";
import { RESOURCE_TYPE } from "../../../provider/resourceType";

export const WABA = "102290129340398";

/** What a command said, and how it ended. */
export interface Said {
    code: number;
    stdout: string;
    stderr: string;
    /** The kinds of the requests that changed something. */
    sent: string[];
}

/** The commands on a test terminal, in this process, with their own Graph API. */
export class Terminal {
    private constructor(
        readonly graph: Emulator,
        readonly folder: string,
    ) {}

    /** The environment of the commands. */
    env: Record<string, string | undefined> = {};
    interactive = false;
    colours = false;
    /** How wide it is; undefined: not a terminal. */
    columns: number | undefined = undefined;
    /** What the person at the terminal answers, in order; a function is asked when it comes to it. */
    answers: (string | (() => string))[] = [];
    /** The lines of progress that were shown. */
    readonly progress: string[] = [];
    /** What asking a webhook's server shows, and which were asked. */
    reach: (origin: string) => Reach = () => "answers";
    readonly asked: string[] = [];
    /** What `pulumi` was run with. */
    readonly pulumiRuns: string[][] = [];
    /** What `pulumi` prints, by its first words. */
    pulumi: Record<string, { code?: number | undefined; stdout?: string; stderr?: string }> = {};

    static async open(options: StartOptions = {}): Promise<Terminal> {
        const lines: string[] = [];
        const graph = await startEmulator({ log: (line) => lines.push(line), ...options });
        const terminal = new Terminal(graph, mkdtempSync(path.join(tmpdir(), "pulumi-whatsapp-cli-")));
        terminal.codeOf = (id) =>
            lines.findLast((line) => line.includes(`(${id})`))?.match(/: (\d{6})$/)?.[1] ?? "none";
        const { WHATSAPP_STATE_DIR } = process.env;
        terminal.env = {
            WHATSAPP_GRAPH_URL: graph.url,
            WHATSAPP_ACCESS_TOKEN: graph.token,
            WHATSAPP_STATE_DIR,
        };
        return terminal;
    }

    /** The verification code that a number was sent last. */
    codeOf: (id: string) => string = () => "none";

    /** From here on the commands run in a Pulumi project. */
    inProject(): void {
        writeFileSync(path.join(this.folder, "Pulumi.yaml"), "name: test\nruntime: nodejs\n");
    }

    async run(...args: string[]): Promise<Said> {
        const said: Said = { code: -1, stdout: "", stderr: "", sent: [] };
        const before = this.graph.writes().length;
        const program = new Command("pulumi-whatsapp").exitOverride().configureOutput({
            writeOut: (text) => (said.stdout += text),
            writeErr: (text) => (said.stderr += text),
        });
        addCommands(program, this.shell(said), (code) => {
            said.code = code;
        });
        await program.parseAsync(args, { from: "user" }).catch((error: unknown) => {
            // A wrong command line: cli/main.ts ends with 2 then.
            if (!(error instanceof CommanderError)) throw error;
            said.code = error.exitCode === 0 ? 0 : 2;
        });
        said.sent = this.graph
            .writes()
            .slice(before)
            .map(({ kind }) => kind);
        return said;
    }

    private shell(said: Said): Shell {
        return {
            env: this.env,
            cwd: this.folder,
            interactive: this.interactive,
            colours: this.colours,
            columns: this.columns,
            now: () => this.graph.now(),
            print: (text) => (said.stdout += `${text}\n`),
            note: (text) => (said.stderr += `${text}\n`),
            progress: (text) => {
                if (text !== undefined) this.progress.push(text);
            },
            ask: async () => {
                const answer = this.answers.shift() ?? "";
                return typeof answer === "string" ? answer : answer();
            },
            input: () => undefined,
            stopped: async () => undefined,
            reaches: async (origin) => {
                this.asked.push(origin);
                return this.reach(origin);
            },
            pulumi: async (args) => {
                this.pulumiRuns.push([...args]);
                const known = Object.entries(this.pulumi).find(([words]) =>
                    args.join(" ").startsWith(words),
                )?.[1];
                return {
                    code: known === undefined ? 255 : 0,
                    stdout: "",
                    stderr: "error: no stack selected",
                    ...known,
                };
            },
        };
    }

    async close(): Promise<void> {
        await this.graph.close();
        rmSync(this.folder, { recursive: true, force: true });
    }
}

/** What `pulumi stack export` prints of a stack with these numbers. */
export function exported(
    numbers: Record<string, { inputs?: object; outputs: object }>,
    type = RESOURCE_TYPE,
): string {
    const resources = Object.entries(numbers).map(([name, { inputs = {}, outputs }]) => ({
        urn: `urn:pulumi:dev::test::${type}::${name}`,
        type,
        inputs,
        outputs,
    }));
    return JSON.stringify({ version: 3, deployment: { resources } });
}
