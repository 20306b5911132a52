/** What the controls over HTTP take, besides seeds, patches, faults and switches. */
import * as v from "valibot";
import { moment, shape } from "./shape";

/** How far the clock moves. */
export const ADVANCE = moment(0);

/** A move of the clock: on by so many milliseconds, or back to the real time. */
export const CLOCK_CHANGE = v.pipe(
    shape({
        /** Milliseconds to move on by. */
        advance: v.exactOptional(ADVANCE),
        /** Back to the real time. */
        reset: v.exactOptional(v.literal(true, "must be true")),
    }),
    v.check(
        ({ advance, reset }) => (advance === undefined) !== (reset === undefined),
        'must have one of them: {"advance": 3600000} or {"reset": true}',
    ),
);

/** The start of a clock. */
export const START = moment(0);

/** What a control takes that needs nothing: no body, or an empty object. */
export const NOTHING = shape({});
