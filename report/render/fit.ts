/** How much of a comment fits: all rows, then the details of the worst; else as many rows as fit. Pure. */

/** The parts of a comment that may be left out, the most important first. */
export interface Parts {
    readonly rows: readonly string[];
    /** The details of each row: in full, then shorter. */
    readonly folds: readonly (readonly string[])[];
}

/** What fits. */
export interface Fitting {
    readonly rows: readonly string[];
    readonly folds: readonly string[];
    /** Whether all of it does. */
    readonly allRows: boolean;
    readonly allFolds: boolean;
}

/**
 * Fills the room: rows come before details, and nothing takes the place of something worse.
 * @param room in characters
 * @param between what is added to each part, in characters
 */
export function whatFits({ rows, folds }: Parts, room: number, between = 2): Fitting {
    let left = room;
    const takes = (text: string): boolean => {
        if (text.length + between > left) return false;
        left -= text.length + between;
        return true;
    };
    const shownRows = prefix(rows, (row) => (takes(row) ? row : undefined));
    const shownFolds = prefix(folds.slice(0, shownRows.length), (lengths) => lengths.find(takes));
    return {
        rows: shownRows,
        folds: shownFolds,
        allRows: shownRows.length === rows.length,
        allFolds: shownFolds.length === folds.length,
    };
}

/** Items until the first that gives nothing. */
function prefix<T>(items: readonly T[], take: (item: T) => string | undefined): string[] {
    const taken: string[] = [];
    for (const item of items) {
        const text = take(item);
        if (text === undefined) break;
        taken.push(text);
    }
    return taken;
}
