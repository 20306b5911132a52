/** One create, update, read or delete while it runs: what it works with. */
import type { GraphClient } from "../../../graph/client";
import { defined } from "../../../graph/defined";
import type { Call } from "../../../graph/numbers";
import type { ObservedNumber } from "../../../graph/observed";
import { clean } from "../../../graph/wire";
import { alone } from "../../run/alone";
import type { LockHold } from "../../run/lock";
import { verifiedAt } from "../../run/memory";
import type { Ports } from "../../run/ports";
import type { Command } from "../../say/command";
import { nameOf } from "../../say/name";
import type { Facts } from "../decide/gates";
import { knownFromState, type Observation } from "../decide/known";
import type { RegionParameter } from "../decide/regionParameter";
import { type CountedRequest, requestsLeft } from "../model/ledger";
import type { PhoneNumberState } from "../model/state";
import { Deadline } from "./deadline";
import { failureOf } from "./failure";
import { Recorder } from "./recorder";

export class Operation {
    readonly call: Call;
    readonly deadline: Deadline;
    readonly recorder: Recorder;
    /** The number as it was when the operation was decided. */
    seen: ObservedNumber | undefined;
    /** Whether this operation read what is configured before an outage, and not an earlier run. */
    surveyed = false;

    constructor(
        readonly ports: Ports,
        state: PhoneNumberState,
        held: LockHold,
        /** How the user runs it again. */
        readonly command: Command,
    ) {
        // A suspended process may have lost the number to another one: then it sends nothing more.
        const send: GraphClient["send"] = (request) => {
            held.check();
            return ports.client.send(request);
        };
        this.deadline = new Deadline(ports.limits.operationMs);
        this.call = { client: { send }, signal: this.deadline.signal };
        this.recorder = new Recorder(state, ports.journal, ports.now, (line) => this.warn(line));
    }

    get id(): string {
        return this.state.phoneNumberId;
    }

    get state(): PhoneNumberState {
        return this.recorder.state;
    }

    get now(): number {
        return this.ports.now();
    }

    /**
     * What a decision depends on.
     * @param recorded the state before this operation; undefined: the number is new to the program
     */
    facts({ node, settingsError }: Observation, recorded: PhoneNumberState | undefined): Facts {
        const { ignoreLocks, refusals, journal } = this.ports;
        const refusedPin = this.state.refusedPin ?? refusals.refusedPin(this.id);
        return {
            remembered: { ...this.state, ...defined({ refusedPin }) },
            recorded: recorded && knownFromState(recorded, this.now),
            observed: node,
            settingsError: settingsError?.message,
            now: this.now,
            ignoreLocks,
            regionParameter: this.regionParameter(),
            verifiedAt: verifiedAt(journal, this.id),
            refusedInThisRun: refusals.of(this.id),
            timeLeft: this.deadline.left,
        };
    }

    /** What is known about this Graph for this number. */
    regionParameter(): RegionParameter {
        return this.ports.region.of(this.state);
    }

    learnRegionParameter(what: "takes" | "refuses"): void {
        this.recorder.quietly(() => this.ports.region.learn(what));
    }

    /**
     * Waits while the number is offline, as long as the deadline leaves time for what follows.
     * @returns false if the engine wanted an end before that
     */
    async pause(ms: number, leaveMs: number): Promise<boolean> {
        await this.ports.sleep(this.deadline.within(ms, leaveMs));
        return this.ports.stopping?.aborted !== true;
    }

    left(request: CountedRequest): number {
        return requestsLeft(this.state, request, this.now);
    }

    log(line: string): void {
        this.ports.log(clean(`${nameOf(this.state)}: ${line}`));
    }

    /** Says what a person should look at. */
    warn(line: string): void {
        this.ports.log(clean(`${nameOf(this.state)}: ${line}`), "warning");
    }
}

/** Runs one operation on a number, alone, and adds to its failure where the number stands. */
export async function operate<T>(
    ports: Ports,
    state: PhoneNumberState,
    command: Command,
    work: (operation: Operation) => Promise<T>,
): Promise<T> {
    return alone(ports, state, command, async (held) => {
        const operation = new Operation(ports, state, held, command);
        try {
            return await work(operation);
        } catch (error) {
            throw failureOf(operation, error);
        }
    });
}
