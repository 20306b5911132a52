/** A planned fault in words. */
import type { FaultAction } from "../api";
import type { PlannedFault } from "../schema/fault";

/** Which requests it meets, and what it does to them. */
export function faultWords({ match = {}, after = 0, do: action }: PlannedFault): string {
    const { kind, method, path, phoneNumberId } = match;
    const which = [kind, method, path === undefined ? undefined : String(path)].filter(
        (each) => each !== undefined,
    );
    const what = which.length === 0 ? "any request" : which.join(" ");
    const where = phoneNumberId === undefined ? "" : ` of ${phoneNumberId}`;
    return `${what}${where}${after > 0 ? `, after ${after} more` : ""}: ${effect(action)}`;
}

function effect(action: FaultAction): string {
    if ("error" in action) {
        const { code, subcode } = action.error;
        return `error ${code}${subcode === undefined ? "" : `/${subcode}`}${done(action.applied)}`;
    }
    if ("respond" in action) return `answers ${action.respond.status}${done(action.applied)}`;
    if ("drop" in action) return `breaks the connection ${action.drop} the change`;
    if ("hang" in action) return `never answers, ${action.hang} the change`;
    if ("html" in action) return `an HTML page with ${action.html}${done(action.applied)}`;
    if ("empty" in action) return `an empty answer with ${action.empty}${done(action.applied)}`;
    if ("truncate" in action)
        return `half of the answer${action.applied === false ? "" : ", and it is done"}`;
    return "slow" in action ? `${action.slow} ms per byte` : `${action.delayMs} ms late`;
}

function done(applied: boolean | undefined): string {
    return applied === true ? ", and it is done" : "";
}
