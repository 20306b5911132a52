/** One run of a command: its settings, its connection to Graph, and how it says what it found. */

import { type Call, isId } from "../graph/call.js";
import { graphClient } from "../graph/client.js";
import { messageOf } from "../graph/wire.js";
import { fileJournal, type Journal } from "../provider/run/journal.js";
import { memoryOf, type Recollection, recollection } from "../provider/run/memory.js";
import { resolveSettings, type Settings } from "../provider/run/settings.js";
import { usage } from "./errors.js";
import { type StackChoice, type StackConfig, type StackNumber, stackConfig, stackNumbers } from "./stack.js";
import { jsonText } from "./text.js";
import type { World } from "./world.js";

/** The options that every command has. */
export interface CommonOptions {
    readonly json?: boolean;
    /** Which stack to ask; absent: the selected one. */
    readonly stack?: StackChoice;
}

/** A command's settings and its connection to Graph. */
export class Session {
    private constructor(
        readonly world: World,
        readonly options: CommonOptions,
        readonly settings: Settings,
        readonly config: StackConfig,
        readonly call: Call,
    ) {}

    /** Resolves the settings as the provider does: environment, then stack config, then defaults. */
    static async start(world: World, options: CommonOptions): Promise<Session> {
        const config = await configOrNone(world, options.stack ?? true);
        const settings = resolveSettings(world.env, (key) => config.get(key)?.value);
        return new Session(world, options, settings, config, { client: graphClient(settings.graph) });
    }

    /** The numbers that the stack has in its state; without, a note says why. */
    async stackNumbers(secrets = false): Promise<ReadonlyMap<string, StackNumber>> {
        try {
            const numbers = await stackNumbers(this.world, this.options.stack ?? true, secrets);
            const { recall } = this.memory;
            return new Map([...numbers].map(([id, each]) => [id, { ...each, state: recall(each.state) }]));
        } catch (error) {
            this.world.note(`The stack's state is left out: ${messageOf(error)}`);
            return new Map();
        }
    }

    /** Says the result: as JSON where that was asked for, else in words. */
    answer(result: unknown, words: () => string): void {
        this.world.print(this.options.json === true ? jsonText(result) : words());
    }

    /** What this machine's journal knows of a number's requests. */
    get journal(): Journal {
        return fileJournal(this.settings.graph.graphUrl, this.world.env, () => this.world.now());
    }

    /** What this machine remembers besides state: what the provider asks before it sends. */
    get memory(): Recollection {
        const { graph, regionInRegister } = this.settings;
        return recollection(memoryOf(this.journal, graph.apiVersion, regionInRegister), this.world.now());
    }
}

/** A config that can't be read stops a command, unless the environment brings a token all the same. */
async function configOrNone(world: World, choice: StackChoice): Promise<StackConfig> {
    try {
        return await stackConfig(world, choice);
    } catch (error) {
        if (!world.env.WHATSAPP_ACCESS_TOKEN?.trim()) throw error;
        world.note(`The stack's config is left out: ${messageOf(error)}`);
        return new Map();
    }
}

/** An ID from the command line. */
export function idFrom(what: string, text: string): string {
    if (isId(text)) return text;
    throw usage(
        `${what} was given as ${text}: the digits of an ID are wanted, for example 106540352242922`,
        "the ID is not the phone number itself: pulumi-whatsapp list --waba ID shows it",
    );
}
