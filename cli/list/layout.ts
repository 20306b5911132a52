/** How a list fits a terminal: which columns stay, and how wide they are. Pure. */

/** A column as far as its place counts. */
interface Placed {
    readonly rank: number;
    /** Of its widest cell, in columns of the terminal. */
    readonly width: number;
}

/** Between two columns. */
export const GAP = 2;

/**
 * The columns that fit, in their order: those of the highest rank go first. One always stays.
 * @param width of the terminal; undefined: there is no limit
 */
export function fitting<Item extends Placed>(columns: readonly Item[], width: number | undefined): Item[] {
    const kept = [...columns];
    while (width !== undefined && kept.length > 1 && total(kept) > width) {
        const highest = Math.max(...kept.map(({ rank }) => rank));
        kept.splice(
            kept.findLastIndex(({ rank }) => rank === highest),
            1,
        );
    }
    return kept;
}

function total(columns: readonly Placed[]): number {
    return columns.reduce((sum, { width }) => sum + width, GAP * (columns.length - 1));
}
