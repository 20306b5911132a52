/** What doctor says about the connection to Graph and about the token. Pure. */
import { type GraphError, NoAnswerError, TokenError } from "../../graph/errors";
import type { TokenNode } from "../../graph/token";
import { when } from "../../provider/say/time";
import { nextOf } from "../errors";
import type { Check } from "./check";

/** The outcome of a request to Graph; undefined: it was answered. */
export type Fate = GraphError | undefined;

/** Whether Graph can be reached, from the outcomes of the requests. */
export function reachChecks(where: string, fates: readonly Fate[]): Check[] {
    const answered = fates.some((fate) => fate === undefined || fate.code !== undefined);
    if (answered) return [{ verdict: "ok", found: `reached at ${where}` }];
    const fate = fates[0];
    return [
        {
            verdict: "refuses",
            found: `not reached at ${where}: ${fate?.message}`,
            next: fate && nextOf(fate),
        },
    ];
}

/** Where the token came from, and what is known about it. */
export interface TokenFacts {
    readonly from: "environment" | "config";
    /** In the stack's config in clear text, and Graph is not on this machine. */
    readonly inClear: boolean;
    /** What Graph says about it; undefined: nothing. */
    readonly described: TokenNode | undefined;
    readonly fates: readonly Fate[];
    readonly now: number;
}

const NEEDED = ["whatsapp_business_management", "whatsapp_business_messaging"];
const SOON_MS = 7 * 24 * 3600_000;
const NEW_TOKEN =
    "make a new one (business.facebook.com > Settings > System users), export WHATSAPP_ACCESS_TOKEN";

/** Validity, expiry, permissions. */
export function tokenChecks(facts: TokenFacts): Check[] {
    return [...secrecy(facts), validity(facts), ...expiry(facts), permissions(facts)];
}

function secrecy({ inClear }: TokenFacts): Check[] {
    if (!inClear) return [];
    return [
        {
            verdict: "refuses",
            found: "it is in the stack's config in clear text, which pulumi up refuses",
            next: "pulumi config set --secret whatsapp:accessToken, or export WHATSAPP_ACCESS_TOKEN instead",
        },
    ];
}

function validity({ from, described, fates }: TokenFacts): Check {
    const source = from === "environment" ? "from the environment" : "from stack config";
    const refused = fates.find((fate) => fate instanceof TokenError);
    if (refused !== undefined) {
        return { verdict: "refuses", found: `${source}: ${refused.message}`, next: nextOf(refused) };
    }
    if (described?.isValid === false) {
        return { verdict: "refuses", found: `${source}: Graph calls it invalid`, next: NEW_TOKEN };
    }
    // Any answer but a token error shows that Graph accepted it; a lost answer shows nothing.
    const letIn = fates.some((fate) => fate === undefined || !(fate instanceof NoAnswerError));
    return letIn || described?.isValid === true
        ? { verdict: "ok", found: `${source}: accepted` }
        : { verdict: "unknown", found: `${source}: no answer tells whether it is valid` };
}

function expiry({ described, now }: TokenFacts): Check[] {
    const seconds = described?.expiresAt;
    if (seconds === undefined) return [{ verdict: "unknown", found: "expiry: Graph does not say" }];
    if (seconds === 0) return [{ verdict: "ok", found: "does not expire" }];
    const at = seconds * 1000;
    if (at <= now) return [{ verdict: "refuses", found: "it has expired", next: NEW_TOKEN }];
    const found = `expires ${when(at, now)}`;
    return [at - now < SOON_MS ? { verdict: "warning", found, next: NEW_TOKEN } : { verdict: "ok", found }];
}

function permissions({ described, fates }: TokenFacts): Check {
    const scopes = described?.scopes;
    if (scopes === undefined) {
        const read = fates.some((fate) => fate === undefined);
        const known = read ? "; reading worked, so whatsapp_business_management is there" : "";
        return { verdict: "unknown", found: `permissions: Graph does not say${known}` };
    }
    const missing = NEEDED.filter((scope) => !scopes.includes(scope));
    if (missing.length === 0) return { verdict: "ok", found: `permissions: ${NEEDED.join(", ")}` };
    return {
        verdict: "refuses",
        found: `permissions: ${missing.join(" and ")} missing`,
        next: "make a token with them (business.facebook.com > Settings > System users)",
    };
}
