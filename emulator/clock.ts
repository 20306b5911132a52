const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Real time plus an offset that only ever a test moves: 72 hours pass in a call. */
export class Clock {
    constructor(public offset = 0) {}

    now(): number {
        return Date.now() + this.offset;
    }

    advance(ms: number): void {
        this.offset += ms;
    }
}
