/** One emulator at a time on a state file. */
import { randomUUID } from "node:crypto";
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { Refused } from "./schema/read";

/** The locks of this process. */
const held = new Set<string>();

/**
 * Locks a state file, or refuses and names the process that has it. A killed emulator leaves its lock behind: it counts
 * no more once its process is gone, so that a restart waits for nothing. Returns what unlocks it.
 */
export function lock(file: string): () => void {
    const place = `${file}.lock`;
    if (!create(place)) {
        const owner = ownerOf(place);
        if (owner !== undefined && isAlive(owner, place)) {
            throw new Refused(
                `${file} is in use by another emulator, process ${owner}: stop that one, or give this one another file ` +
                    `(if process ${owner} is not an emulator, remove ${place})`,
            );
        }
        takeAway(place, owner);
        if (!create(place)) throw new Refused(`${file} is in use by another emulator that started just now`);
    }
    held.add(place);
    return () => {
        if (held.delete(place)) rmSync(place, { force: true });
    };
}

/** Only one process can create it; a symbolic link counts as there. */
function create(place: string): boolean {
    try {
        writeFileSync(place, `${process.pid}\n`, { flag: "wx", mode: 0o600 });
        return true;
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
        throw error;
    }
}

/** The process that has it; undefined: nobody can tell. */
function ownerOf(place: string): number | undefined {
    try {
        const owner = Number(readFileSync(place, "utf8"));
        return Number.isSafeInteger(owner) && owner > 0 ? owner : undefined;
    } catch {
        return undefined;
    }
}

function isAlive(owner: number, place: string): boolean {
    // In a container that starts again, the emulator has the process ID that it had before.
    if (owner === process.pid) return held.has(place);
    try {
        process.kill(owner, 0);
        return true;
    } catch (error) {
        return (error as NodeJS.ErrnoException).code === "EPERM";
    }
}

/** Two may find the same old lock: the one that moved a new one by mistake puts it back. */
function takeAway(place: string, owner: number | undefined): void {
    const aside = `${place}.${randomUUID()}`;
    try {
        renameSync(place, aside);
    } catch {
        return;
    }
    if (ownerOf(aside) === owner) rmSync(aside);
    else renameSync(aside, place);
}
