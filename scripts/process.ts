import { type ChildProcess, type StdioOptions, spawn } from "node:child_process";

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
}

export interface Running {
    child: ChildProcess;
    finished: Promise<Finished>;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: an escape character is what colours begin with
const COLOURS = /\x1b\[[0-9;]*[A-Za-z]/g;

/** Starts a command. `finished` rejects only when the command can't be started; a failing command is a result. */
export function start(command: string, args: string[], options: RunOptions = {}): Running {
    const { timeoutMs, ...rest } = options;
    // A group of its own, where there may be something to kill: the command's own children have to go with it.
    const grouped = timeoutMs !== undefined && process.platform !== "win32";
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], ...rest, detached: grouped });
    let [stdout, stderr, text] = ["", "", ""];
    child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
        stdout += chunk;
        text += chunk;
    });
    child.stderr?.setEncoding("utf8").on("data", (chunk: string) => {
        stderr += chunk;
        text += chunk;
    });

    const kill = () => {
        if (child.pid === undefined) return;
        if (grouped) killGroup(child.pid);
        else child.kill("SIGKILL");
    };
    const timer = timeoutMs === undefined ? undefined : setTimeout(kill, timeoutMs);
    if (grouped) process.once("exit", kill);

    const finished = new Promise<Finished>((resolve, reject) => {
        child.once("error", reject);
        child.once("close", (code, signal) =>
            resolve({ code, signal, stdout, stderr, text: text.replace(COLOURS, "") }),
        );
    }).finally(() => {
        clearTimeout(timer);
        process.removeListener("exit", kill);
    });
    return { child, finished };
}

export function run(command: string, args: string[], options: RunOptions = {}): Promise<Finished> {
    return start(command, args, options).finished;
}

function killGroup(leader: number): void {
    try {
        process.kill(-leader, "SIGKILL");
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    }
}
