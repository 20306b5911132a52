/** What Graph says about an access token. */
import { type Call, count, flag, json, text } from "./call";

/** A token as Graph describes it. Absent: Graph did not say. */
export interface TokenNode {
    readonly isValid: boolean | undefined;
    /** Seconds since 1970; 0: it does not expire. */
    readonly expiresAt: number | undefined;
    readonly scopes: readonly string[] | undefined;
}

/**
 * GET /debug_token, for the token itself. It belongs to the Graph API in general and is not documented for these tokens
 * (graph-api.md §2), so a failure says nothing about the token: callers treat it as unknown.
 */
export async function describeToken(call: Call, token: string): Promise<TokenNode> {
    const answer = await call.client.send({
        request: "asking about the token",
        method: "GET",
        path: "debug_token",
        params: { input_token: token },
        repeatable: true,
        secrets: [token],
        signal: call.signal,
    });
    const data = json(json(answer).data);
    const scopes = Array.isArray(data.scopes) ? data.scopes.map(text) : undefined;
    return {
        isValid: flag(data.is_valid),
        expiresAt: count(data.expires_at),
        scopes: scopes?.filter((scope) => scope !== undefined),
    };
}
