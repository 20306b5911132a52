/** Small files of our own: whole or not at all, and for nobody else. */
import { createHash } from "node:crypto";
import { renameSync, rmSync, writeFileSync } from "node:fs";

/** A name for a file that stands for a text. */
export function hashOf(text: string): string {
    return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

/** Writes a file beside its place and renames it: killed half-way, the former one stands. */
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
