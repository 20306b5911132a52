/** Seeds, and the state file, which holds the same. */
import * as v from "valibot";
import { LAST_MOMENT } from "../clock";
import { NUMBER } from "./number";
import { APP, TOKEN, type TokenSeed, type TokenState, UPLOAD, USER, WABA } from "./others";
import { eachOnce, type InputOf, like, listOf, moment, type OutputOf, shape, word } from "./shape";

const numbers = eachOnce(NUMBER, "numbers with the ID", ({ id }) => id);
const wabas = eachOnce(WABA, "WABAs with the ID", ({ id }) => id);
const tokens: v.GenericSchema<TokenSeed[], TokenState[]> = v.pipe(
    listOf(TOKEN),
    v.check((list) => new Set(list.map(({ token }) => token)).size === list.length, "has a token twice"),
);

const SEED_ENTRIES = {
    /** Numbers; each replaces the one with the same ID. */
    numbers: v.exactOptional(numbers),
    /** WABAs; each replaces the one with the same ID. */
    wabas: v.exactOptional(wabas),
    /** Tokens besides `EMULATOR-TOKEN`, which has every permission. */
    tokens: v.exactOptional(tokens),
    /** Apps besides the emulator's own; each replaces the one with the same ID. */
    apps: v.exactOptional(eachOnce(APP, "apps with the ID", ({ id }) => id)),
    /** Users whose identity key matters; each replaces the one with the same number. */
    users: v.exactOptional(eachOnce(USER, "users with the number", ({ waId }) => waId)),
    /** Usernames that others have taken. */
    takenUsernames: v.exactOptional(listOf(word)),
    /** Sessions of the resumable upload. */
    uploads: v.exactOptional(eachOnce(UPLOAD, "uploads with the ID", ({ id }) => id)),
};

/** What can be added at the start and at any later time. */
export interface Seed extends InputOf<typeof SEED_ENTRIES> {}

export const SEED: v.GenericSchema<Seed, OutputOf<typeof SEED_ENTRIES>> = shape(SEED_ENTRIES);

/** What a seed can have. */
export const SEED_KEYS: readonly string[] = Object.keys(SEED_ENTRIES);

/** What the state file holds. What an older version did not write gets its default. */
export const STATE_FILE = shape({
    ...SEED_ENTRIES,
    version: v.literal(1, "must be 1, the version that this release reads"),
    world: v.exactOptional(like(/^[\w-]{1,64}$/, "a text of letters, digits and -, as a header can have it")),
    clockOffset: v.optional(moment(-LAST_MOMENT), 0),
    numbers,
    wabas,
    tokens,
});
