/**
 * What happens to one number: reads the decision that is carried out (provider/number/decide/), from what is
 * recorded, or with `--live` from what the number shows. Pure.
 */
import { defined } from "../graph/defined";
import { isId } from "../graph/wire";
import type { Observation } from "../provider/number/decide/known";
import { FOR_GOOD } from "../provider/number/say/decision";
import { describeCreation } from "../provider/number/say/preview";
import { describeDeclared } from "../provider/number/say/reasons";
import { nameOf, nameWithoutId } from "../provider/say/name";
import { driftOf } from "./drift";
import {
    asUnknown,
    type GuessedNumber,
    guessesOf,
    hiddenInputs,
    hiddenState,
    isHidden,
    SECRET,
    type Shown,
} from "./hidden";
import { type Declaration, type Intent, type Intents, type Removal, recordedId } from "./intents";
import { type Leaving, removal } from "./leaving";
import { type Circumstances, type Outcome, type Told, wordsOf } from "./outcome";
import type { Bag, NumberStep, ReadPreview } from "./previewJson";
import type { NumberEntry, ResourceEntry, Warning } from "./report";
import { requestEntries } from "./requests";
import { change, creation } from "./tell";
import { gravest, unitedWarnings, uniteGuesses } from "./unite";
import { type About, sorted, warningsOf } from "./warnings";
import { windowOf } from "./window";

/** The numbers that a live report must read: those that something may be sent to. */
export function toObserve({ numbers, declared }: Intents): string[] {
    return numbers.flatMap(({ phoneNumberId, declarations, removals }) => {
        if (!isId(phoneNumberId)) return [];
        const leaves =
            removals.some(({ kept }) => kept === undefined) && declared.find(phoneNumberId) === undefined;
        return declarations.length > 0 || leaves ? [phoneNumberId] : [];
    });
}

/** The data behind the entries of a report. */
export interface Making {
    readonly preview: ReadPreview;
    readonly intents: Intents;
    readonly circumstances: Circumstances;
}

/** A number whose ID is hidden is planned like any other. */
const NO_ID = "0";

/** The entry of one number. */
export function entryOf(intent: Intent, making: Making): NumberEntry {
    const { phoneNumberId, declarations, removals } = intent;
    const context = contextOf(intent, making);
    const outcomes =
        declarations.length > 0
            ? declarations.map((declaration) => declared(declaration, context))
            : removals.map((each) => left(each, context));
    const worst = gravest(outcomes);
    const { told } = worst;
    // Another resource may turn out to declare it too, and find it as the one that gives it up left it.
    const further =
        declarations.length > 0 ? removals.flatMap((each) => ifComesBack(each, worst, context)) : [];
    const warnings = further.length === 0 ? worst.warnings : sorted([...worst.warnings, ...further]);
    const display = shownOf("displayPhoneNumber", intent, context.seen);
    const verifiedName = shownOf("verifiedName", intent, context.seen);
    const outputs = [...declarations, ...removals].find(({ recorded }) => recorded !== undefined)?.recorded
        ?.outputs;
    const forgotten = declarations.map((each) => leaveTaking(each, removals)).join("");
    const words = wordsOf(told) + forgotten;
    return {
        phoneNumberId: phoneNumberId ?? null,
        ...defined({ displayPhoneNumber: display, verifiedName }),
        resources: resourcesOf(intent),
        action: told.action,
        offline: told.offline ?? "no",
        words,
        plan: told.words + (told.refused === undefined ? "" : (told.end ?? "")) + forgotten,
        line: `${numberName(intent, display)}: ${words}`,
        requests: requestEntries(phoneNumberId, told.sent ?? []),
        ...(told.ifLive === undefined ? {} : { requestsIfLive: requestEntries(phoneNumberId, told.ifLive) }),
        ...defined({ left: told.left, window: windowOf(phoneNumberId, outputs, making.circumstances) }),
        warnings,
    };
}

/** The entry of a number that a refresh found changed. */
export function driftEntry(step: NumberStep, { preview, circumstances }: Making): NumberEntry | undefined {
    const entry = driftOf(step, preview, ({ before, after }) => {
        if (before === undefined || after === undefined) return undefined;
        const inputs = before.inputs;
        const pins = { news: inputs, olds: after.inputs, outputs: after.outputs };
        const shown = { inputs, outputs: after.outputs, pins };
        const { live: _, ...besides } = circumstances;
        const outcomes = guesses(shown, recordedId(before) ?? NO_ID, besides).flatMap(
            ({ inputs: wanted, state }) =>
                state === undefined
                    ? []
                    : [{ told: change(wanted, state, undefined, besides), warnings: [] }],
        );
        const { told } = uniteGuesses(outcomes, hiddenInputs(shown), hiddenState(shown));
        return told.action === "none" ? undefined : wordsOf(told);
    });
    if (entry === undefined) return undefined;
    const outputs = (step.after ?? step.before)?.outputs;
    return {
        ...entry,
        ...defined({ window: windowOf(entry.phoneNumberId ?? undefined, outputs, circumstances) }),
    };
}

/** What all resources of a number share. */
interface Context extends Making {
    readonly intent: Intent;
    readonly read: Observation | { readonly unread: string } | undefined;
    readonly seen: Observation | undefined;
}

function contextOf(intent: Intent, making: Making): Context {
    const { phoneNumberId } = intent;
    const read = phoneNumberId === undefined ? undefined : making.circumstances.live?.get(phoneNumberId);
    return { ...making, intent, read, seen: read !== undefined && "node" in read ? read : undefined };
}

/** The guesses of a number, each with what this machine remembers of its requests. */
function guesses(shown: Shown, id: string, { now, memory }: Circumstances, live = false): GuessedNumber[] {
    return guessesOf(shown, id, now, live).map(({ inputs, state }) => ({
        inputs,
        state: state && (memory?.recall(state) ?? state),
    }));
}

/** The outcome of one resource for all guesses of what is hidden. */
function inAllGuesses(
    shown: Shown,
    { intent, circumstances, read, seen }: Context,
    tell: (guess: GuessedNumber) => Told,
): Outcome {
    const all = guesses(shown, intent.phoneNumberId ?? NO_ID, circumstances, seen !== undefined);
    const outcomes = all.map((guess): Outcome => {
        const told = tell(guess);
        const about: About = { intent, recorded: guess.state, circumstances, read };
        return { told, warnings: warningsOf(told, about) };
    });
    return uniteGuesses(outcomes, shown.inputs === undefined ? [] : hiddenInputs(shown), hiddenState(shown));
}

function declared(declaration: Declaration, context: Context): Outcome {
    const { inputs, recorded } = declaration;
    if (recorded === undefined) return created(declaration, context);
    const { seen, circumstances } = context;
    const pins = { news: inputs, olds: recorded.inputs, outputs: recorded.outputs };
    const outcome = inAllGuesses({ inputs, outputs: recorded.outputs, pins }, context, (guess) =>
        change(guess.inputs, guess.state as NonNullable<typeof guess.state>, seen, circumstances),
    );
    return declaration.mayBeReplaced ? maybeReplaced(declaration, outcome, context) : outcome;
}

function created({ inputs }: Declaration, context: Context): Outcome {
    const { intent, seen, circumstances } = context;
    const outcome = inAllGuesses(newTo(inputs, intent.removals[0]), context, (guess) =>
        creation(guess, seen, circumstances),
    );
    const unplanned = intent.phoneNumberId === undefined || outcome.told.action === "unknown";
    if (!unplanned) return outcome;
    return { ...outcome, told: { action: "unknown", words: registerOrAdopt(inputs) } };
}

/** A resource that is new to a number which another one gives up. */
function newTo(inputs: Bag, leaves: Removal | undefined): Shown {
    const outputs = leaves?.recorded.outputs;
    return { inputs, outputs, pins: { news: inputs, outputs, forgets: true } };
}

function registerOrAdopt(inputs: Bag): string {
    const isSecret = inputs.dataLocalizationRegion === SECRET;
    return describeCreation(asUnknown(inputs), isSecret ? "hidden as a secret" : undefined);
}

/** Its ID is hidden: it may be left as it is, changed in place, or replaced and then deregistered. */
function maybeReplaced({ step, inputs, recorded }: Declaration, inPlace: Outcome, context: Context): Outcome {
    if (recorded === undefined) return inPlace;
    const replaced = left(
        { step, recorded, mayBeKept: false, replacedBy: inputs.phoneNumberId, ...retained(recorded) },
        context,
    );
    const why =
        inputs.phoneNumberId === SECRET ? "its ID is hidden as a secret" : "its ID is not known until apply";
    const goes =
        replaced.told.action === "deregister" ? `this number is ${FOR_GOOD}` : wordsOf(replaced.told);
    const same = inPlace.told.action === "none" ? "left as it is" : wordsOf(inPlace.told);
    return {
        told: {
            action: "unknown",
            words: `may be replaced: ${why}. If it is another one, ${goes}; if it is the same: ${same}`,
            offline: [inPlace, replaced].some(({ told }) => (told.offline ?? "no") !== "no") ? "maybe" : "no",
        },
        warnings: unitedWarnings([inPlace, replaced], why),
    };
}

function retained({ retainOnDelete }: Removal["recorded"]): Pick<Removal, "kept"> {
    return retainOnDelete ? { kept: "retainOnDelete" } : {};
}

/** The outcome of a resource that gives the number up. */
function left(each: Removal, context: Context): Outcome {
    const { intent, intents, preview, seen, circumstances } = context;
    const { outputs } = each.recorded;
    const display = text(outputs.displayPhoneNumber);
    const { phoneNumberId } = intent;
    const under = phoneNumberId === undefined ? undefined : intents.declared.find(phoneNumberId, display);
    const leaving: Leaving = {
        removal: each,
        stillDeclared: under === undefined ? undefined : describeDeclared(under, phoneNumberId ?? ""),
        unknownIds: intents.unknownIds.length > 0 || intent.phoneNumberId === undefined,
        partial: preview.partial,
    };
    const outcome = inAllGuesses({ outputs, pins: { outputs } }, context, (guess) =>
        removal(leaving, guess.state as NonNullable<typeof guess.state>, seen, circumstances),
    );
    return { ...outcome, warnings: [...outcome.warnings, ...ifComesBack(each, outcome, context)] };
}

/** A resource with a hidden ID may turn out to declare the number that leaves: what would stop it then. */
function ifComesBack(leaves: Removal, { warnings }: Outcome, context: Context): Warning[] {
    const { intent, intents, seen, circumstances } = context;
    const candidates = intent.phoneNumberId === undefined ? intents.created : intents.unknownIds;
    const found = candidates
        .filter(({ step }) => step.urn !== leaves.step.urn || mayBeOwn(step))
        .flatMap(({ inputs, step }) => {
            const outcome = inAllGuesses(newTo(inputs, leaves), context, (guess) =>
                creation(guess, seen, circumstances),
            );
            return outcome.warnings.map(({ about }) => ({ about, name: step.name }));
        });
    return (["locked", "refused"] as const).flatMap((about) => {
        const one = found.find((each) => each.about === about);
        if (one === undefined || warnings.some((warning) => warning.about === about)) return [];
        const what = about === "locked" ? "may be locked out (133016)" : "may be refused";
        return [{ about, text: `it ${what}, if ${one.name} turns out to declare it` }];
    });
}

/** A resource that is replaced, but not for another ID, may get the same one again. */
function mayBeOwn({ op, anotherId }: NumberStep): boolean {
    return op !== "update" && !anotherId;
}

function resourcesOf({ declarations, removals }: Intent): ResourceEntry[] {
    const steps = [...declarations, ...removals].map(({ step }) => step);
    const byUrn = new Map(steps.map(({ name, urn, op }) => [urn, { name, urn, op }]));
    return [...byUrn.values()];
}

/** `; support is only removed from state: …`, when a number changes resources. */
function leaveTaking({ step, recorded }: Declaration, removals: readonly Removal[]): string {
    const others = removals.filter((each) => each.step.urn !== step.urn);
    if (others.length > 0) {
        // Of the other type, without an alias, or below another parent.
        const isNamesake = others.every((each) => each.step.name === step.name);
        if (isNamesake)
            return `; the old resource ${step.name} is only removed from state: the new one declares it now`;
        const names = others.map((each) => each.step.name).join(" and ");
        const are = others.length === 1 ? "is" : "are";
        return `; ${names} ${are} only removed from state: ${step.name} declares it now`;
    }
    return removals.length > 0 && recorded === undefined
        ? "; its resource is replaced, and it is not deregistered"
        : "";
}

/** As the number shows it, else as it is recorded. */
function shownOf(
    property: "displayPhoneNumber" | "verifiedName",
    { declarations, removals }: Intent,
    seen: Observation | undefined,
): string | undefined {
    const recorded = [...declarations, ...removals].map((each) => each.recorded?.outputs[property]);
    return seen?.node[property] ?? recorded.map(text).find((each) => each !== undefined);
}

function text(value: unknown): string | undefined {
    return typeof value === "string" && !isHidden(value) ? value : undefined;
}

function numberName({ phoneNumberId, secretId }: Intent, displayPhoneNumber: string | undefined): string {
    if (phoneNumberId !== undefined) return nameOf({ phoneNumberId, displayPhoneNumber });
    return nameWithoutId(secretId);
}
