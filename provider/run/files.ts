/** Our own small files: written completely or not at all, and only for this user. */
import { createHash } from "node:crypto";
import { renameSync, rmSync, writeFileSync } from "node:fs";

/** A name for a file that stands for a text. */
export function hashOf(text: string): string {
    return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

/** Writes a file beside its place and renames it: after a kill half-way, the former one is still there. */
export function writeAtomically(file: string, text: string): void {
    const beside = `${file}.${process.pid}.tmp`;
    try {
        writeFileSync(beside, text, { mode: 0o600 });
        renameSync(beside, file);
    } catch (error) {
        rmSync(beside, { force: true });
        throw error;
    }
}
