/** `emulator`: a Graph API for numbers on this machine, until it is stopped. */
import { existsSync, readFileSync } from "node:fs";
import { parseSwitch } from "../../emulator/checkSwitches";
import type { Emulator, NumberSeed, Switches, TokenSeed } from "../../emulator/index";
import { startEmulator } from "../../emulator/index";
import { SWITCHES } from "../../emulator/switches";
import { messageOf } from "../../graph/wire";
import { CliError, EXIT, type ExitCode, usage } from "../errors";
import type { Shell } from "../shell";

/** The options of `pulumi-whatsapp emulator`, as commander hands them over. */
export interface EmulatorOptions {
    readonly port: string;
    readonly file: string;
    readonly inMemory?: boolean;
    readonly numbers?: string;
    readonly tokens?: string;
    readonly switch?: readonly string[];
    readonly latency: string;
}

/** The numbers of a first start without --numbers. */
export const DEMO_NUMBERS: NumberSeed[] = ["106540352242922", "106540352242923", "106540352242924"].map(
    (id) => ({
        id,
    }),
);

/** Runs the emulator until the process is told to stop. */
export async function emulator(shell: Shell, options: EmulatorOptions): Promise<ExitCode> {
    const running = await startEmulator({
        port: wholeNumber("--port", options.port),
        latencyMs: wholeNumber("--latency", options.latency),
        ...(options.inMemory === true ? {} : { file: options.file }),
        numbers: firstNumbers(options),
        tokens: options.tokens === undefined ? [] : readList<TokenSeed>(options.tokens, "token"),
        switches: Object.assign({}, ...(options.switch ?? []).map(switchFrom)) as Partial<Switches>,
        log: shell.print,
    });
    shell.print(greeting(running, options));
    await shell.stopped();
    await running.close();
    shell.print("stopped");
    return EXIT.done;
}

function firstNumbers({ numbers, inMemory, file }: EmulatorOptions): NumberSeed[] {
    if (numbers !== undefined) return readList<NumberSeed>(numbers, "id");
    return inMemory !== true && existsSync(file) ? [] : DEMO_NUMBERS;
}

function greeting(emulator: Emulator, options: EmulatorOptions): string {
    const { numbers, tokens } = emulator.state();
    const shown = numbers.slice(0, 20).map((number) => {
        const where = number.region === undefined ? "" : `, stored in ${number.region}`;
        const state = number.registered ? `registered${where}` : "not registered";
        return `  ${number.id}  ${number.displayPhoneNumber}  ${number.verifiedName}: ${state}`;
    });
    return [
        `A Graph API for WhatsApp phone numbers is at ${emulator.url}`,
        options.inMemory === true ? "It keeps nothing." : `It keeps its state in ${options.file}`,
        "",
        `Numbers (${numbers.length}):`,
        ...shown,
        ...(numbers.length > shown.length ? [`  and ${numbers.length - shown.length} more`] : []),
        ...(tokens.length > 1 ? [`Tokens: ${tokens.map(({ token }) => token).join(", ")}`] : []),
        "",
        "Paste this where you run pulumi:",
        "",
        `export WHATSAPP_GRAPH_URL=${emulator.url}`,
        `export WHATSAPP_ACCESS_TOKEN=${emulator.token}`,
        "",
        "Verification codes appear here. Ctrl-C stops it.",
    ].join("\n");
}

/** The switches, one line each, for --help. */
export function switchHelp(): string {
    const lines = Object.entries(SWITCHES).map(([name, { default: value, values, why }]) => {
        const choice = typeof values === "string" ? values : values.join("|");
        return `  ${name}=${choice} (default ${String(value)})\n      ${why}`;
    });
    return `\nSwitches (docs/emulator.md explains each; § is a section of docs/graph-api.md):\n${lines.join("\n")}\n`;
}

function switchFrom(text: string): ReturnType<typeof parseSwitch> {
    try {
        return parseSwitch(text);
    } catch (error) {
        throw usage(messageOf(error));
    }
}

function wholeNumber(option: string, text: string): number {
    if (/^\d+$/.test(text)) return Number(text);
    throw usage(`${option} must be a whole number, not ${text}`);
}

/** Reads a JSON list of objects that each have this key. */
function readList<Item extends object>(file: string, key: string): Item[] {
    const list: unknown = JSON.parse(readFileSync(file, "utf8"));
    const isItem = (item: unknown): boolean => typeof item === "object" && item !== null && key in item;
    if (Array.isArray(list) && list.every(isItem)) return list;
    throw new CliError(`${file} must hold a JSON list of objects with "${key}"`, "see docs/emulator.md");
}
