/**
 * What the page at /_emulator/ui shows. Its script is type-checked against this with a browser's types, which others of
 * our modules don't go with: so it imports nothing.
 */

/** One number as a card. It has no PIN, no token and no key: what is not here, no browser sees. */
export interface Card {
    readonly id: string;
    readonly wabaId: string;
    readonly displayPhoneNumber: string;
    readonly verifiedName: string;
    readonly registered: boolean;
    /** live: can send; barred: registered or not, Meta has stopped it; off: not registered. */
    readonly state: "live" | "barred" | "off";
    /** `status` and `platform_type` as a read shows them now. */
    readonly status: string;
    readonly platformType: string;
    /** The region of local storage. */
    readonly region?: string;
    readonly hasPin: boolean;
    readonly ownership: string;
    readonly nameStatus: string;
    /** The display name under review, or approved and not in use yet. */
    readonly newName?: { readonly name: string; readonly status: string };
    readonly isOnBizApp: boolean;
    readonly qualityRating: string;
    readonly register: RequestLane;
    readonly deregister: RequestLane;
    /** The verification code that was sent last, while it is valid. */
    readonly code?: { readonly code: string; readonly method: string; readonly expiresAt: number };
    /** Where each subscribed app gets the number's messages. */
    readonly webhooks: readonly ShownWebhook[];
    /** The newest webhooks that were sent, newest first. */
    readonly deliveries: readonly ShownDelivery[];
    readonly profile: ShownProfile;
    /** What can happen to it without a request of its owner. */
    readonly actions: readonly Action[];
}

/** The requests of a kind that count: at most ten in 72 hours. */
export interface RequestLane {
    /** When those of the last 72 hours came. */
    readonly at: readonly number[];
    readonly left: number;
    /** Graph refuses them until then. */
    readonly blockedUntil?: number;
}

/** A URL for webhooks. */
interface ShownWebhook {
    readonly appId: string;
    readonly level: string;
    readonly url: string;
}

/** A webhook that was sent. */
export interface ShownDelivery {
    readonly at: number;
    readonly field: string;
    readonly outcome: string;
}

/** The profile, as texts. */
export interface ShownProfile {
    readonly about: string;
    readonly description: string;
    readonly address: string;
    readonly email: string;
    readonly vertical: string;
    readonly websites: readonly string[];
    readonly hasPicture: boolean;
    readonly username?: string;
    /** The ice breakers. */
    readonly prompts: readonly string[];
    readonly commands: readonly { readonly name: string; readonly hint: string }[];
}

/** A button: a change of the number behind everybody's back. */
export interface Action {
    readonly label: string;
    /** What the number is afterwards, in words. */
    readonly said: string;
    readonly patch: object;
}

/** The event `request`: what the page shows of an entry of the request log. */
export interface ShownRequest {
    readonly seq: number;
    readonly at: number;
    readonly kind: string;
    readonly method: string;
    readonly path: string;
    readonly version?: string;
    readonly query: Readonly<Record<string, string>>;
    readonly body: unknown;
    readonly userAgent?: string;
    readonly status: number;
    readonly code?: number;
    readonly applied: boolean;
    readonly fault?: string;
    readonly atOnce: number;
}

/** A fault that still waits for requests. */
export interface ShownFault {
    readonly id: string;
    readonly left: number;
    /** Which requests it meets, and what it does, in words. */
    readonly words: string;
}

/** The event `state`: everything on the page but the requests. */
export interface PageState {
    readonly world: string;
    /** The emulator's clock, and what it is ahead of the real time. */
    readonly now: number;
    readonly ahead: number;
    /** How many numbers there are, and how many of them are live. */
    readonly total: number;
    readonly live: number;
    /** How many have the text that was looked for; {@link cards} has the first of them. */
    readonly found: number;
    readonly cards: readonly Card[];
    readonly faults: readonly ShownFault[];
    /** `seq` of the first and of the last request in the log; first is after last when it is empty. */
    readonly log: { readonly first: number; readonly last: number };
}
