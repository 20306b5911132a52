/** The requests of a number that Graph still counts, as far as state and this machine's journal know. Pure. */
import { defined } from "../graph/defined";
import { type CountedRequest, lockedUntil, parseLedger, WINDOW_MS } from "../provider/number/model/ledger";
import { blankState } from "../provider/number/model/state";
import { stateFrom } from "../provider/number/model/storedState";
import { isHidden } from "./hidden";
import type { Circumstances } from "./outcome";
import type { Bag } from "./previewJson";
import type { RequestWindow, SentRequest } from "./report";

/**
 * The window of a number.
 * @param outputs what is recorded of it; undefined: nothing
 * @returns undefined: its requests are hidden, or its ID is
 */
export function windowOf(
    phoneNumberId: string | undefined,
    outputs: Bag | undefined,
    { now, memory }: Circumstances,
): RequestWindow | undefined {
    if (phoneNumberId === undefined || isHidden(outputs?.requests)) return undefined;
    const recorded =
        outputs === undefined ? blankState(phoneNumberId) : stateFrom({ ...outputs, phoneNumberId }, now);
    const state = memory?.recall(recorded) ?? recorded;
    const sent = parseLedger(state.requests).flatMap(({ request, at, outcome }): SentRequest[] =>
        request === "nameChange" || at * 1000 <= now - WINDOW_MS
            ? []
            : [{ request, at: iso(at * 1000), outcome }],
    );
    const until = (kind: CountedRequest) => {
        const moment = lockedUntil(state, kind, now);
        return moment === undefined ? undefined : iso(moment);
    };
    return {
        sent: sent.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)),
        lockedUntil: defined({ register: until("register"), deregister: until("deregister") }),
    };
}

const iso = (moment: number) => new Date(moment).toISOString();
