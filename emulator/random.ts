/** Random bytes for IDs that each answer has: drawn many at a time, since a draw costs as much as a small answer. */
import { randomFillSync } from "node:crypto";

const pool = Buffer.alloc(4096);
let left = 0;

/** This many random bytes as text; at most 4096. */
export function randomText(bytes: number, encoding: "base64" | "base64url"): string {
    if (left < bytes) left = randomFillSync(pool).length;
    left -= bytes;
    return pool.toString(encoding, left, left + bytes);
}
