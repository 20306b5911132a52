import { readdirSync, readFileSync } from "node:fs";

const EVERY_MS = 200;

/** Watches how much memory the provider's process takes, among all that a command starts. Linux only. */
export class MemoryWatch {
    private readonly timer: NodeJS.Timeout;
    private peakKb = 0;

    constructor(
        private readonly root: number,
        private readonly isProvider: (commandLine: string) => boolean,
    ) {
        this.timer = setInterval(() => this.look(), process.platform === "linux" ? EVERY_MS : 2 ** 30);
    }

    /** Ends it: the most that one such process had in memory, in KB; undefined when none was seen. */
    stop(): number | undefined {
        clearInterval(this.timer);
        return this.peakKb === 0 ? undefined : this.peakKb;
    }

    private look(): void {
        for (const pid of descendants(this.root)) {
            const commandLine = fileOf(pid, "cmdline").replaceAll("\0", " ");
            if (!this.isProvider(commandLine)) continue;
            // The kernel keeps the high-water mark: the last look before the end is enough.
            const [, kb] = /^VmHWM:\s+(\d+) kB$/m.exec(fileOf(pid, "status")) ?? [];
            this.peakKb = Math.max(this.peakKb, Number(kb ?? 0));
        }
    }
}

/** By process id: a plugin is in a group of its own, but its parent is the engine. */
function descendants(root: number): number[] {
    const children = new Map<number, number[]>();
    for (const name of readdirSync("/proc")) {
        const pid = Number(name);
        if (!Number.isInteger(pid)) continue;
        // The name in parentheses may hold anything; the parent is the second field after it.
        const parent = Number(fileOf(pid, "stat").split(")").at(-1)?.trim().split(" ")[1]);
        children.set(parent, [...(children.get(parent) ?? []), pid]);
    }
    const found = [root];
    for (const pid of found) found.push(...(children.get(pid) ?? []));
    return found.slice(1);
}

/** A process may end between two looks. */
function fileOf(pid: number, name: string): string {
    try {
        return readFileSync(`/proc/${pid}/${name}`, "utf8");
    } catch {
        return "";
    }
}
