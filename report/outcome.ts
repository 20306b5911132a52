/** What a report says about a number, before it becomes an entry. */
import type { Left } from "../provider/number/decide/decide";
import type { Observation } from "../provider/number/decide/known";
import type { Step } from "../provider/number/decide/plan";
import type { Notice, Reason } from "../provider/number/decide/reasons";
import type { Recollection } from "../provider/run/memory";
import type { CannotRestore } from "../provider/settings/setting";
import type { Action, NumberEntry, Warning } from "./report";

/** What a report needs besides the preview. */
export interface Circumstances {
    /** Milliseconds since 1970. */
    readonly now: number;
    /** WHATSAPP_IGNORE_LOCKS=1. */
    readonly ignoreLocks: boolean;
    /** What `--live` read, by ID: the number, or why it could not be read. */
    readonly live?: ReadonlyMap<string, Observation | { readonly unread: string }>;
    /** What `--live` found configured on numbers that go offline, and could not be put back if Meta took it, by ID. */
    readonly atStake?: ReadonlyMap<string, readonly CannotRestore[]>;
    /** What this machine remembers besides state, as the provider checks it before it sends. Default: nothing. */
    readonly memory?: Recollection;
}

/** What a plan shows. */
export interface Told {
    readonly action: Action;
    /** What happens, without what depends on the ledger. */
    readonly words: string;
    /** What follows the words: how many requests are left, or why they would be refused. */
    readonly end?: string;
    readonly offline?: NumberEntry["offline"];
    /** The plan, whether or not it may run. */
    readonly planned?: readonly Step[];
    readonly sent?: readonly Step[];
    readonly ifLive?: readonly Step[];
    readonly refused?: Reason;
    /** The counted requests that are left after it. */
    readonly left?: Left;
    /** What else a person should know. */
    readonly notices?: readonly Notice[];
    /** It stays registered although nothing declares it any more: why that needs a look. */
    readonly stays?: string;
}

/** What a report says about a number, with its warnings. */
export interface Outcome {
    readonly told: Told;
    readonly warnings: readonly Warning[];
}

/** The whole of what happens, in words. */
export function wordsOf({ words, end = "" }: Told): string {
    return words + end;
}
