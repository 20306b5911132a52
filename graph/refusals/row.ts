/** What a refusal means, as a row of the error table, and what several rows say. */
import type { GraphError, Verdict } from "../errors";
import type { Fix } from "../fix";

/** What a refusal of Graph's means: its class, its cause in words and how to fix it. */
export interface Row {
    readonly kind: typeof GraphError;
    readonly cause: string;
    readonly fix: Fix;
    /** Default `refused`. */
    readonly verdict?: Verdict;
    /** A read that got this answer may be tried again after a pause. */
    readonly readAgain?: true;
}

/** Requests of which some codes mean something of their own. */
export type RequestKind =
    | "register"
    /** About a WABA, and not about a number. */
    | "ofWaba";

// What several rows tell the user to do.

export const NEW_TOKEN: Fix = { todo: "export WHATSAPP_ACCESS_TOKEN with a valid token" };
export const GRANT =
    "give the token's system user this number's WABA, and the token the permissions whatsapp_business_management " +
    "and whatsapp_business_messaging (business.facebook.com > Settings > System users)";
export const GRANT_WABA =
    "give its system user the WABA, and the token the permission whatsapp_business_management " +
    "(business.facebook.com > Settings > System users)";
export const SLOW_DOWN: Fix = {
    todo: "wait until Graph lets the app call again (App Dashboard shows its usage)",
};
export const WAIT: Fix = { todo: "wait a few minutes", besides: "https://metastatus.com shows outages" };
export const WORDS: Fix = { todo: "fix what Graph's words name" };
