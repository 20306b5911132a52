/**
 * What a report is: the numbers of a preview, what happens to each, and what a reviewer must not overlook.
 * docs/report.schema.json is this file in JSON Schema; a test keeps them in step.
 */
import type { Step } from "../provider/number/decide/plan";
import type { CountedRequest, Outcome } from "../provider/number/model/ledger";

/** What may have to stop a pipeline; `--fail-on` takes these. */
export const CONCERNS = {
    outage: "a live number goes offline for a moment, or may: its region is not known until apply, or a secret",
    deregister: "a live number is deregistered for good, or may be",
    replace: "a resource is replaced",
    locked: "a request is needed that Graph has locked the number out of (133016)",
    refused: "a budget or a gate would refuse the plan, and nothing would be sent",
    unknown: "an input is not known until apply, or hidden as a secret, so that there is no plan yet",
    transfer: "a username is taken from another number that has it, or may be",
    unsubscribe: "the app is unsubscribed from a WABA, whose numbers then get no events",
    change: "anything at all is sent, or may be, or a refresh records something: a number that has drifted fails",
} as const;

export type Concern = keyof typeof CONCERNS;

/** Whether a text is one of the concerns. */
export function isConcern(text: string): text is Concern {
    return Object.hasOwn(CONCERNS, text);
}

/** What happens to a number, in one word. */
export type Action =
    | "register"
    | "adopt"
    /** Which of the two shows only when it is read: `--live` tells. */
    | "registerOrAdopt"
    /** With an outage: deregistered and registered again. */
    | "reregister"
    /** Live, and registered once more to apply its approved display name; it stays online. */
    | "applyName"
    | "set"
    | "deregister"
    /** A resource gives it up, and it stays as it is. */
    | "forget"
    /** A refresh records what Graph shows of it; nothing is sent. */
    | "drifted"
    | "unknown"
    | "none";

/** One Graph request that changes something. */
export interface RequestEntry {
    readonly request: Step["request"];
    /** In words, e.g. `set storage to CH`. */
    readonly words: string;
    /** E.g. `POST /106540352242922/settings`. */
    readonly endpoint: string;
}

/** Something that a reviewer must not miss. */
export interface Warning {
    readonly about:
        | Exclude<Concern, "change" | "transfer" | "unsubscribe">
        | "coexistence"
        | "deletedWith"
        | "name"
        | "pin"
        | "settings"
        | "unread";
    readonly text: string;
}

/** A resource that has to do with a number. */
export interface ResourceEntry {
    readonly name: string;
    readonly urn: string;
    /** The engine's: `create`, `update`, `replace`, `delete`, `refresh`. */
    readonly op: string;
}

/** A register or deregister request of the last 72 hours. */
export interface SentRequest {
    readonly request: CountedRequest;
    /** When it was sent, ISO 8601 UTC; 72 hours later it counts no more. */
    readonly at: string;
    /** `ok`, `?` where the answer is not known, or the Graph error code of the refusal. */
    readonly outcome: Outcome;
}

/** The 72-hour window of a number. */
export interface RequestWindow {
    /** In the order of sending. */
    readonly sent: readonly SentRequest[];
    /** Until when Graph refuses requests of a kind (133016), ISO 8601 UTC. Absent: it is not locked out. */
    readonly lockedUntil: Readonly<Partial<Record<CountedRequest, string>>>;
}

/** One number, and what happens to it. */
export interface NumberEntry {
    /** Null: not known until apply, or a secret. */
    readonly phoneNumberId: string | null;
    readonly displayPhoneNumber?: string;
    /** The display name's text. */
    readonly verifiedName?: string;
    readonly resources: readonly ResourceEntry[];
    readonly action: Action;
    /** Whether the number goes off: for a moment, maybe, for good. */
    readonly offline: "no" | "briefly" | "maybe" | "forGood";
    /** What happens, in words. */
    readonly words: string;
    /** The words without the requests left, which differ from number to number. */
    readonly plan: string;
    /** The number's name and the words: one line. */
    readonly line: string;
    /** In the order of sending. */
    readonly requests: readonly RequestEntry[];
    /** What is sent instead where the number turns out to be live. */
    readonly requestsIfLive?: readonly RequestEntry[];
    /** The counted requests that are left after it, as far as the ledger knows. */
    readonly left?: Readonly<Record<CountedRequest, number>>;
    /** The counted requests of the last 72 hours, before it. Absent: they are hidden. */
    readonly window?: RequestWindow;
    readonly warnings: readonly Warning[];
}

/** A setting of a number or of a WABA, and what happens to it. */
export interface SettingEntry {
    /** Its class, e.g. `WhatsAppBusinessProfile`. */
    readonly resource: string;
    readonly name: string;
    readonly urn: string;
    /** The engine's. */
    readonly op: string;
    /** The ID of the number, or of the WABA; null: not known until apply, or a secret. */
    readonly of: string | null;
    /** What happens, in words. */
    readonly words: string;
    /** What it is, and the words: one line. */
    readonly line: string;
    readonly concerns: readonly Concern[];
}

/** How many numbers there are of each kind. */
export interface Summary {
    readonly numbers: number;
    readonly actions: Readonly<Record<Action, number>>;
    /** Settings that change. */
    readonly settings: number;
    readonly concerns: Readonly<Record<Concern, number>>;
    /** In one line. */
    readonly line: string;
}

/** The whole report. */
export interface Report {
    readonly version: 1;
    /** The project and the stack, as the preview names them; absent in a preview that failed early. */
    readonly project?: string;
    readonly stack?: string;
    /** ISO 8601 UTC. */
    readonly madeAt: string;
    /** Whether the numbers were read as well. */
    readonly live: boolean;
    /** Why the preview failed; empty: it did not. */
    readonly errors: readonly string[];
    readonly summary: Summary;
    /** Those that go offline first. */
    readonly numbers: readonly NumberEntry[];
    /** Those that change, what may have to stop a pipeline first. */
    readonly settings: readonly SettingEntry[];
}

/** The concerns that a number raises. */
export function concernsOf({ warnings, action }: NumberEntry): Concern[] {
    const about = warnings.flatMap((warning) => (isConcern(warning.about) ? [warning.about] : []));
    const changes = action !== "none" && action !== "forget";
    return [...new Set<Concern>([...about, ...(changes ? (["change"] as const) : [])])];
}
