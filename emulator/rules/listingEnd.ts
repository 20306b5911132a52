/** Lists that end badly, by the switch `listingEnd`. */
import type { Switches } from "../switches";

/** What comes after a list's last page (graph-api.md §6a). */
export type Beyond =
    /** Nothing: the page says it is the last. */
    | { readonly kind: "end" }
    /** A link to another page, and no cursors. */
    | { readonly kind: "cut" }
    /** Another page with this cursor. */
    | { readonly kind: "more"; readonly cursor: string };

const PREFIX = "beyond-";

/** The page beyond the last one that a cursor names, from 1 on; undefined: a regular page. */
export function pageBeyond(after: string | undefined, { listingEnd }: Switches): number | undefined {
    if (listingEnd === "complete" || listingEnd === "cut" || after === undefined) return undefined;
    const text = Buffer.from(after, "base64url").toString();
    return text.startsWith(PREFIX) ? Number(text.slice(PREFIX.length)) : undefined;
}

/** What follows the last page (0) or a page beyond it. */
export function beyond(page: number, { listingEnd }: Switches): Beyond {
    const to = (next: number): Beyond => ({
        kind: "more",
        cursor: Buffer.from(`${PREFIX}${next}`).toString("base64url"),
    });
    switch (listingEnd) {
        case "complete":
            return { kind: "end" };
        case "cut":
            return { kind: "cut" };
        case "repeats":
            return to(1);
        case "alternates":
            return to(page === 1 ? 2 : 1);
        case "empty":
            return to(page + 1);
    }
}
