/**
 * The 72-hour window of a number as a small SVG: what was sent, now, and when each request is free again. Its colours
 * are classes of the page. Pure.
 */
import { type CountedRequest, WINDOW_MS } from "../../provider/number/model/ledger";
import type { RequestWindow, SentRequest } from "../report";

const KINDS: readonly CountedRequest[] = ["register", "deregister"];
const SIZE = { width: 264, height: 56 };
/** From 72 hours ago to 72 hours from now. */
const AXIS = { from: 64, to: 256 };
const LANES: Readonly<Record<CountedRequest, number>> = { register: 14, deregister: 32 };

/** Draws a window at a time, in milliseconds since 1970. */
export function timeline(window: RequestWindow, now: number): string {
    const x = (moment: number) => {
        const share = (moment - (now - WINDOW_MS)) / (2 * WINDOW_MS);
        return (AXIS.from + Math.min(1, Math.max(0, share)) * (AXIS.to - AXIS.from)).toFixed(1);
    };
    const lanes = KINDS.flatMap((kind) => [
        `<text x="0" y="${LANES[kind] + 4}">${kind}</text>`,
        `<line class="lane" x1="${AXIS.from}" x2="${AXIS.to}" y1="${LANES[kind]}" y2="${LANES[kind]}"/>`,
        ...locked(window, kind, now, x),
    ]);
    const sent = window.sent.flatMap((each) => {
        const at = Date.parse(each.at);
        const y = LANES[each.request];
        const free = x(at + WINDOW_MS);
        return [
            `<line class="free" x1="${free}" x2="${free}" y1="${y - 4}" y2="${y + 4}"/>`,
            mark(each, x(at), y),
        ];
    });
    const ends = `<text class="end" x="${AXIS.from}" y="52">72 h ago</text><text class="end" text-anchor="middle" x="${x(now)}" y="52">now</text><text class="end" text-anchor="end" x="${AXIS.to}" y="52">in 72 h</text>`;
    return `<svg class="window" viewBox="0 0 ${SIZE.width} ${SIZE.height}" width="${SIZE.width}" height="${SIZE.height}" role="img"><title>${KINDS.map((kind) => inWords(window, kind)).join("; ")}</title>${lanes.join("")}<line class="now" x1="${x(now)}" x2="${x(now)}" y1="4" y2="41"/>${sent.join("")}${ends}</svg>`;
}

function locked(
    { lockedUntil }: RequestWindow,
    kind: CountedRequest,
    now: number,
    x: (moment: number) => string,
): string[] {
    const until = lockedUntil[kind];
    if (until === undefined) return [];
    return [
        `<line class="locked" x1="${x(now)}" x2="${x(Date.parse(until))}" y1="${LANES[kind]}" y2="${LANES[kind]}"/>`,
    ];
}

/** A dot for what Graph accepted, a ring where its answer is not known, a cross for what it refused. */
function mark({ outcome }: SentRequest, x: string, y: number): string {
    if (typeof outcome !== "number") {
        return `<circle class="${outcome === "ok" ? "accepted" : "unclear"}" cx="${x}" cy="${y}" r="4"/>`;
    }
    const at = Number(x);
    const [left, right] = [(at - 3.5).toFixed(1), (at + 3.5).toFixed(1)];
    return `<path class="refused" d="M${left} ${y - 3.5}L${right} ${y + 3.5}M${left} ${y + 3.5}L${right} ${y - 3.5}"/>`;
}

function inWords({ sent, lockedUntil }: RequestWindow, kind: CountedRequest): string {
    const count = sent.filter(({ request }) => request === kind).length;
    const until = lockedUntil[kind];
    const end = until === undefined ? "" : `, locked out until ${utc(Date.parse(until))}`;
    return `${kind}: ${count} request${count === 1 ? "" : "s"} in the last 72 hours${end}`;
}

/** When each request was sent, and is free again, in words. */
export function requestsInWords({ sent, lockedUntil }: RequestWindow): string[] {
    const each = sent.map(({ request, at, outcome }) => {
        const moment = Date.parse(at);
        const how =
            outcome === "ok" ? "accepted" : outcome === "?" ? "answer not known" : `refused (${outcome})`;
        return `${request} ${utc(moment)}, ${how}; free again ${utc(moment + WINDOW_MS)}`;
    });
    const locks = KINDS.flatMap((kind) => {
        const until = lockedUntil[kind];
        return until === undefined
            ? []
            : [`${kind} requests are locked out (133016) until ${utc(Date.parse(until))}`];
    });
    return [...each, ...locks];
}

/** A moment, to the minute. */
export function utc(moment: number): string {
    return `${new Date(moment).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
