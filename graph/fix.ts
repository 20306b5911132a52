/** What to do about a refusal. It names the fix; the caller that shows it adds the command to run again. */

/** A fix in words that everybody can use. */
export interface Words {
    /** What to do first, in the imperative; absent: just run again. */
    readonly todo?: string;
    /** Whether the same command is to be run again after that. Default true. */
    readonly again?: boolean;
    /** What else to know or do. */
    readonly besides?: string;
}

/**
 * What is done in a program or with a command: the code that shows it has the words, and the ID of the number that they
 * name (provider/say/fixes.ts).
 */
export type FixKind =
    | "anotherId"
    | "anotherUsername"
    | "awaitReview"
    | "boundRegion"
    | "deregisterAgain"
    | "formerPin"
    | "idOfNumber"
    | "leaveParameterOut"
    | "listNumbers"
    | "nameOrTwoStep"
    | "register"
    | "registerAgain"
    | "registeredOrGrant"
    | "registerOrVerify"
    | "subscribeApp"
    | "takeUsername"
    | "verify"
    | "viewWaba";

/** What to do about a refusal. */
export type Fix = Words | { readonly kind: FixKind /** Of the WABA to look at. */; readonly wabaId?: string };

/**
 * A fix as one text.
 * @param command how the reader runs it again, for example `run the command again`
 */
export function nextStep({ todo, again = true, besides }: Words, command: string): string {
    const then = again ? command : undefined;
    const first = [todo, then].filter((part) => part !== undefined && part !== "").join(", then ");
    return [first, besides].filter((part) => part !== undefined && part !== "").join("; ");
}
