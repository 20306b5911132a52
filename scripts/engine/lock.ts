import path from "node:path";
import { lock } from "proper-lockfile";
import type { Say } from "./say";

const SECOND = 1000;
const PATIENCE = 20 * 60; // seconds

/** Runs the action while no other process does. The lock of a dead process expires after a while. */
export async function withLock(folder: string, say: Say, action: () => Promise<void>): Promise<void> {
    const options = { realpath: false, stale: 30 * SECOND, update: 5 * SECOND };
    const release = await lock(folder, options).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== "ELOCKED") throw error;
        say(`waiting for another process that is making ${path.basename(folder)}\n`);
        const retries = { retries: PATIENCE, minTimeout: SECOND, maxTimeout: SECOND };
        return lock(folder, { ...options, retries });
    });
    try {
        await action();
    } finally {
        await release();
    }
}
