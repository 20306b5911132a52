/** Which PIN a number had at first: no answer shows it, but some depend on it. */

/** A request about a number, as far as it tells of the PIN. */
export interface PinRequest {
    /** `register`, `deregister`; others set a PIN or have none. */
    readonly edge: string;
    readonly pin?: string;
    readonly accepted: boolean;
    /** The error's code. */
    readonly code: unknown;
    /** Whether there is a PIN, if the answer says so. */
    readonly hasPin?: boolean;
}

/** No recorded request gives this one: it stands for a PIN that only Graph knew. */
const UNKNOWN_PIN = "999999";

const WRONG_PIN = 133005;
/** About the region: it is looked at after the PIN. */
const AFTER_PIN = [100, 12];

/**
 * The PIN, where an answer depends on one. A number that is off checks it always; one that is live perhaps not
 * (graph-api.md §3 row 4), so what was accepted there says less.
 * @param isOff whether the number was not registered at first
 */
export function pinOf(requests: readonly PinRequest[], isOff: boolean): string | undefined {
    let [matters, off] = [false, isOff];
    // From the best proof to the weakest.
    let whileOff: string | undefined;
    let accepted: string | undefined;
    let passed: string | undefined;
    for (const request of requests) {
        const { edge, hasPin } = request;
        // Anything else than six digits was never a PIN.
        const pin = /^\d{6}$/.test(request.pin ?? "") ? request.pin : undefined;
        // What is read after a register may be that register's own.
        if (hasPin === false && accepted === undefined) return undefined;
        matters ||= (hasPin === true && accepted === undefined) || request.code === WRONG_PIN;
        // From here on the number has another PIN.
        if (pin !== undefined && edge !== "register" && request.accepted) break;
        if (edge === "register" && request.accepted) {
            if (off) whileOff ??= pin;
            accepted ??= pin;
        } else if (edge === "register" && AFTER_PIN.includes(Number(request.code))) passed ??= pin;
        if (request.accepted && (edge === "register" || edge === "deregister")) off = edge === "deregister";
    }
    return matters ? (whileOff ?? accepted ?? passed ?? UNKNOWN_PIN) : undefined;
}
