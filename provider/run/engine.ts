/**
 * The engine of this run. Nothing tells a provider which command it carries out (pulumi.md §2), but the engine is one
 * of its parent processes, and has the command in its arguments.
 */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** A process: its parent, its arguments, and its start time, in this machine's own unit. */
export interface ProcessInfo {
    readonly parent: number;
    readonly args: readonly string[];
    readonly started: string;
}

/** Reads a process of this machine; undefined if that is not possible. */
type ReadProcess = (pid: number) => ProcessInfo | undefined;

/** The engine above this process. */
export interface Engine {
    /** The same for every process of its run, and for no other run. */
    readonly identity: string;
    readonly destroys: boolean;
}

/** Between are a launcher script, a shell, a language host: the engine is not far up. */
const FARTHEST = 6;
const PULUMI = /(^|[\\/])pulumi(\.exe)?$/;
const COMMANDS: Readonly<Record<string, "destroy" | "other">> = {
    destroy: "destroy",
    down: "destroy",
    dn: "destroy",
    up: "other",
    update: "other",
    preview: "other",
    pre: "other",
    refresh: "other",
    watch: "other",
    import: "other",
};

/** The engine above a process; undefined if none is found, as for a program inside another process. */
export function engineAbove(pid: number = process.ppid, read: ReadProcess = readProcess): Engine | undefined {
    let at = pid;
    for (let level = 0; level < FARTHEST && at > 1; level++) {
        const info = read(at);
        if (info === undefined) return undefined;
        const [program = "", ...args] = info.args;
        if (PULUMI.test(program)) {
            const command = args.find((arg) => Object.hasOwn(COMMANDS, arg));
            const destroys = command !== undefined && COMMANDS[command] === "destroy";
            return { identity: `${at}@${info.started}`, destroys };
        }
        at = info.parent;
    }
    return undefined;
}

let own: { readonly engine: Engine | undefined } | undefined;

/** The engine above this process, looked for once: no process gets another one. */
export function ownEngine(): Engine | undefined {
    own ??= { engine: engineAbove() };
    return own.engine;
}

/** The engine's address in the arguments of a provider's process, which flags may precede; tests and tools have none. */
export function engineAddressIn(argv: readonly string[]): string | undefined {
    return argv.slice(2).find((argument) => /^[\w.[\]:]+:\d+$/.test(argument));
}

/** Reads a process of this machine. */
function readProcess(pid: number): ProcessInfo | undefined {
    try {
        if (process.platform === "linux") return fromProc(pid);
        // Windows has no cheap way to ask.
        return process.platform === "win32" ? undefined : fromPs(pid);
    } catch {
        return undefined;
    }
}

function fromProc(pid: number): ProcessInfo {
    const args = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name in parentheses may hold anything; after it come state, parent, and as the 22nd field the start.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return { parent: Number(fields[1]), args, started: fields[19] ?? "" };
}

function fromPs(pid: number): ProcessInfo {
    const ask = (what: string) =>
        execFileSync("ps", ["-o", `${what}=`, "-p", String(pid)], { encoding: "utf8" }).trim();
    return { parent: Number(ask("ppid")), args: ask("args").split(/\s+/), started: ask("lstart") };
}

/** Whether a process that was started then is alive; true if only its ID can be checked. */
export function lives(pid: number, started: string): boolean {
    try {
        process.kill(pid, 0);
    } catch (error) {
        // It is alive, and belongs to another user.
        return (error as NodeJS.ErrnoException).code === "EPERM";
    }
    const now = process.platform === "linux" ? readProcess(pid)?.started : started;
    return now === undefined || now === started;
}

/** When this process was started, as {@link lives} compares it. */
export function ownStart(): string {
    started ??= process.platform === "linux" ? (readProcess(process.pid)?.started ?? "") : "";
    return started;
}

/** Read once: it stays, and every operation asks for it. */
let started: string | undefined;
