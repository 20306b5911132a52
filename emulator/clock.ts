/** The emulator's clock, and units of time in milliseconds. */
const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Where the clock ends: later years have more than four digits. */
export const LAST_MOMENT = Date.UTC(9999, 11, 31);

/** The real time plus an offset. A test moves the offset: 72 hours pass in one call. */
export class Clock {
    constructor(public offset = 0) {}

    now(): number {
        return Date.now() + this.offset;
    }
}
