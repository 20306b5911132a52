/** The requests of 72 hours as a line, and when each is free again. */
import { h, svg } from "./dom.mjs";
import { counted, span } from "./format.mjs";

/** @typedef {import("../view/types.js").RequestLane} RequestLane */

const WINDOW = 72 * 3_600_000;
const WIDTH = 240;
const HEIGHT = 16;
const MIDDLE = HEIGHT / 2;
const EDGE = 4;

/**
 * Where a moment is drawn: now in the middle, 72 hours to each side.
 * @param {number} at
 * @param {number} now
 */
export function place(at, now) {
    const share = Math.min(1, Math.max(-1, (at - now) / WINDOW));
    return Math.round((WIDTH / 2 + share * (WIDTH / 2 - EDGE)) * 10) / 10;
}

/**
 * What the line shows, in words.
 * @param {string} kind
 * @param {RequestLane} lane
 * @param {number} now
 */
export function laneWords(kind, { at, left, blockedUntil }, now) {
    const made = at.length === 0 ? "none" : `the last ${span(now - (at.at(-1) ?? now))} ago`;
    const blocked = blockedUntil === undefined ? "" : `; refused for another ${span(blockedUntil - now)}`;
    return `${counted(at.length, `${kind} request`)} in 72 hours: ${made}; ${left} left${blocked}`;
}

/**
 * Both lines with what is left.
 * @param {{ readonly register: RequestLane, readonly deregister: RequestLane }} lanes
 * @param {number} now
 */
export function timeline({ register, deregister }, now) {
    return h(
        "div",
        { class: "timeline" },
        ...lane("register", register, now),
        ...lane("deregister", deregister, now),
        h("span", {}),
        h(
            "div",
            { class: "axis", "aria-hidden": "true" },
            h("span", {}, "72 h ago"),
            h("span", {}, "now"),
            h("span", {}, "in 72 h"),
        ),
        h("span", {}),
    );
}

/**
 * @param {string} kind
 * @param {RequestLane} requests
 * @param {number} now
 */
function lane(kind, requests, now) {
    const { at, left, blockedUntil } = requests;
    const words = laneWords(kind, requests, now);
    const blocked =
        blockedUntil !== undefined &&
        svg("path", { class: "blocked", d: `M${WIDTH / 2} ${MIDDLE}H${place(blockedUntil, now)}` });
    const drawing = svg(
        "svg",
        { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": words },
        svg("title", {}, words),
        svg("path", { class: "line", d: `M${EDGE} ${MIDDLE}H${WIDTH - EDGE}` }),
        blocked,
        svg("path", { class: "now", d: `M${WIDTH / 2} 0V${HEIGHT}` }),
        ...at.map((each) =>
            svg("path", { class: "free", d: `M${place(each + WINDOW, now)} ${MIDDLE - 4}v8` }),
        ),
        ...at.map((each) => svg("circle", { class: "made", cx: place(each, now), cy: MIDDLE, r: 3.5 })),
    );
    const state = blockedUntil === undefined ? (left === 0 ? "none" : "") : "none";
    const shown = blockedUntil === undefined ? `${left} left` : "locked";
    return [
        h("span", { class: "lane" }, kind),
        drawing,
        h("span", { class: `left ${state}`, "aria-hidden": "true" }, shown),
    ];
}
