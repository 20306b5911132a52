/** Where the lines about attempts go. */
export type Say = (text: string) => void;

/** stdout belongs to the command that needs what is made. */
export const toStderr: Say = (text) => process.stderr.write(text);

/** Tells how far an attempt is. */
export type Progress = (text: string) => void;

/** A terminal's line is written over; a log gets a line now and then. In milliseconds. */
const EVERY = { terminal: 200, log: 30_000 } as const;

const OVER = "\r\x1b[K";
/** A line that wraps could not be written over. */
const WIDTH = (process.stderr.columns || 80) - 1;

/** Runs one attempt under one line: what is tried, how far it is, how it ended, how long it took. */
export async function attempt<T>(
    say: Say,
    what: string,
    action: (progress: Progress) => Promise<{ outcome: string; value: T }>,
    where: keyof typeof EVERY = process.stderr.isTTY === true ? "terminal" : "log",
    now: () => number = Date.now,
): Promise<T> {
    const begun = now();
    const line = `engine: ${what} … `;
    let told = begun;
    let isOpen = true;
    const progress = (text: string) => {
        if (now() - told < EVERY[where]) return;
        told = now();
        const said = `engine:   ${text} (${seconds(told - begun)})`;
        say(`${isOpen ? "\n" : ""}${where === "terminal" ? `${OVER}${said.slice(0, WIDTH)}` : `${said}\n`}`);
        isOpen = false;
    };
    say(line);
    const { outcome, value } = await action(progress);
    // Its own line is behind it by now, if anything was told in between.
    const again = `${where === "terminal" ? OVER : ""}${line}`;
    say(`${isOpen ? "" : again}${outcome} (${seconds(now() - begun)})\n`);
    return value;
}

function seconds(milliseconds: number): string {
    return `${(milliseconds / 1000).toFixed(1)} s`;
}
