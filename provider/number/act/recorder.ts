/**
 * A number's state while an operation changes it: recorded after each request, and the requests that Graph counts also
 * in this machine's journal, where a killed process does not lose them.
 */
import { defined } from "../../../graph/defined";
import { messageOf } from "../../../graph/wire";
import { type Journal, withJournal } from "../../run/journal";
import { newlyObserved, type Observation, stateFromObservation } from "../decide/known";
import { type CountedRequest, type Outcome, parseLedger, recordRequest } from "../model/ledger";
import type { PhoneNumberState } from "../model/state";
import { describeUnwritten } from "../say/progress";

export class Recorder {
    /** Whether a request was sent that changed something, or may have done so. */
    changed = false;
    private warned = false;

    constructor(
        public state: PhoneNumberState,
        private readonly journal: Journal,
        private readonly now: () => number,
        private readonly warn: (line: string) => void,
    ) {}

    /** Records what a request changed: from here on a failure leaves this state, and not the one before. */
    record(change: Partial<PhoneNumberState>, without: readonly (keyof PhoneNumberState)[] = []): void {
        const next = { ...this.state, ...change };
        for (const property of without) delete next[property as keyof typeof next];
        this.state = next;
        this.changed = true;
    }

    /** Keeps what is configured on the number through an outage, here and in the journal; undefined: that is done. */
    keepSettings(settings: PhoneNumberState["settingsToRestore"]): void {
        const { settingsToRestore: _, ...rest } = this.state;
        this.state = { ...rest, ...defined({ settingsToRestore: settings }) };
        this.writeJournal(this.state);
    }

    /**
     * Takes over what Graph shows now.
     * @param isNew the number is new to the program
     */
    observed(seen: Observation, declaresCheck: boolean, isNew = false): void {
        const state = isNew ? newlyObserved(seen, this.state) : this.state;
        this.state = stateFromObservation(seen, state, declaresCheck, this.now());
    }

    /**
     * Takes over what this machine's journal knows of the number. Where that is more than state has, a run was killed
     * before its state was kept, and may have given the number a region: one that can't be read is not known then.
     */
    recall(seen?: Observation): void {
        const recorded = new Set(this.state.requests.split(" "));
        this.state = withJournal(this.state, this.journal.read(this.state.phoneNumberId), this.now());
        const wasKilled = this.state.requests.split(" ").some((request) => !recorded.has(request));
        if (wasKilled && seen !== undefined && this.state.dataLocalizationRegion === undefined) {
            this.state = newlyObserved(seen, this.state);
        }
    }

    /**
     * Begins a counted request: the journal has it before it is sent.
     * @returns `become` enters its outcome, and may be called again; `unsent` takes the request back
     */
    begin(request: CountedRequest): { become(outcome: Outcome): void; unsent(): void } {
        const before = this.state;
        const sentAt = this.now();
        this.writeJournal(recordRequest(before, request, "?", sentAt));
        return {
            become: (outcome) => {
                this.record(recordRequest(before, request, outcome, sentAt));
                this.writeJournal(this.state);
            },
            unsent: () => this.writeJournal(before),
        };
    }

    private writeJournal(state: PhoneNumberState): void {
        const { requests, registerLockedUntil, deregisterLockedUntil, refusedRegister } = state;
        const known = { requests, registerLockedUntil, deregisterLockedUntil, refusedRegister };
        const settings = state.settingsToRestore;
        const toRestore =
            settings === undefined ? undefined : { at: outageOf(requests, this.now()), settings };
        this.quietly(() =>
            // What else is remembered of the number stays.
            this.journal.write(state.phoneNumberId, (record) => defined({ ...record, ...known, toRestore })),
        );
    }

    /** A disk that is full or read-only is no reason to leave a number half-way: state has the requests too. */
    quietly(write: () => void): void {
        try {
            write();
        } catch (error) {
            if (this.warned) return;
            this.warned = true;
            this.warn(describeUnwritten(messageOf(error)));
        }
    }
}

/** When the outage began that settings are kept for, in seconds since 1970. */
function outageOf(requests: string, now: number): number {
    const last = parseLedger(requests).findLast(({ request }) => request === "deregister");
    return last?.at ?? Math.floor(now / 1000);
}
