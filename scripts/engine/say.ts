/** Where the lines about attempts go. */
export type Say = (text: string) => void;

/** Runs one attempt under one line: what is tried, how it ended, how long it took. */
export async function attempt<T>(
    say: Say,
    what: string,
    action: () => Promise<{ outcome: string; value: T }>,
): Promise<T> {
    const begun = Date.now();
    say(`engine: ${what} … `);
    const { outcome, value } = await action();
    say(`${outcome} (${((Date.now() - begun) / 1000).toFixed(1)} s)\n`);
    return value;
}
