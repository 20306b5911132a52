import type { Switches } from "../switches";

/** What comes after a listing's true last page, by the switch `listingEnd` (graph-api.md §6a). */
export type Beyond =
    /** Nothing: the page says it is the last. */
    | { readonly kind: "end" }
    /** A link to a further page, and no cursors. */
    | { readonly kind: "cut" }
    /** A further page by this cursor. */
    | { readonly kind: "more"; readonly cursor: string };

const PREFIX = "beyond-";

/** Which page beyond the last one a cursor asks for, 1 for the first of them; undefined: a true page. */
export function pageBeyond(after: string | undefined, { listingEnd }: Switches): number | undefined {
    if (listingEnd === "complete" || listingEnd === "cut" || after === undefined) return undefined;
    const text = Buffer.from(after, "base64url").toString();
    return text.startsWith(PREFIX) ? Number(text.slice(PREFIX.length)) : undefined;
}

/** What follows the last page (0), or a page beyond it. */
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
