/** One operation at a time on a number, across processes: after a killed engine its provider lives on. */
import { randomUUID } from "node:crypto";
import { readFileSync, rmSync, statSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { lock } from "proper-lockfile";
import { normalUrl } from "../../graph/url";
import { messageOf } from "../../graph/wire";
import type { Command } from "../say/command";
import { type NumberName, nameOf } from "../say/name";
import { lives, ownStart } from "./engine";
import { hashOf, writeAtomically } from "./files";
import { locksFolder, NoPrivateFolder } from "./privateFolder";

/**
 * How long a lock that nobody renews outlives its holder, in milliseconds. Measured by the process that waits, on a clock that
 * does not jump: the wall clock may, and then a lock from the future would hold until that time.
 */
const STALE_MS = 15_000;
/** proper-lockfile's own rule, by the wall clock: only for locks that no rule here clears. */
const WALL_STALE_MS = 24 * 3600_000;
const RENEW_MS = STALE_MS / 3;
const POLL_MS = 500;

/** Thrown when another process kept the number for the whole wait. */
export class NumberBusy extends Error {
    override readonly name = "NumberBusy";
}

/** Another process has taken the number over, since this one was suspended for so long that it seemed dead. */
export class LockLost extends Error {
    override readonly name = "LockLost";
}

/** The lock can't be taken on this machine. */
export class LockUnusable extends Error {
    override readonly name = "LockUnusable";
}

/** A lock on a number, while it is held. */
export interface LockHold {
    /**
     * Call it before each request.
     * @throws LockLost
     */
    check(): void;
}

/** How to wait for a lock. */
export interface Waiting {
    /** How long to wait for another process, at most. */
    readonly waitMs: number;
    /** Called once if there is something to wait for. */
    onWait(): void;
    /** Ends the wait. */
    readonly stopping?: AbortSignal | undefined;
    /** How the user runs again what could not be done. */
    readonly command: Command;
}

/** Who holds a lock, beside it: a dead holder's lock is free at once. */
interface Holder {
    readonly token: string;
    readonly host: string;
    readonly pid: number;
    readonly started: string;
}

/**
 * Runs `work` while no other process on this machine works on the number.
 * @param number its ID, or that of another object of Graph's with its kind
 * @param graphUrl which Graph the number is on: an emulator's numbers are others
 */
export async function withNumberLock<T>(
    number: string | NumberName,
    graphUrl: string,
    waiting: Waiting,
    work: (held: LockHold) => Promise<T>,
): Promise<T> {
    const subject = typeof number === "string" ? { phoneNumberId: number } : number;
    const name = nameOf({ ...subject, displayPhoneNumber: undefined });
    const file = lockFile(subject.phoneNumberId, graphUrl, name);
    const release = await acquire(file, name, waiting);
    const token = randomUUID();
    try {
        hold(file, name, token);
    } catch (error) {
        await release().catch(() => undefined);
        throw error;
    }
    try {
        return await work({ check: () => checkHold(file, name, token, waiting.command) });
    } finally {
        // A lost lock file must not lose the result of the work.
        if (holderOf(file)?.token === token) {
            rmSync(holderFile(file), { force: true });
            await release().catch(() => undefined);
        }
    }
}

function lockFile(phoneNumberId: string, graphUrl: string, name: string): string {
    const graph = hashOf(normalUrl(graphUrl)).slice(0, 8);
    try {
        return join(locksFolder(process.env), `${phoneNumberId.replace(/\D/g, "")}-${graph}`);
    } catch (error) {
        throw unusable(name, error);
    }
}

async function acquire(
    file: string,
    name: string,
    { waitMs, onWait, stopping, command }: Waiting,
): Promise<() => Promise<void>> {
    const options = {
        realpath: false,
        stale: WALL_STALE_MS,
        update: RENEW_MS,
        onCompromised: () => undefined,
    };
    const until = performance.now() + waitMs;
    const seen = new Watched();
    for (let told = false; ; told = true) {
        try {
            return await lock(file, options);
        } catch (error) {
            if ((error as NodeJS.ErrnoException).code !== "ELOCKED") throw unusable(name, error);
        }
        if (isDead(holderOf(file)) || seen.isStale(file)) {
            clear(file);
            continue;
        }
        if (stopping?.aborted === true) {
            throw new NumberBusy(
                `${name}: another process is working on it, and the command was cancelled. Nothing was sent. ` +
                    `Next: wait for the other one to end, then ${command}`,
            );
        }
        if (performance.now() >= until) {
            throw new NumberBusy(
                `${name}: another process has been working on it for ${Math.round(waitMs / 1000)} s. ` +
                    `Nothing was sent. Next: wait for it to end, or stop it, then ${command}`,
            );
        }
        if (!told) onWait();
        await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
}

/** A lock as a waiting process sees it: the holder renews it, or is gone. */
class Watched {
    private mtimeMs: number | undefined;
    private since = 0;

    isStale(file: string): boolean {
        const mtimeMs = statSync(`${file}.lock`, { throwIfNoEntry: false })?.mtimeMs;
        if (mtimeMs !== this.mtimeMs) {
            this.mtimeMs = mtimeMs;
            this.since = performance.now();
        }
        return mtimeMs !== undefined && performance.now() - this.since > STALE_MS;
    }
}

/** Removes a lock whose holder is gone; a holder that was only suspended notices by {@link LockHold.check}. */
function clear(file: string): void {
    rmSync(holderFile(file), { force: true });
    rmSync(`${file}.lock`, { recursive: true, force: true });
}

function hold(file: string, name: string, token: string): void {
    const holder: Holder = { token, host: hostname(), pid: process.pid, started: ownStart() };
    try {
        writeAtomically(holderFile(file), JSON.stringify(holder));
    } catch (error) {
        throw unusable(name, error);
    }
}

function checkHold(file: string, name: string, token: string, command: Command): void {
    if (holderOf(file)?.token === token) return;
    throw new LockLost(
        `${name}: another process has taken it over, since this one did not move for ` +
            `${STALE_MS / 1000} s. Nothing more was sent from here. Next: wait for the other one to end, then ${command}`,
    );
}

function holderFile(file: string): string {
    return `${file}.holder`;
}

function holderOf(file: string): Holder | undefined {
    try {
        const holder = JSON.parse(readFileSync(holderFile(file), "utf8")) as Partial<Holder> | null;
        const isWhole = typeof holder?.token === "string" && Number.isInteger(holder.pid);
        return isWhole ? (holder as Holder) : undefined;
    } catch {
        return undefined;
    }
}

function isDead(holder: Holder | undefined): boolean {
    return holder !== undefined && holder.host === hostname() && !lives(holder.pid, holder.started);
}

function unusable(name: string, error: unknown): Error {
    const why = messageOf(error);
    // If there is no usable folder, that error has said what to do.
    const next =
        error instanceof NoPrivateFolder
            ? ""
            : ". Next: make room or give write access there, or set WHATSAPP_STATE_DIR to a folder of your own";
    return new LockUnusable(
        `${name}: it can't be locked on this machine, so nothing was sent: ${why}${next}`,
    );
}
