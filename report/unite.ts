/** Combines the possible outcomes for a number: no warning of any of them is lost. Pure. */
import { defined } from "../graph/defined";
import { describePlanWithout, REGION_MAY_CHANGE } from "../provider/number/say/preview";
import { describeHidden, describeOne, type Hidden, hides } from "./hidden";
import { type Outcome, type Told, wordsOf } from "./outcome";
import type { NumberEntry, Warning } from "./report";
import { ORDER, sorted } from "./warnings";

/**
 * The combined outcome of all guesses. Where they differ, it tells nothing that is only guessed.
 * @param inputs hidden inputs of the plan: without them there is none
 * @param state the hidden part of the recorded state
 */
export function uniteGuesses(
    outcomes: readonly Outcome[],
    inputs: readonly Hidden[],
    state: readonly Hidden[],
): Outcome {
    const [first] = outcomes as [Outcome];
    const alike = outcomes.every((outcome) => saying(outcome) === saying(first));
    if (alike && inputs.length === 0) return withoutGuesses(first, outcomes);
    const hidden = [...inputs, ...(alike ? [] : state)];
    return {
        told: unitedTold(outcomes, hidden),
        warnings: sorted([
            ...unitedWarnings(outcomes, describeHidden(hidden)),
            ...hidden.map((each) => ({ about: "unknown", text: describeOne(each) }) as const),
        ]),
    };
}

/** The requests left in a hidden ledger are a guess. */
function withoutGuesses({ told, warnings }: Outcome, outcomes: readonly Outcome[]): Outcome {
    const lefts = new Set(outcomes.map((outcome) => JSON.stringify(outcome.told.left)));
    const { left: _, ...rest } = told;
    return { told: lefts.size > 1 ? rest : told, warnings };
}

function saying({ told, warnings }: Outcome): string {
    return JSON.stringify([told.action, wordsOf(told), told.offline, warnings]);
}

function unitedTold(outcomes: readonly Outcome[], hidden: readonly Hidden[]): Told {
    const open = describeHidden(hidden);
    const offline = worst(outcomes.map(({ told }) => told.offline ?? "no"));
    const leaving = outcomes.find(({ told }) => told.action === "deregister")?.told;
    if (leaving !== undefined) {
        const words = `${leaving.words}; what is left, or refused, is not known: ${open}`;
        return { action: "deregister", words, offline };
    }
    if (offline === "briefly") return certainOutage(outcomes, open);
    const end =
        offline === "no"
            ? ""
            : hides(hidden, "dataLocalizationRegion")
              ? REGION_MAY_CHANGE
              : "; it may go offline";
    return { action: "unknown", words: open + end, ...(offline === "no" ? {} : { offline }) };
}

/** All guesses take it offline, and for the same region: its steps are certain, whatever else it takes. */
function certainOutage(outcomes: readonly Outcome[], open: string): Told {
    const all = outcomes.map(({ told }) => told);
    const least = all.reduce((one, other) => (stepsOf(other) < stepsOf(one) ? other : one));
    const { refused: _, end: __, left, sent, ...told } = least;
    const [first] = all as [Told];
    const isRefused = all.every((each) => each.refused !== undefined);
    const ends = isRefused || all.every((each) => each.refused === undefined && each.end === least.end);
    return {
        ...told,
        words: describePlanWithout(told.words, open),
        ...(ends ? defined({ end: isRefused ? first.end : least.end, left }) : {}),
        ...(isRefused ? defined({ refused: first.refused }) : defined({ sent })),
    };
}

const stepsOf = ({ planned = [] }: Told): number => planned.length;

/** The most serious one, as far as it is certain. */
function worst(each: readonly NumberEntry["offline"][]): NumberEntry["offline"] {
    const [first = "no"] = each;
    return each.every((one) => one === first) ? first : each.some((one) => one !== "no") ? "maybe" : "no";
}

/** A warning of all guesses stays; a warning of some becomes a maybe. A note that is no concern needs all. */
export function unitedWarnings(outcomes: readonly Outcome[], open: string): Warning[] {
    const abouts = new Set(outcomes.flatMap(({ warnings }) => warnings.map(({ about }) => about)));
    return [...abouts].flatMap((about) => {
        const each = outcomes.map(({ warnings }) => warnings.filter((warning) => warning.about === about));
        const [first = []] = each;
        if (each.every((some) => JSON.stringify(some) === JSON.stringify(first))) return first;
        if (about === "unknown") return [...new Map(each.flat().map((one) => [one.text, one])).values()];
        const text = maybe(about, open);
        return text === undefined ? [] : [{ about, text }];
    });
}

function maybe(about: Warning["about"], open: string): string | undefined {
    switch (about) {
        case "deregister":
            return `a live number may be switched off for good: ${open}`;
        case "outage":
            return `it may go offline: ${open}`;
        case "locked":
            return `Graph may have locked it out (133016) of a request that is needed: ${open}`;
        case "refused":
            return `it may be refused: ${open}`;
        case "replace":
            return `a resource may be replaced: ${open}`;
        case "deletedWith":
            return `it may stay registered: ${open}`;
        default:
            return undefined;
    }
}

/** The most serious outcome, with the warnings of all: a number may have more than one resource. */
export function gravest(outcomes: readonly Outcome[]): Outcome {
    const [first] = [...outcomes].sort((a, b) => gravity(a) - gravity(b)) as [Outcome];
    const byText = new Map<string, Warning>();
    for (const { warnings } of [first, ...outcomes]) {
        for (const warning of warnings) byText.set(`${warning.about}: ${warning.text}`, warning);
    }
    return {
        told: first.told,
        warnings: outcomes.length === 1 ? first.warnings : sorted([...byText.values()]),
    };
}

function gravity({ warnings }: Outcome): number {
    return Math.min(ORDER.length, ...warnings.map(({ about }) => ORDER.indexOf(about)));
}
