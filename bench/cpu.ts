import { readFileSync } from "node:fs";

/** The kernel counts in these, whatever its own clock is. */
const TICKS_PER_SECOND = 100;

/**
 * The processor time, user and system, of the processes that this one started and that have ended, with all that they
 * started: exact, as each parent adds what it waits for. Linux only; undefined elsewhere.
 */
export function cpuSecondsOfChildren(): number | undefined {
    try {
        return childrenIn(readFileSync("/proc/self/stat", "utf8"));
    } catch {
        return undefined;
    }
}

/** The same from the text of a process's `stat`. Pure. */
export function childrenIn(stat: string): number {
    // The name in parentheses may hold anything; what follows begins with the third field. cutime and cstime are the
    // 16th and the 17th.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return (Number(fields[13]) + Number(fields[14])) / TICKS_PER_SECOND;
}
