/** Planning what goes wrong. */
import { h } from "./dom.mjs";
import { counted } from "./format.mjs";

/** @typedef {import("../view/types.js").ShownFault} ShownFault */

/**
 * The fault that the form asks for.
 * @param {Readonly<Record<string, string>>} form
 */
export function faultFrom({ kind = "", number = "", what = "", times = "1" }) {
    const match = {
        ...(kind === "" ? {} : { kind }),
        ...(number === "" ? {} : { phoneNumberId: number }),
    };
    return { match, times: Number(times), do: actionFrom(what) };
}

/** @param {string} what */
function actionFrom(what) {
    const [name, value = ""] = what.split("-");
    const when = value === "before" ? "before" : "after";
    if (name === "drop") return { drop: when };
    if (name === "hang") return { hang: when };
    if (name === "html") return { html: Number(value) };
    if (name === "empty") return { empty: Number(value) };
    if (name === "delay") return { delayMs: Number(value) };
    return name === "truncate" ? { truncate: true } : { error: { code: Number(value) } };
}

/**
 * What is planned.
 * @param {readonly ShownFault[]} faults
 */
export function planned(faults) {
    if (faults.length === 0) return [];
    return [
        h(
            "ul",
            { class: "plain" },
            ...faults.map(({ id, words, left }) =>
                h(
                    "li",
                    { "data-key": id },
                    words,
                    h("span", { class: "soft" }, ` (${counted(left, "time")})`),
                ),
            ),
        ),
        h("button", { type: "button", id: "clear-faults" }, "Remove all"),
    ];
}
