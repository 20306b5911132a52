import { type ChildProcess, execFileSync, type StdioOptions, spawn } from "node:child_process";

/** A command that ended. */
export interface Finished {
    code: number | null;
    signal: NodeJS.Signals | null;
    stdout: string;
    stderr: string;
    /** Both streams in the order they came, without colours. */
    text: string;
}

export interface RunOptions {
    cwd?: string;
    env?: NodeJS.ProcessEnv;
    stdio?: StdioOptions;
    shell?: boolean;
    /** The command and all it started are killed after this time. */
    timeoutMs?: number;
    /** Hears both streams as they come. */
    heard?: (chunk: string) => void;
}

export interface Running {
    child: ChildProcess;
    finished: Promise<Finished>;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: an escape character is what colours begin with
const COLOURS = /\x1b\[[0-9;]*[A-Za-z]/g;

/** Starts a command. `finished` rejects only when the command can't be started; a failing command is a result. */
export function start(command: string, args: string[], options: RunOptions = {}): Running {
    const { timeoutMs, heard, ...rest } = options;
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], ...rest });
    let [stdout, stderr, text] = ["", "", ""];
    child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
        stdout += chunk;
        text += chunk;
        heard?.(chunk);
    });
    child.stderr?.setEncoding("utf8").on("data", (chunk: string) => {
        stderr += chunk;
        text += chunk;
        heard?.(chunk);
    });

    const timer = timeoutMs === undefined ? undefined : setTimeout(() => killAll(family(child)), timeoutMs);
    const finished = new Promise<Finished>((resolve, reject) => {
        child.once("error", reject);
        child.once("close", (code, signal) =>
            resolve({ code, signal, stdout, stderr, text: text.replace(COLOURS, "") }),
        );
    }).finally(() => clearTimeout(timer));
    return { child, finished };
}

export function run(command: string, args: string[], options: RunOptions = {}): Promise<Finished> {
    return start(command, args, options).finished;
}

/**
 * A running command and all it started, by process id. A signal to its process group would not reach all: the
 * engine gives each plugin a group of its own, and a plugin outlives a killed engine (pulumi.md §2.13).
 */
export function family({ pid }: ChildProcess): number[] {
    if (pid === undefined) return [];
    const members = [pid];
    if (process.platform === "win32") return members;
    const lines = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" }).trim().split("\n");
    const parents = lines.map((line) => line.trim().split(/\s+/).map(Number) as [number, number]);
    for (const member of members) {
        members.push(...parents.filter(([, parent]) => parent === member).map(([child]) => child));
    }
    return members;
}

/** Kills those that are still there. */
export function killAll(pids: readonly number[]): void {
    for (const pid of pids) {
        try {
            process.kill(pid, "SIGKILL");
        } catch (error) {
            if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
        }
    }
}

/** Those that run, with their command lines; one that has ended and was not yet waited for does not. */
export function commandsOf(pids: readonly number[]): ReadonlyMap<number, string> {
    if (pids.length === 0) return new Map();
    const asked = ["-A", "-o", "pid=,stat=,args="];
    const lines = execFileSync("ps", asked, { encoding: "utf8" }).trim().split("\n");
    const running = lines.flatMap((line): [number, string][] => {
        const [, pid, state, command] = /^\s*(\d+) (\S+)\s+(.*)$/.exec(line) ?? [];
        const isOne = pids.includes(Number(pid)) && state?.startsWith("Z") === false;
        return isOne && command ? [[Number(pid), command]] : [];
    });
    return new Map(running);
}
