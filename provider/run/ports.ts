/** What an operation needs from outside: a Graph, a clock, a memory, a log. Tests bring their own. */
import type { GraphClient } from "../../graph/client";
import type { Listings } from "../../graph/listings";
import type { Admission } from "./admission";
import type { Memory } from "./memory";
import type { Limits } from "./settings";

/** How much a line matters: a warning is about an outage, a loss, or something that is not as declared. */
export type Severity = "info" | "warning";

export interface Ports extends Memory {
    readonly client: GraphClient;
    /** Which Graph that is, so that operations on one of its numbers wait for each other. */
    readonly graphUrl: string;
    /** The wall clock, in milliseconds since 1970: the ledger's. */
    now(): number;
    sleep(ms: number): Promise<void>;
    /** Prints one line for the user. Default `info`. */
    log(line: string, severity?: Severity): void;
    /** Aborted once the engine wants an end: nothing waits any more, and nothing new starts. Absent: it can't tell. */
    readonly stopping?: AbortSignal;
    readonly limits: Limits;
    /** Lets an operation start. */
    readonly admission: Admission;
    /** What the refreshes of this run share. */
    readonly listings: Listings;
    /** WHATSAPP_IGNORE_LOCKS=1. */
    readonly ignoreLocks: boolean;
}
