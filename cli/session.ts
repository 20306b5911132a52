/** One run of a command: its settings, its connection to Graph, and how it says what it found. */
import { type Call, isId } from "../graph/call";
import { graphClient } from "../graph/client";
import { messageOf } from "../graph/wire";
import { fileJournal, type Journal } from "../provider/run/journal";
import { memoryOf, type Recollection, recollection } from "../provider/run/memory";
import { resolveSettings, type Settings } from "../provider/run/settings";
import { usage } from "./errors";
import type { Shell } from "./shell";
import {
    inProject,
    type StackChoice,
    type StackConfig,
    type StackNumber,
    stackConfig,
    stackNumbers,
} from "./stack";
import { stopping } from "./stopping";
import { jsonText } from "./text";

/** The options that every command has. */
export interface CommonOptions {
    readonly json?: boolean;
    /** Which stack to ask; absent: the selected one. */
    readonly stack?: StackChoice;
}

/** A command's settings and its connection to Graph. */
export class Session {
    private constructor(
        readonly shell: Shell,
        readonly options: CommonOptions,
        readonly settings: Settings,
        readonly config: StackConfig,
        readonly call: Call,
    ) {}

    /** Resolves the settings as the provider does: environment, then stack config, then defaults. */
    static async start(shell: Shell, options: CommonOptions): Promise<Session> {
        checkStack(shell, options.stack);
        const config = await configOrNone(shell, options.stack ?? true);
        const settings = resolveSettings(shell.env, (key) => config.get(key)?.value);
        return new Session(shell, options, settings, config, {
            client: stopping(graphClient(settings.graph)),
        });
    }

    /** The numbers that the stack has in its state; without, a note says why. */
    async stackNumbers(secrets = false): Promise<ReadonlyMap<string, StackNumber>> {
        try {
            const numbers = await stackNumbers(this.shell, this.options.stack ?? true, secrets);
            const { recall } = this.memory;
            return new Map([...numbers].map(([id, each]) => [id, { ...each, state: recall(each.state) }]));
        } catch (error) {
            this.shell.note(`The stack's state is left out: ${messageOf(error)}`);
            return new Map();
        }
    }

    /** Prints the result: as JSON with --json, else in words. */
    answer(result: unknown, words: () => string): void {
        this.shell.print(this.options.json === true ? jsonText(result) : words());
    }

    /** What this machine's journal knows of a number's requests. */
    get journal(): Journal {
        return fileJournal(this.settings.graph.graphUrl, this.shell.env, () => this.shell.now());
    }

    /** What this machine remembers besides state, as the provider checks it before it sends. */
    get memory(): Recollection {
        const { graph, regionInRegister } = this.settings;
        return recollection(memoryOf(this.journal, graph.apiVersion, regionInRegister), this.shell.now());
    }
}

/** A stack that was named is wanted: without a project there is none. */
function checkStack({ cwd }: Shell, stack: StackChoice | undefined): void {
    if (typeof stack !== "string" || inProject(cwd)) return;
    throw usage(
        `--stack ${stack}: there is no Pulumi project in ${cwd}, nor above`,
        "run it in the project's folder, or leave --stack out",
    );
}

/** A config that can't be read stops a command, unless the environment has a token. */
async function configOrNone(shell: Shell, choice: StackChoice): Promise<StackConfig> {
    try {
        return await stackConfig(shell, choice);
    } catch (error) {
        if (!shell.env.WHATSAPP_ACCESS_TOKEN?.trim()) throw error;
        shell.note(`The stack's config is left out: ${messageOf(error)}`);
        return new Map();
    }
}

/** An ID from the command line. */
export function idFrom(what: string, text: string): string {
    if (isId(text)) return text;
    throw usage(
        `${what} was given as ${text}: give the digits of an ID, for example 106540352242922`,
        "the ID is not the phone number itself: pulumi-whatsapp list --waba ID shows it",
    );
}
