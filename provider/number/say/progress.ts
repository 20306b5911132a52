/** What an operation says while it runs, after the name of its number. Pure. */
import type { RegionOrNone } from "../../../graph/observed";
import type { LeftAlone } from "../decide/reasons";
import type { Remedy } from "../decide/remedy";
import type { CountedRequest } from "../model/ledger";
import { describeLeftAlone } from "./reasons";
import { inRegion } from "./steps";

/** What is done about a refused register, after Graph's words. */
const DONE_ABOUT_IT: Readonly<Record<Remedy["kind"], string>> = {
    withoutRegion: "registering once more without naming the region, which the settings hold",
    deregisterFirst: "finishing the deregistration, then registering again",
    boundRegion: "bringing the number back in the region it is bound to",
    formerStorage: "bringing the number back with its former storage",
    again: "the number is offline, so registering once more",
    later: "the number is offline, so registering once more after that wait",
};

/** @param refusal Graph's words */
export function describeRemedy(refusal: string, { kind }: Remedy): string {
    return `${refusal}; ${DONE_ABOUT_IT[kind]}`;
}

/** A step of an outage failed, and the number is registered as it was. */
export function describeComeBack(failure: string): string {
    return `${failure}; ${DONE_ABOUT_IT.formerStorage}`;
}

export function describeStorageRefused(refusal: string): string {
    return `${refusal}; registering it anyway, to bring the number back`;
}

export function describePinRetired(refusal: string): string {
    return `${refusal}; continuing, since Graph says that PINs are no longer used`;
}

/** A request without an answer, which a read has settled. */
export function describeShown(request: CountedRequest): string {
    return `${request} got no clear answer, but the number shows that it was done`;
}

/** After a register: the settings show another region than the one that was set. */
export function describeOtherRegion(wanted: RegionOrNone, shown: RegionOrNone): string {
    return (
        `it was registered${inRegion(wanted)}, but Graph shows the region ${shown}; ` +
        "the next preview shows what it takes to change that"
    );
}

/** @param which what could not be read, each with why */
export function describeNotSurveyed(which: string): string {
    return `not read before the outage, so not restored: ${which}`;
}

export function describePutBack(what: readonly string[]): string {
    return `put back after the outage: ${what.join(", ")}`;
}

export function describeNotCompared(failure: string): string {
    return `${failure}; the next pulumi up looks again what the outage took`;
}

/** A journal that can't be written. */
export function describeUnwritten(failure: string): string {
    return `${failure}; Pulumi's state still has its requests`;
}

/** A delete that sends nothing. */
export function describeKept(leftAlone: LeftAlone): string {
    return `left as it is: ${describeLeftAlone(leftAlone)}`;
}

/** What a refused delete begins with, before the reason. */
export const NOT_DEREGISTERED = "it is not deregistered: ";
