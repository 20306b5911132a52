/** The request log, newest first. */
import { bdi, h } from "./dom.mjs";
import { time } from "./format.mjs";

/** @typedef {import("../view/types.js").ShownRequest} ShownRequest */

/**
 * How a request went, for its colour.
 * @param {ShownRequest} request
 */
function outcomeOf({ status, fault, code }) {
    if (fault !== undefined) return "disturbed";
    return status >= 400 || status === 0 || code !== undefined ? "refused" : "ok";
}

/** @param {ShownRequest} request */
export function row(request) {
    const { seq, at, method, path, status, code, fault, kind } = request;
    const answer = status === 0 ? "no answer" : String(status);
    return h(
        "details",
        {
            class: `request ${outcomeOf(request)} ${method === "GET" ? "reads" : "writes"}`,
            "data-key": String(seq),
        },
        h(
            "summary",
            {},
            h("time", {}, time(at)),
            h("span", { class: `method ${method}` }, method),
            h("span", { class: "path" }, bdi(path)),
            h("span", { class: "status" }, code === undefined ? answer : `${answer} · ${code}`),
        ),
        inside(request, kind, fault),
    );
}

/**
 * @param {ShownRequest} request
 * @param {string} kind
 * @param {string | undefined} fault
 */
function inside({ query, body, version, userAgent, applied, method, atOnce }, kind, fault) {
    /** @type {[string, string | undefined][]} */
    const all = [
        ["kind", kind],
        ["version", version],
        ["query", Object.keys(query).length === 0 ? undefined : JSON.stringify(query, null, 2)],
        ["body", body === undefined ? undefined : JSON.stringify(body, null, 2)],
        ["done", method === "GET" ? undefined : applied ? "yes" : "no"],
        ["fault", fault],
        ["at once", atOnce > 1 ? String(atOnce) : undefined],
        ["client", userAgent],
    ];
    return h(
        "dl",
        {},
        ...all.flatMap(([name, value]) =>
            value === undefined ? [] : [h("dt", {}, name), h("dd", {}, h("code", {}, bdi(value)))],
        ),
    );
}
