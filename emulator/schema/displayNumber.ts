/** Display numbers: no two numbers have the same one. */
import { Refused } from "./read";

/** What of a number its display number depends on. */
interface Placed {
    readonly id: string;
    readonly wabaId: string;
    readonly status: string;
    displayPhoneNumber: string;
}

/** Numbers of seven digits that don't begin with 0 or 1, as in North America; a prime of them, because IDs are often alike. */
const FIRST = 2_000_000n;
const HOW_MANY = 7_999_993n;
/** So that the demonstration's first number is 555-5555. */
const SHIFT = 5_555_555n - FIRST - (106_540_352_242_922n % HOW_MANY) + HOW_MANY;

/** From a number that is taken to the next one: far, for IDs come in rows. It meets all of them. */
const STRIDE = 1_000_003n;

/** The display number that follows from an ID: the same in each run, whatever else there is. */
export function displayNumberOf(id: string, later = 0): string {
    const text = String(((BigInt(id) + SHIFT + BigInt(later) * STRIDE) % HOW_MANY) + FIRST);
    return `+1 631-${text.slice(0, 3)}-${text.slice(3)}`;
}

const digitsOf = ({ displayPhoneNumber }: Placed): string => displayPhoneNumber.replace(/\D/g, "");

/** A deleted number has given its own back. */
const isThere = ({ status }: Placed): boolean => status !== "DELETED";

/** A phone number that moves to another ID, as Graph gives it in another WABA: who had it gets one that is free. */
export function moveDisplayNumber(to: Placed, others: readonly Placed[]): void {
    const there = others.filter(isThere);
    const owners = new Map(there.map((other) => [digitsOf(other), other.id]));
    const former = there.filter((other) => digitsOf(other) === digitsOf(to));
    for (const number of former) giveFree(number, owners);
}

/** Refuses a display number that another number has. One that follows from an ID gives way, to the next that is free. */
export function placeDisplayNumbers(placed: readonly Placed[], others: Iterable<Placed>): void {
    const owners = new Map([...others].filter(isThere).map((other) => [digitsOf(other), other.id]));
    const isDerived = (number: Placed): boolean => number.displayPhoneNumber === displayNumberOf(number.id);
    const there = placed.filter(isThere);
    for (const number of there.filter((each) => !isDerived(each))) {
        const owner = owners.get(digitsOf(number));
        if (owner !== undefined) {
            throw new Refused(
                `number ${number.id} can't have the display number ${number.displayPhoneNumber}: number ${owner} has it`,
            );
        }
        owners.set(digitsOf(number), number.id);
    }
    for (const number of there.filter(isDerived)) giveFree(number, owners);
}

/**
 * Older versions gave one display number to several numbers of a WABA when they were seeded again: all but the first
 * get the one that follows from their ID.
 */
export function repairDisplayNumbers(numbers: readonly Placed[]): void {
    const owners = new Map<string, string>();
    const seen = new Set<string>();
    const twice = numbers.filter(isThere).filter((number) => {
        const ofWaba = `${number.wabaId} ${digitsOf(number)}`;
        const isTwice = seen.has(ofWaba);
        seen.add(ofWaba);
        owners.set(digitsOf(number), number.id);
        return isTwice;
    });
    for (const number of twice) giveFree(number, owners);
}

function giveFree(number: Placed, owners: Map<string, string>): void {
    for (let later = 0; ; later += 1) {
        number.displayPhoneNumber = displayNumberOf(number.id, later);
        const digits = digitsOf(number);
        if (owners.has(digits)) continue;
        owners.set(digits, number.id);
        return;
    }
}
