/** One operation at a time on a number, across processes: after a killed engine its provider lives on. */
import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lock } from "proper-lockfile";

/** How long a lock outlives a process that was killed, in milliseconds. */
const STALE_MS = 15_000;
const POLL_MS = 500;

/** Thrown when another process kept the number for the whole wait. */
export class NumberBusy extends Error {
    override readonly name = "NumberBusy";
}

/**
 * Runs `work` while no other process on this machine works on the number.
 * @param graphUrl which Graph the number is on: an emulator's numbers are others
 * @param waitMs how long to wait for another process, at most
 * @param onWait called once if there is something to wait for
 */
export async function withNumberLock<T>(
    phoneNumberId: string,
    graphUrl: string,
    waitMs: number,
    onWait: () => void,
    work: () => Promise<T>,
): Promise<T> {
    const release = await acquire(phoneNumberId, graphUrl, waitMs, onWait);
    try {
        return await work();
    } finally {
        // Losing the lock file is no reason to lose the result of the work.
        await release().catch(() => undefined);
    }
}

async function acquire(
    phoneNumberId: string,
    graphUrl: string,
    waitMs: number,
    onWait: () => void,
): Promise<() => Promise<void>> {
    const folder = join(tmpdir(), `pulumi-whatsapp-${process.getuid?.() ?? "locks"}`);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const graph = createHash("sha256").update(graphUrl).digest("hex").slice(0, 8);
    const file = join(folder, `${phoneNumberId.replace(/\D/g, "")}-${graph}`);
    const options = { realpath: false, stale: STALE_MS, onCompromised: () => undefined };
    const until = Date.now() + waitMs;
    for (let told = false; ; told = true) {
        try {
            return await lock(file, options);
        } catch (error) {
            if ((error as NodeJS.ErrnoException).code !== "ELOCKED") throw error;
            if (Date.now() >= until) {
                throw new NumberBusy(
                    `phone number ${phoneNumberId}: another process has been working on it for ${Math.round(waitMs / 1000)} s. ` +
                        "Nothing was sent. Next: let it end, or stop it, then run pulumi up again",
                );
            }
            if (!told) onWait();
            await new Promise((resolve) => setTimeout(resolve, POLL_MS));
        }
    }
}
