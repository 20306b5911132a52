/** What a command is run in: a terminal, the environment, `pulumi`. Tests bring their own. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline/promises";
import { text } from "node:stream/consumers";
import type { Reaches } from "./reach";

/** A child process that ended. */
export interface Finished {
    /** Undefined: the command is not there, or could not be started. */
    readonly code: number | undefined;
    readonly stdout: string;
    readonly stderr: string;
}

export interface Shell {
    readonly env: Readonly<Record<string, string | undefined>>;
    /** Where it runs: Pulumi looks for its project from here upward. */
    readonly cwd: string;
    /** Whether a person can answer a question. */
    readonly interactive: boolean;
    /** Whether stdout is a terminal that shows colours. */
    readonly colours: boolean;
    /** How wide the terminal is; undefined: there is none, so that nothing has to fit. */
    readonly columns?: number | undefined;
    /** Milliseconds since 1970. */
    now(): number;
    /** Prints the command's result, to stdout. */
    print(text: string): void;
    /** Prints a note, to stderr. */
    note(text: string): void;
    /** Shows the progress of long work in one line on a terminal's stderr; undefined removes it. */
    progress(text: string | undefined): void;
    ask(question: string): Promise<string>;
    /** All of stdin; undefined: it is a terminal, so nothing comes. */
    input(): Promise<string> | undefined;
    /** Until the user stops the command. */
    stopped(): Promise<void>;
    /** Whether a webhook's server answers. */
    readonly reaches: Reaches;
    pulumi(args: readonly string[]): Promise<Finished>;
}

/** The shell of this process. */
export function thisShell(): Shell {
    const { stdin, stdout, stderr, env } = process;
    return {
        env,
        cwd: process.cwd(),
        interactive: stdin.isTTY === true && stderr.isTTY === true,
        colours: stdout.isTTY === true && stdout.hasColors(),
        columns: widthFrom(env.COLUMNS) ?? (stdout.isTTY === true ? stdout.columns || undefined : undefined),
        now: Date.now,
        print: (text) => void stdout.write(`${text}\n`),
        note: (text) => void stderr.write(`${text}\n`),
        progress: (text) => {
            if (stderr.isTTY === true) stderr.write(`\r\x1b[K${text ?? ""}`);
        },
        ask: async (question) => {
            // Questions go to stderr, so that stdout has only the result.
            const terminal = createInterface({ input: stdin, output: stderr });
            try {
                return await terminal.question(question);
            } finally {
                terminal.close();
            }
        },
        input: () => (stdin.isTTY === true ? undefined : text(stdin)),
        stopped: () =>
            new Promise((resolve) => {
                for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
            }),
        reaches: async (origin) => (await import("./reach.js")).reachOf(origin),
        pulumi: (args) => run("pulumi", args, Number(env.PULUMI_WHATSAPP_PULUMI_TIMEOUT_MS) || undefined),
    };
}

/** COLUMNS, as a user sets it for one command. */
function widthFrom(text: string | undefined): number | undefined {
    return text !== undefined && /^[1-9]\d{0,4}$/.test(text) ? Number(text) : undefined;
}

/** Pulumi's slowest task here is reading a big state from a remote backend. */
const PULUMI_TIMEOUT_MS = 120_000;

/**
 * Runs a command to its end, for a limited time. spawn's own time-out won't do: its timer outlives a command that does
 * not exist, and keeps this process running.
 */
function run(command: string, args: readonly string[], timeoutMs = PULUMI_TIMEOUT_MS): Promise<Finished> {
    return new Promise((resolve) => {
        let [stdout, stderr] = ["", ""];
        const child = spawn(command, args, {
            stdio: ["ignore", "pipe", "pipe"],
            env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "1" },
        });
        const end = (code: number | undefined, why = "") => {
            clearTimeout(timer);
            // Processes that it started may keep these open.
            child.stdout.destroy();
            child.stderr.destroy();
            child.unref();
            resolve({ code, stdout, stderr: stderr + why });
        };
        const timer = setTimeout(() => {
            child.kill("SIGKILL");
            end(1, `it did not end within ${timeoutMs / 1000} s`);
        }, timeoutMs);
        child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
            stdout += chunk;
        });
        child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
            stderr += chunk;
        });
        child.once("error", () => end(undefined));
        child.once("close", (code) => end(code ?? 1));
    });
}
