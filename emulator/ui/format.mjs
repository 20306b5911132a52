/** Times in words. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * 2026-11-22 12:00:05 UTC.
 * @param {number} at
 */
export function utc(at) {
    return `${iso(at).slice(0, 10)} ${time(at)} UTC`;
}

/**
 * 12:00:05.
 * @param {number} at
 */
export function time(at) {
    return iso(at).slice(11, 19);
}

/**
 * A clock can be moved to where there is no date.
 * @param {number} at
 */
function iso(at) {
    const date = new Date(at);
    return Number.isNaN(date.getTime()) ? "????-??-??T??:??:??" : date.toISOString();
}

/**
 * A length of time in its two largest units: 3 d 2 h.
 * @param {number} ms
 */
export function span(ms) {
    const [days, hours, minutes] = [
        Math.floor(ms / DAY),
        Math.floor((ms % DAY) / HOUR),
        Math.floor((ms % HOUR) / MINUTE),
    ];
    if (days > 0) return hours > 0 ? `${days} d ${hours} h` : `${days} d`;
    if (hours > 0) return minutes > 0 ? `${hours} h ${minutes} min` : `${hours} h`;
    return minutes > 0 ? `${minutes} min` : "less than a minute";
}

/**
 * 1 number, 2 numbers.
 * @param {number} count
 * @param {string} noun
 */
export function counted(count, noun) {
    return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}
