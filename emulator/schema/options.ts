/** The options of a start, besides those that are a seed. */
import * as v from "valibot";
import type { StartOptions } from "../api";
import { START } from "./control";
import { isObject } from "./json";
import { Refused, read } from "./read";
import { SEED_KEYS } from "./seed";
import { shape, wait, whole, word } from "./shape";

const OWN = {
    port: v.exactOptional(whole(0, 65_535)),
    host: v.exactOptional(word),
    tls: v.exactOptional(v.boolean("must be true or false")),
    file: v.exactOptional(word),
    latencyMs: v.exactOptional(wait),
    now: v.exactOptional(START),
    log: v.exactOptional(v.function("must be a function")),
};
/** Checked where they are used. */
const OTHERS = [...SEED_KEYS, "firstNumbers", "switches"];

/** Refuses an option that there is not, or one that can't be. */
export function checkOptions(options: StartOptions): void {
    if (!isObject(options)) throw new Refused("the options of a start are an object");
    const unknown = Object.keys(options).find((key) => !Object.hasOwn(OWN, key) && !OTHERS.includes(key));
    if (unknown !== undefined) {
        throw new Refused(
            `a start has no option ${unknown}; it has ${[...OTHERS, ...Object.keys(OWN)].join(", ")}`,
        );
    }
    const own = Object.entries(options).filter(([key]) => !OTHERS.includes(key));
    read(shape(OWN), Object.fromEntries(own), "the start");
}
