/** The end of `npm start` on a terminal: the emulator stays, and Enter deploys once more. */
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";

/** What somebody stays for. */
export interface Stay {
    readonly input: Readable;
    readonly output: Writable;
    /** Says what can be done, each time before it waits. */
    readonly invite: () => void;
    /** What Enter does. A failure of it is its own to tell. */
    readonly again: () => Promise<void>;
    /** Ends it, besides Ctrl-C and the end of the input. */
    readonly signal: AbortSignal;
}

/** Whether there is somebody who could look: a terminal on both sides, and no pipeline's. */
export function isWatched(
    input: { readonly isTTY?: boolean },
    output: { readonly isTTY?: boolean },
    env: NodeJS.ProcessEnv,
): boolean {
    return input.isTTY === true && output.isTTY === true && (env.CI ?? "") === "";
}

/** Waits for Enter, does what it does, and waits again, until it is told to stop. */
export async function stay({ input, output, invite, again, signal }: Stay): Promise<void> {
    while (!signal.aborted) {
        invite();
        if (!(await pressed(input, output, signal))) return;
        await again();
    }
}

/** Whether Enter was pressed. The terminal is the reader's only while it waits: what `again` runs has it else. */
function pressed(input: Readable, output: Writable, signal: AbortSignal): Promise<boolean> {
    const lines = createInterface({ input, output, signal });
    return new Promise<boolean>((resolve) => {
        lines.once("line", () => resolve(true));
        lines.once("SIGINT", () => resolve(false));
        lines.once("close", () => resolve(false));
    }).finally(() => lines.close());
}
