/** A refusal that each further request would get too: it is asked for once, and the rest is not tried. */
import type { GraphClient } from "../graph/client";
import { GraphError, NoAnswerError, PermissionError, RateLimitError, TokenError } from "../graph/errors";
import { APP_BLOCKED } from "../graph/refusals/precise";
import { isId } from "../graph/wire";

/** For which further requests an error stands. */
type StandsFor = "all" | "its kind" | "itself";

/** What Meta documents for other tokens than these: their refusals tell nothing about the others. */
const ABOUT_THE_TOKEN = new Set(["debug_token", "app"]);

/**
 * For which further requests an error stands (graph-api.md §4): a token that is not taken (0, 102, 104, 190), a limit on
 * calls (4, 17, 80007), an app that is blocked, and no connection at all stand for all of them; a capability that the
 * app lacks (3, and 10 where Graph names the app) for those of its kind.
 */
export function standsFor(error: unknown, path: string): StandsFor {
    const first = path.split("/")[0] ?? "";
    if (!(error instanceof GraphError) || ABOUT_THE_TOKEN.has(first)) return "itself";
    if (error instanceof TokenError || error instanceof RateLimitError) return "all";
    // A request with a wrong ID is not sent either.
    if (error instanceof NoAnswerError) return error.verdict === "notSent" && isId(first) ? "all" : "itself";
    if (!(error instanceof PermissionError)) return "itself";
    if (error.code === 200 && APP_BLOCKED.test(error.said)) return "all";
    const isOfTheApp = error.code === 3 || (error.code === 10 && /\bapplication\b/i.test(error.said));
    return isOfTheApp ? "its kind" : "itself";
}

/** A request that was not sent: one before it was refused for a reason that holds for this one too. */
export class NotTriedError extends GraphError {
    override readonly name = "NotTriedError";
    constructor(
        request: string,
        /** The refusal. */
        readonly because: GraphError,
    ) {
        const { fix, code, subcode } = because;
        const message = `not tried, since the answer would be the same: ${because.message}`;
        super({ verdict: "notSent", request, message, fix, code, subcode });
    }
}

/** The refusal that an error repeats; undefined: it is one of its own. */
export function repeated(error: GraphError): GraphError | undefined {
    return error instanceof NotTriedError ? error.because : undefined;
}

/** A client that stops asking; what is under way then ends by itself. */
export function stopping(client: GraphClient): GraphClient {
    let forAll: GraphError | undefined;
    const forKind = new Map<string, GraphError>();
    return {
        async send(request) {
            const before = forAll ?? forKind.get(request.request);
            if (before !== undefined) throw new NotTriedError(request.request, before);
            try {
                return await client.send(request);
            } catch (error) {
                const reach = standsFor(error, request.path);
                if (reach === "all") forAll ??= error as GraphError;
                if (reach === "its kind") forKind.set(request.request, error as GraphError);
                throw error;
            }
        },
    };
}
