/** The page: hears what is new, shows it, and sends what its buttons ask for. */
import { card } from "./card.mjs";
import { byId, h, show } from "./dom.mjs";
import { faultFrom, planned } from "./faults.mjs";
import { counted, span, utc } from "./format.mjs";
import { row } from "./log.mjs";

/** @typedef {import("../view/types.js").PageState} PageState */
/** @typedef {import("../view/types.js").ShownRequest} ShownRequest */

const CONTROL = "/_emulator";
/** A page that stays open for weeks must not fill up. */
const MOST_ROWS = 200;

/** @type {PageState | undefined} */
let state;
/** What the emulator's clock is ahead of this browser's. */
let skew = 0;
/** @type {Map<number, ShownRequest>} */
const requests = new Map();

const parts = {
    connection: byId("connection", HTMLElement),
    clock: byId("clock", HTMLTimeElement),
    ahead: byId("ahead", HTMLElement),
    summary: byId("summary", HTMLElement),
    cards: byId("cards", HTMLElement),
    more: byId("more", HTMLElement),
    find: byId("find", HTMLInputElement),
    log: byId("log", HTMLElement),
    logged: byId("logged", HTMLElement),
    writes: byId("writes", HTMLInputElement),
    fault: byId("fault", HTMLFormElement),
    planned: byId("planned", HTMLElement),
    said: byId("said", HTMLElement),
};

const now = () => Date.now() + skew;

/** @type {EventSource | undefined} */
let source;

/** Listens from now on; what was heard before is told again. */
function listen() {
    source?.close();
    const events = new EventSource(`${CONTROL}/events?find=${encodeURIComponent(parts.find.value)}`);
    source = events;
    events.addEventListener("open", () => {
        requests.clear();
        connected(true);
    });
    // The browser tries again by itself, unless it was refused for good.
    events.addEventListener("error", () => {
        connected(false);
        if (events.readyState === EventSource.CLOSED) setTimeout(listen, 2000);
    });
    events.addEventListener("request", ({ data }) => {
        /** @type {ShownRequest} */
        const request = JSON.parse(data);
        requests.set(request.seq, request);
    });
    events.addEventListener("state", ({ data }) => {
        /** @type {PageState} */
        const told = JSON.parse(data);
        state = told;
        skew = told.now - Date.now();
        render();
    });
}

/** @param {boolean} isUp */
function connected(isUp) {
    parts.connection.textContent = isUp
        ? `live at ${location.host}`
        : "the emulator does not answer; trying again…";
    parts.connection.classList.toggle("up", isUp);
    document.body.classList.toggle("down", !isUp);
}

function render() {
    if (state === undefined) return;
    const { total, live, found, cards, faults } = state;
    tick();
    const off = total - live;
    parts.summary.textContent = total === 0 ? "none" : `${live} live, ${off} not`;
    show(
        parts.cards,
        cards.map((each) => card(each, now())),
    );
    parts.more.textContent =
        found === 0
            ? total === 0
                ? "This emulator has no numbers: seed some with POST /_emulator/seed."
                : `None of the ${counted(total, "number")} has that.`
            : found > cards.length
              ? `The first ${cards.length} of ${found.toLocaleString("en")}. Find the others by name, number or ID.`
              : "";
    show(parts.planned, planned(faults));
    const choice = parts.fault.elements.namedItem("number");
    if (choice instanceof HTMLSelectElement) {
        const any = h("option", { value: "", "data-key": "" }, "any");
        const each = cards.map(({ id, displayPhoneNumber }) =>
            h("option", { value: id, "data-key": id }, displayPhoneNumber),
        );
        show(choice, [any, ...each]);
    }
    renderLog(state.log);
}

/** @param {PageState["log"]} log */
function renderLog({ first, last }) {
    for (const seq of requests.keys()) if (seq < first || seq > last) requests.delete(seq);
    const all = [...requests.values()].sort((one, other) => other.seq - one.seq);
    for (const { seq } of all.slice(MOST_ROWS)) requests.delete(seq);
    const shown = all.slice(0, MOST_ROWS).filter(({ method }) => !parts.writes.checked || method !== "GET");
    const count = Math.max(0, last - first + 1);
    parts.logged.textContent = count === 0 ? "" : count.toLocaleString("en");
    const rows = shown.map(row);
    const none = h("p", { class: "soft empty" }, "None yet. Each one appears here as it comes.");
    show(parts.log, rows.length === 0 ? [none] : rows);
}

function tick() {
    if (state === undefined) return;
    const { ahead } = state;
    parts.clock.textContent = utc(now());
    parts.ahead.textContent =
        Math.abs(ahead) < 2000
            ? "the real time"
            : `${span(Math.abs(ahead))} ${ahead > 0 ? "ahead of" : "behind"} the real time`;
}

/**
 * Asks the controls for something, and says what came of it.
 * @param {string} method
 * @param {string} path
 * @param {unknown} body
 * @param {string} said
 */
async function ask(method, path, body, said) {
    try {
        const answer = await fetch(`${CONTROL}${path}`, {
            method,
            headers: { "content-type": "application/json" },
            body: JSON.stringify(body),
        });
        if (answer.ok) return say(said, true);
        const { error } = await answer.json();
        say(typeof error === "string" ? error : `refused: ${answer.status}`, false);
    } catch {
        say("the emulator does not answer", false);
    }
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let hiding;

/**
 * @param {string} text
 * @param {boolean} isFine
 */
function say(text, isFine) {
    parts.said.textContent = text;
    parts.said.className = `said shown ${isFine ? "" : "bad"}`;
    clearTimeout(hiding);
    hiding = setTimeout(() => parts.said.classList.remove("shown"), 5000);
}

document.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest("button") : null;
    if (button === null) return;
    const { advance, number, action } = button.dataset;
    if (advance !== undefined) {
        void ask(
            "POST",
            "/clock",
            { advance: Number(advance) },
            `The clock is ${span(Number(advance))} later.`,
        );
    }
    const about = state?.cards.find(({ id }) => id === number);
    const wanted = about?.actions.find(({ label }) => label === action);
    if (about !== undefined && wanted !== undefined) {
        const path = `/numbers/${encodeURIComponent(about.id)}`;
        void ask("PATCH", path, wanted.patch, `${about.displayPhoneNumber} ${wanted.said}.`);
    }
    if (button.id === "clear-log") void ask("DELETE", "/requests", {}, "The request log is empty.");
    if (button.id === "clear-faults") void ask("DELETE", "/faults", {}, "No fault is planned.");
});

parts.fault.addEventListener("submit", (event) => {
    event.preventDefault();
    const form = Object.fromEntries(
        [...new FormData(parts.fault)].map(([name, value]) => [name, String(value)]),
    );
    void ask("POST", "/faults", faultFrom(form), "The fault is planned.");
});

parts.writes.addEventListener("change", render);

/** @type {ReturnType<typeof setTimeout> | undefined} */
let typing;
parts.find.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(listen, 200);
});

setInterval(tick, 1000);
setInterval(render, 30_000);
listen();
