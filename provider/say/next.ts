/** What the user of a Pulumi command does after a failed request. Pure. */
import { type GraphError, TokenError } from "../../graph/errors";
import { nextStep } from "../../graph/fix";

/** How the user of a Pulumi command runs again: an update changes something, a refresh or a destroy does not. */
export type Command = "run pulumi up again" | "run the command again";

/** Refresh and destroy see the configuration of the last up (pulumi.md §2.3). */
const TOKEN_OF_LAST_UP =
    "; or set whatsapp:accessToken (pulumi config set --secret), which refresh and destroy see only after a pulumi up, " +
    "or with --run-program";

/** The next step after a request that failed. */
export function nextAfter(error: GraphError, command: Command): string {
    const next = nextStep(error.fix, command);
    return error instanceof TokenError ? next + TOKEN_OF_LAST_UP : next;
}
