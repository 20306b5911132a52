/** A number as a card. */
import { bdi, h } from "./dom.mjs";
import { span, time } from "./format.mjs";
import { timeline } from "./timeline.mjs";

/** @typedef {import("../view/types.js").Card} Card */
/** @typedef {import("../view/types.js").ShownProfile} ShownProfile */

const STATES = { live: "live", off: "off", barred: "barred" };

/**
 * @param {Card} number
 * @param {number} now
 */
export function card(number, now) {
    const { id, displayPhoneNumber, verifiedName, state, status, platformType } = number;
    const title = `title-${id}`;
    return h(
        "article",
        { class: `card ${state}`, "data-key": id, "aria-labelledby": title },
        h(
            "header",
            {},
            h("h3", { id: title }, bdi(displayPhoneNumber)),
            h("span", { class: `pill ${state}` }, state === "barred" ? status.toLowerCase() : STATES[state]),
            h("p", { class: "name" }, bdi(verifiedName)),
        ),
        h(
            "p",
            { class: "soft ids" },
            h("code", {}, bdi(id)),
            h("code", {}, bdi(status)),
            h("code", {}, bdi(platformType)),
        ),
        facts(number),
        ...notices(number, now),
        timeline(number, now),
        webhooks(number),
        profile(number),
        actions(number),
    );
}

/** @param {Card} number */
function facts({ region, hasPin, ownership, nameStatus }) {
    /** @type {[string, string, boolean][]} */
    const rows = [
        ["Region", region ?? "none", region !== undefined],
        ["PIN", hasPin ? "set" : "not set", hasPin],
        ["Ownership", ownership, ownership === "VERIFIED"],
        ["Name", nameStatus, nameStatus === "APPROVED"],
    ];
    return h(
        "dl",
        { class: "facts" },
        ...rows.map(([name, value, isFine]) =>
            h("div", {}, h("dt", {}, name), h("dd", { class: isFine ? "" : "unset" }, bdi(words(value)))),
        ),
    );
}

/**
 * VERIFIED as Verified: a card of capitals is hard to read. A region is a code, and stays.
 * @param {string} value
 */
function words(value) {
    if (!/^[A-Z_]{3,}$/.test(value)) return value;
    return value[0] + value.slice(1).toLowerCase().replaceAll("_", " ");
}

/**
 * @param {Card} number
 * @param {number} now
 */
function notices({ code, newName, isOnBizApp, register, deregister }, now) {
    const locked = [register, deregister].flatMap(({ blockedUntil }, at) =>
        blockedUntil === undefined ? [] : [{ kind: at === 0 ? "Register" : "Deregister", blockedUntil }],
    );
    return [
        code !== undefined &&
            h(
                "p",
                { class: "notice code" },
                "Verification code ",
                h("strong", {}, code.code),
                h("span", { class: "soft" }, ` by ${code.method}, until ${time(code.expiresAt)}`),
            ),
        newName !== undefined &&
            h(
                "p",
                { class: "notice" },
                "New name ",
                h("strong", {}, bdi(newName.name)),
                h("span", { class: "soft" }, " ", words(newName.status)),
            ),
        isOnBizApp && h("p", { class: "notice" }, "Also on the WhatsApp Business app"),
        ...locked.map(({ kind, blockedUntil }) =>
            h(
                "p",
                { class: "notice bad" },
                `${kind} is locked out (133016) for another ${span(blockedUntil - now)}`,
            ),
        ),
    ].filter((each) => each !== false);
}

/** @param {Card} number */
function webhooks({ webhooks: urls, deliveries }) {
    const [first] = urls;
    return h(
        "details",
        {},
        h(
            "summary",
            {},
            "Webhook ",
            h("span", { class: "soft cut" }, first === undefined ? "none" : bdi(first.url)),
        ),
        ...urls.map(({ appId, level, url }) =>
            h(
                "p",
                { class: "url" },
                h("code", {}, bdi(url)),
                h(
                    "span",
                    { class: "soft" },
                    ` of the ${words(level.toUpperCase()).toLowerCase()}, app ${appId}`,
                ),
            ),
        ),
        urls.length === 0 &&
            h("p", { class: "soft" }, "No app is subscribed to the WABA with a URL that applies here."),
        deliveries.length > 0 &&
            h(
                "ul",
                { class: "plain" },
                ...deliveries.map(({ at, field, outcome }) =>
                    h("li", {}, h("time", {}, time(at)), ` ${field}: `, outcomeWords(outcome)),
                ),
            ),
    );
}

/** @param {string} outcome */
function outcomeWords(outcome) {
    return outcome.replace("underWay", "under way").replace("notLoopback", "not sent: not on this machine");
}

/** @param {Card} number */
function profile(number) {
    const { about } = number.profile;
    return h(
        "details",
        {},
        h(
            "summary",
            {},
            "Profile ",
            h("span", { class: "soft cut" }, about === "" ? "as a phone shows it" : bdi(about)),
        ),
        phone(number),
    );
}

/** @param {Card} number */
function phone({ registered, displayPhoneNumber, verifiedName, profile: shown }) {
    const { about, description, address, email, vertical, websites, hasPicture, username } = shown;
    /** @type {[string, readonly string[]][]} */
    const all = [
        ["Category", vertical === "" || vertical === "UNDEFINED" ? [] : [words(vertical)]],
        ["About", [about]],
        ["Description", [description]],
        ["Address", [address]],
        ["Email", [email]],
        ["Websites", websites],
    ];
    const rows = all
        .map(([name, values]) => ({ name, values: values.filter((value) => value !== "") }))
        .filter(({ values }) => values.length > 0);
    return h(
        "div",
        { class: "phone" },
        h(
            "div",
            { class: `avatar ${hasPicture ? "picture" : ""}`, "aria-hidden": "true" },
            hasPicture ? "picture" : initials(verifiedName),
        ),
        h("p", { class: "who" }, bdi(verifiedName)),
        username !== undefined && h("p", { class: "soft" }, bdi(`@${username}`)),
        h("p", { class: "soft" }, bdi(displayPhoneNumber)),
        h("p", { class: "soft" }, registered ? "Business account" : "Not on WhatsApp now"),
        rows.length > 0 &&
            h(
                "dl",
                {},
                ...rows.flatMap(({ name, values }) => [
                    h("dt", {}, name),
                    ...values.map((value) => h("dd", {}, bdi(value))),
                ]),
            ),
        starters(shown),
    );
}

/** @param {ShownProfile} profile */
function starters({ prompts, commands }) {
    if (prompts.length === 0 && commands.length === 0) return undefined;
    return h(
        "ul",
        { class: "starters", "aria-label": "What a chat offers" },
        ...prompts.map((prompt) => h("li", {}, bdi(prompt))),
        ...commands.map(({ name, hint }) =>
            h("li", { class: "command" }, h("b", {}, bdi(`/${name}`)), " ", bdi(hint)),
        ),
    );
}

/** @param {string} name */
function initials(name) {
    const letters = name.split(/\s+/).flatMap((word) => [...word].slice(0, 1));
    return letters.slice(0, 2).join("").toUpperCase();
}

/** @param {Card} number */
function actions({ id, displayPhoneNumber, actions: all }) {
    return h(
        "div",
        {
            class: "buttons actions",
            role: "group",
            "aria-label": `Behind the back of ${displayPhoneNumber}`,
        },
        ...all.map(({ label }) =>
            h("button", { type: "button", "data-number": id, "data-action": label }, label),
        ),
    );
}
