/** What the user of a Pulumi command does after a failed request. Pure. */
import { type GraphError, TokenError } from "../../graph/errors";
import { nextStep } from "../../graph/fix";
import type { Command } from "./command";
import { type FixTexts, wordsOf } from "./fixes";

/** Whom a next step is told. */
interface Reader {
    /** How they run it again. */
    readonly command: Command;
    /** The number that they work on. */
    readonly id?: string | undefined;
    /** Words that fit what they do better. */
    readonly fixes?: Partial<FixTexts>;
}

/** Refresh and destroy see the configuration of the last up (pulumi.md §2.3). */
const TOKEN_OF_LAST_UP =
    "; or set whatsapp:accessToken (pulumi config set --secret), which refresh and destroy see only after a pulumi up, " +
    "or with --run-program";

/** The next step after a request that failed. */
export function nextAfter(error: GraphError, { command, id, fixes }: Reader): string {
    const next = nextStep(wordsOf(error.fix, id, fixes), command);
    return error instanceof TokenError ? next + TOKEN_OF_LAST_UP : next;
}
