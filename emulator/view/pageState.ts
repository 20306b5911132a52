/** Everything on the page but the requests: a pure function of the world at a moment. */
import type { PlannedFault } from "../schema/fault";
import type { AppState, Delivery, NumberState, WabaState } from "../state";
import type { Switches } from "../switches";
import { cardOf, stateOf } from "./card";
import { faultWords } from "./faultWords";
import type { PageState } from "./types";

/** The most cards that a page has; the others are found by what they are called. */
const MOST_CARDS = 60;

/** The world, as far as the page shows it. */
export interface PageFacts {
    readonly world: string;
    readonly now: number;
    /** What the clock is ahead of the real time. */
    readonly ahead: number;
    readonly switches: Switches;
    readonly numbers: readonly NumberState[];
    readonly wabas: ReadonlyMap<string, WabaState>;
    readonly apps: readonly AppState[];
    readonly deliveries: readonly Delivery[];
    readonly faults: readonly (PlannedFault & { readonly id: string; readonly left: number })[];
    readonly log: PageState["log"];
    /** A part of a number's ID, phone number or name; empty: all numbers. */
    readonly find: string;
}

/** The page's state. */
export function pageState(facts: PageFacts): PageState {
    const { numbers, wabas, deliveries, find } = facts;
    const found = numbers.filter((number) => isFound(number, find));
    const cards = found.slice(0, MOST_CARDS).flatMap((number) => {
        const waba = wabas.get(number.wabaId);
        const own = deliveries.filter(({ phoneNumberId }) => phoneNumberId === number.id);
        return waba === undefined ? [] : [cardOf(number, { ...facts, waba, deliveries: own })];
    });
    return {
        world: facts.world,
        now: facts.now,
        ahead: facts.ahead,
        total: numbers.length,
        live: numbers.filter((number) => stateOf(number) === "live").length,
        found: found.length,
        cards,
        faults: facts.faults.map((fault) => ({ id: fault.id, left: fault.left, words: faultWords(fault) })),
        log: facts.log,
    };
}

/** Spaces in a phone number don't matter, nor does case. */
function isFound({ id, displayPhoneNumber, verifiedName }: NumberState, find: string): boolean {
    const plain = (text: string): string => text.toLowerCase().replace(/\s+/g, "");
    return [id, displayPhoneNumber, verifiedName].some((text) => plain(text).includes(plain(find)));
}
