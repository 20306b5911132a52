/** `emulator`: a Graph API for numbers on this machine, until it is stopped. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { CONTROL } from "../../emulator/http/control";
import type { Emulator, NumberSeed, StartOptions, Switches, TokenSeed } from "../../emulator/index";
import { startEmulator } from "../../emulator/index";
import { parseSwitch } from "../../emulator/schema/switches";
import { SWITCHES } from "../../emulator/switches";
import { messageOf } from "../../graph/wire";
import { type Trust, writeTrust } from "../emulator/trust";
import { CliError, EXIT, type ExitCode, usage } from "../errors";
import type { Shell } from "../shell";
import { nearSwitches } from "./switches";

/** The options of `pulumi-whatsapp emulator`, as commander hands them over. */
export interface EmulatorOptions {
    readonly port: string;
    /** Absent where `exec` keeps nothing. */
    readonly file?: string;
    readonly inMemory?: boolean;
    readonly tls?: boolean;
    readonly json?: boolean;
    readonly numbers?: string;
    readonly tokens?: string;
    readonly switch?: readonly string[];
    readonly latency: string;
}

/** The numbers of a new state without --numbers. */
export const DEMO_NUMBERS: NumberSeed[] = ["106540352242922", "106540352242923", "106540352242924"].map(
    (id) => ({
        id,
    }),
);

/** Runs the emulator until the process is told to stop. */
export async function emulator(shell: Shell, options: EmulatorOptions): Promise<ExitCode> {
    // With --json stdout has one line, for the program that started it.
    const log = options.json === true ? shell.note : shell.print;
    const running = await started(options, log);
    const trust = running.ca === undefined ? undefined : writeTrust(running.ca, shell.env);
    // Heard from here on: who reads where it is may stop it at once.
    const stopped = shell.stopped();
    try {
        shell.print(
            options.json === true
                ? JSON.stringify(startLine(running, options, trust))
                : greeting(running, options, trust),
        );
        await stopped;
        await running.close();
    } finally {
        trust?.remove();
    }
    log("stopped");
    return EXIT.done;
}

/** Starts an emulator as the options say. */
export function started(options: EmulatorOptions, log: (line: string) => void): Promise<Emulator> {
    return start({
        port: portFrom(options.port),
        latencyMs: latencyFrom(options.latency),
        tls: options.tls === true,
        ...(options.inMemory === true || options.file === undefined ? {} : { file: fileFrom(options.file) }),
        ...(options.numbers === undefined
            ? { firstNumbers: DEMO_NUMBERS }
            : { numbers: readList<NumberSeed>(options.numbers, "id") }),
        tokens: options.tokens === undefined ? [] : readList<TokenSeed>(options.tokens, "token"),
        switches: switchesFrom(options.switch),
        log,
    });
}

/** What the system refuses keeps its code; anything else is about the files that were given. */
async function start(options: StartOptions): Promise<Emulator> {
    try {
        return await startEmulator(options);
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== undefined) throw error;
        throw new CliError(
            messageOf(error),
            "correct that file, give another one, or keep nothing (--in-memory)",
        );
    }
}

/** The line of `--json`. */
export interface StartLine {
    readonly url: string;
    readonly token: string;
    /** Where the controls are (docs/emulator.openapi.yaml). */
    readonly controlUrl: string;
    readonly pid: number;
    /** `x-emulator-world`. */
    readonly world: string;
    /** The state file; null: it keeps nothing. */
    readonly file: string | null;
    /** With --tls: the file of the authority, for NODE_EXTRA_CA_CERTS. */
    readonly ca?: string;
}

function startLine(
    { url, token, world }: Emulator,
    { inMemory, file }: EmulatorOptions,
    trust: Trust | undefined,
): StartLine {
    return {
        url,
        token,
        controlUrl: `${url}${CONTROL}`,
        pid: process.pid,
        world,
        file: inMemory === true || file === undefined ? null : path.resolve(file),
        ...(trust === undefined ? {} : { ca: trust.ca }),
    };
}

function greeting(emulator: Emulator, options: EmulatorOptions, trust: Trust | undefined): string {
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
        ...Object.entries(trust?.env ?? {}).map(([name, value]) => `export ${name}=${value}`),
        "",
        `See it at ${emulator.url}/_emulator/ui`,
        "Verification codes appear here. Ctrl-C stops it.",
    ].join("\n");
}

/** The switches that were given. */
export function switchesFrom(given: readonly string[] = []): Partial<Switches> {
    return Object.assign({}, ...given.map(switchFrom)) as Partial<Switches>;
}

function switchFrom(text: string): ReturnType<typeof parseSwitch> {
    if (Object.hasOwn(SWITCHES, text))
        throw wrongSwitch(text, `--switch ${text} has no value: give ${text}=VALUE`);
    try {
        return parseSwitch(text);
    } catch (error) {
        throw wrongSwitch(text.split("=")[0] ?? "", messageOf(error));
    }
}

/** A name that there is not is short; a wrong value names those that it can have. */
function wrongSwitch(name: string, message: string): Error {
    if (Object.hasOwn(SWITCHES, name))
        return usage(message, `pulumi-whatsapp emulator switches ${name} explains it`);
    const near = nearSwitches(name);
    const meant = near.length === 0 ? "" : `did you mean ${near.join(" or ")}? `;
    return usage(`no switch is called ${name}`, `${meant}pulumi-whatsapp emulator switches lists them all`);
}

const LAST_PORT = 65_535;

/** A port as it was given. */
export function portFrom(text: string): number {
    const port = wholeNumber("--port", text);
    if (port <= LAST_PORT) return port;
    throw usage(`--port was given as ${text}: give a port from 0 to ${LAST_PORT}`, "0 takes a free one");
}

/** The longest that a timer of Node.js waits. */
const LONGEST_LATENCY = 2 ** 31 - 1;

function latencyFrom(text: string): number {
    const latency = wholeNumber("--latency", text);
    if (latency <= LONGEST_LATENCY) return latency;
    throw usage(`--latency was given as ${text}: give milliseconds from 0 to ${LONGEST_LATENCY}`);
}

function fileFrom(file: string): string {
    if (file !== "") return file;
    throw usage("--file was given as an empty text: give the path of a file", "--in-memory keeps nothing");
}

function wholeNumber(option: string, text: string): number {
    if (/^\d+$/.test(text)) return Number(text);
    throw usage(`${option} must be a whole number, not ${text}`);
}

function jsonIn(file: string): unknown {
    // Editors on Windows put a mark before the text.
    const text = readFileSync(file, "utf8").replace(/^\ufeff/, "");
    try {
        return JSON.parse(text);
    } catch (error) {
        throw new CliError(`${file} is not JSON: ${messageOf(error)}`, "correct it; see docs/emulator.md");
    }
}

/** Reads a JSON list of objects that each have this key. */
export function readList<Item extends object>(file: string, key: string): Item[] {
    const list = jsonIn(file);
    const isItem = (item: unknown): boolean => typeof item === "object" && item !== null && key in item;
    if (Array.isArray(list) && list.every(isItem)) return list;
    throw new CliError(`${file} must hold a JSON list of objects with "${key}"`, "see docs/emulator.md");
}
