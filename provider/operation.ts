/**
 * One create, update or delete while it runs: the number's state so far, recorded after each request, its
 * deadline, and what can be said of the number if it ends badly.
 */
import type { Admission, Admitted } from "./admission";
import { explained, HalfWay, messageOf, nameOf, Refusal } from "./errors";
import { type GateFacts, when } from "./gates";
import type { GraphClient } from "./graph/client";
import { GraphError } from "./graph/errors";
import type { Listings } from "./graph/listings";
import { type Call, readNumber } from "./graph/numbers";
import { type LockHold, withNumberLock } from "./lock";
import { type Memory, verifiedAt } from "./memory";
import { defined, type ObservedNumber, type PhoneNumberState, showsRegistered } from "./number";
import { type Observation, stateFromObservation } from "./observe";
import {
    type CountedRequest,
    lockedUntil,
    type Outcome,
    parseLedger,
    recordRequest,
    requestsLeft,
} from "./quota";
import type { RegionParameter } from "./regionParameter";
import { withJournal } from "./run/journal";

/** What the lifecycle needs of the world. */
export interface Ports extends Memory {
    readonly client: GraphClient;
    /** Which Graph that is, so that operations on one of its numbers wait for each other. */
    readonly graphUrl: string;
    /** The wall clock, in milliseconds since 1970: the ledger's. */
    now(): number;
    sleep(ms: number): Promise<void>;
    /** Says one line to the user. */
    log(line: string): void;
    readonly limits: Limits;
    /** Lets an operation start. */
    readonly admission: Admission;
    /** What the refreshes of this run share. */
    readonly listings: Listings;
    /** WHATSAPP_IGNORE_LOCKS=1. */
    readonly ignoreLocks: boolean;
}

/** How long things may take, in milliseconds. */
export interface Limits {
    /** One create, update, read or delete, from its first request on. */
    readonly operationMs: number;
    /** How long a new registration may take to show as connected before the operation ends without it. */
    readonly waitForConnectedMs: number;
}

/** The state of a number that nothing is known of yet. */
export function blankState(phoneNumberId: string, pinRevision: number): PhoneNumberState {
    return { phoneNumberId, pinRevision, registered: false, requests: "" };
}

/** Pauses between reads that wait for something to show, in milliseconds; the last one repeats. */
const POLL_MS = [500, 1000, 2000, 4000, 8000];

const BRIEFLY_MS = 1500;

export class Operation {
    readonly call: Call;
    private readonly startedAt = performance.now();
    /** The number as it was when the operation was judged. */
    seen: ObservedNumber | undefined;
    private sideEffects = false;
    private warned = false;

    constructor(
        readonly ports: Ports,
        public state: PhoneNumberState,
        held: LockHold,
    ) {
        // A process that was suspended may have lost the number to another one: nothing more is sent then.
        const send: GraphClient["send"] = (request) => {
            held.check();
            return ports.client.send(request);
        };
        this.call = { client: { send }, signal: AbortSignal.timeout(ports.limits.operationMs) };
    }

    get id(): string {
        return this.state.phoneNumberId;
    }

    get now(): number {
        return this.ports.now();
    }

    /** The part of the deadline that is left, 0 to 1. */
    get timeLeft(): number {
        return Math.max(0, 1 - (performance.now() - this.startedAt) / this.ports.limits.operationMs);
    }

    /** What the gates look at. */
    facts(observed: ObservedNumber, allowUnverifiedOutage?: boolean): GateFacts {
        const { ignoreLocks, refusals } = this.ports;
        this.seen = observed;
        const refusedPin = this.state.refusedPin ?? refusals.refusedPin(this.id);
        return {
            state: { ...this.state, ...defined({ refusedPin }) },
            observed,
            now: this.now,
            ignoreLocks,
            allowUnverifiedOutage,
            regionParameter: this.regionParameter(),
            verifiedAt: verifiedAt(this.ports.journal, this.id),
        };
    }

    /** Takes over what this machine's journal knows of the number. */
    recall(): void {
        this.state = withJournal(this.state, this.ports.journal.read(this.id), this.now);
    }

    /** What is known of this Graph for this number. */
    regionParameter(): RegionParameter {
        return this.ports.region.of(this.state);
    }

    learnRegionParameter(what: "takes" | "refuses"): void {
        this.quietly(() => this.ports.region.learn(what));
    }

    /** Waits while the number is offline, as far as the deadline allows with something left for what follows. */
    async pause(ms: number, leaveMs: number): Promise<void> {
        const left = this.timeLeft * this.ports.limits.operationMs - leaveMs;
        await this.ports.sleep(Math.max(0, Math.min(ms, left)));
    }

    left(request: CountedRequest): number {
        return requestsLeft(this.state, request, this.now);
    }

    log(line: string): void {
        this.ports.log(`${nameOf(this.state)}: ${line}`);
    }

    refuse(why: string, remedy: string): Refusal {
        return new Refusal(nameOf(this.state), why, remedy);
    }

    /** Records what a request changed: from here on a failure leaves this state, and not the one before. */
    record(change: Partial<PhoneNumberState>, without: readonly (keyof PhoneNumberState)[] = []): void {
        const next = { ...this.state, ...change };
        for (const property of without) delete next[property as keyof typeof next];
        this.state = next;
        this.sideEffects = true;
    }

    /** Takes over what Graph shows now. */
    observed(seen: Observation, declaresCheck: boolean): void {
        this.state = stateFromObservation(seen, this.state, declaresCheck, this.now);
    }

    /**
     * Sends a register or deregister once, and enters it in the ledger with what became of it. When nobody
     * knows, the number is read, and that decides.
     */
    async counted(
        request: CountedRequest,
        send: () => Promise<void>,
        shows: (node: ObservedNumber) => boolean = (node) =>
            showsRegistered(node) === (request === "register"),
    ): Promise<void> {
        const before = this.state;
        const sentAt = this.now;
        const become = (outcome: Outcome) => {
            this.record(recordRequest(before, request, outcome, sentAt));
            this.journal();
        };
        // The journal has it before it is sent: a process that is killed now has spent it all the same.
        this.journal(recordRequest(before, request, "?", sentAt));
        try {
            await send();
        } catch (error) {
            if (!(error instanceof GraphError) || error.verdict === "notSent") {
                this.journal(before);
                throw error;
            }
            if (error.verdict === "refused") {
                become(error.code ?? error.status ?? "?");
                throw error;
            }
            become("?");
            // Graph's own answer came when it was through with the request: a brief look is enough.
            const waitMs = error.code === undefined ? this.ports.limits.waitForConnectedMs : BRIEFLY_MS;
            const seen = await this.pollNumber(shows, waitMs);
            if (seen === undefined || !shows(seen)) {
                // It is known to have failed if Graph said so and shows it; else it stays open.
                if (seen !== undefined && error.code !== undefined) become(error.code);
                throw error;
            }
            become("ok");
            this.log(`${request} got no clear answer, but the number shows that it was done`);
            return;
        }
        become("ok");
    }

    /** Writes what is remembered of the number's requests where a killed process does not lose it. */
    private journal(of: PhoneNumberState = this.state): void {
        const { requests, registerLockedUntil, deregisterLockedUntil, refusedRegister } = of;
        const known = { requests, registerLockedUntil, deregisterLockedUntil, refusedRegister };
        this.quietly(() =>
            this.ports.journal.write(this.id, (record) =>
                defined({ ...known, verifiedAt: record.verifiedAt }),
            ),
        );
    }

    /** A disk that is full or read-only is no reason to leave a number half-way: state has the requests too. */
    private quietly(write: () => void): void {
        try {
            write();
        } catch (error) {
            if (this.warned) return;
            this.warned = true;
            this.log(`warning: ${messageOf(error)}; Pulumi's state remembers its requests all the same`);
        }
    }

    /** Whether the node comes to show what is awaited within a wait. */
    async comesToShow(shows: (node: ObservedNumber) => boolean, waitMs: number): Promise<boolean> {
        const seen = await this.pollNumber(shows, waitMs);
        return seen !== undefined && shows(seen);
    }

    /**
     * Reads the number until it looks as wanted or the wait for it is over; the last reading, or undefined
     * when every read failed.
     */
    async pollNumber(
        wanted: (node: ObservedNumber) => boolean,
        waitMs: number,
    ): Promise<ObservedNumber | undefined> {
        const until = performance.now() + waitMs;
        let last: ObservedNumber | undefined;
        for (let round = 0; ; round++) {
            try {
                last = await readNumber(this.call, this.id);
                if (wanted(last)) return last;
            } catch (error) {
                if (!(error instanceof GraphError)) throw error;
            }
            const pause = POLL_MS[Math.min(round, POLL_MS.length - 1)] as number;
            if (performance.now() + pause > until || this.call.signal?.aborted) return last;
            await this.ports.sleep(pause);
        }
    }

    /** The error to end with: with the state, if something was done, and always with what is known. */
    failure(error: unknown): unknown {
        if (error instanceof Refusal || error instanceof HalfWay) return error;
        const standing = this.sideEffects ? this.standing() : "";
        const message =
            error instanceof GraphError
                ? explained(error, this.state, standing)
                : `${nameOf(this.state)}: ${messageOf(error)}. ${standing}`;
        return this.sideEffects ? new HalfWay(message, this.state, error) : new Error(message);
    }

    /** How the number stands after a failure, as far as anybody knows. */
    private standing(): string {
        const { state, now } = this;
        const locks = (["register", "deregister"] as const).flatMap((request) => {
            const until = lockedUntil(state, request, now);
            return until === undefined
                ? []
                : [`${request} requests are locked out until ${when(until, now)}`];
        });
        const last = parseLedger(state.requests).at(-1);
        const known =
            last?.outcome === "?"
                ? `Nobody knows yet whether the ${last.request} was done: the next run reads the number first`
                : `It is ${state.registered ? "registered" : "NOT registered"}`;
        return [known, ...locks].join("; ");
    }
}

/** Runs one operation on a number, alone, and makes its failure one that says where the number stands. */
export async function operate<T>(
    ports: Ports,
    state: PhoneNumberState,
    work: (operation: Operation) => Promise<T>,
): Promise<T> {
    return alone(ports, state, async (held) => {
        const operation = new Operation(ports, state, held);
        try {
            return await work(operation);
        } catch (error) {
            throw operation.failure(error);
        }
    });
}

/** Runs some work on a number once it is admitted, while no other process works on it. */
export function alone<T>(ports: Ports, number: Admitted, work: (held: LockHold) => Promise<T>): Promise<T> {
    const waiting = () => ports.log(`${nameOf(number)}: waiting for another process that is working on it`);
    return ports.admission.admit(number, () =>
        withNumberLock(number.phoneNumberId, ports.graphUrl, ports.limits.operationMs, waiting, work),
    );
}
