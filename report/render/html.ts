/**
 * The report as one HTML page: nothing is loaded, and its policy lets nothing run but its own script. The same verdict
 * and rows as the comment, all of them, with the 72-hour window of each number. Every text is escaped.
 */
import { createHash } from "node:crypto";
import type { NumberEntry, Report, SettingEntry } from "../report";
import type { Around, Link } from "./around";
import { escaped } from "./inert";
import { SCRIPT, STYLE } from "./page";
import { COLUMNS, leftOf, notesOf, numberOf, OFFLINE, resourceNames } from "./rows";
import { requestsInWords, timeline, utc } from "./timeline";
import { changing, type Verdict, verdictOf } from "./verdict";

/** Renders the whole report. */
export function html(report: Report, around: Around = {}): string {
    const numbers = changing(report);
    const title = ["WhatsApp numbers", ...stackOf(report)].join(" ");
    const policy = `default-src 'none'; style-src '${hash(STYLE)}'; script-src '${hash(SCRIPT)}'; base-uri 'none'; form-action 'none'`;
    return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>WhatsApp numbers${stackOf(report)
        .map((stack) => ` ${code(stack)}`)
        .join("")}</h1>
<p class="soft">${madeWhere(report, around)}</p>
${verdict(report, verdictOf(report, around.gates))}
${numbers.length === 0 ? "" : table(numbers, Date.parse(report.madeAt))}
${report.settings.length === 0 ? "" : settings(report.settings)}
</main>
<script>${SCRIPT}</script>
</body>
</html>
`;
}

function hash(text: string): string {
    return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}

function stackOf({ project, stack }: Report): string[] {
    return stack === undefined ? [] : [`${project}/${stack}`];
}

/** A text of its own direction, that can't turn what stands beside it. */
function code(text: string): string {
    return `<code><bdi>${escaped(text)}</bdi></code>`;
}

function list(tag: "ul" | "ol", items: readonly string[]): string {
    return items.length === 0 ? "" : `<${tag}>${items.map((item) => `<li>${item}</li>`).join("")}</${tag}>`;
}

function madeWhere({ madeAt, live }: Report, { commit, run }: Around): string {
    const link = ({ text, url }: Link) => `<a href="${escaped(url)}">${escaped(text)}</a>`;
    return [
        `Made ${utc(Date.parse(madeAt))}${live ? ", numbers read live" : ""}`,
        ...(commit === undefined ? [] : [`commit ${link(commit)}`]),
        ...(run === undefined ? [] : [link(run)]),
    ].join(" · ");
}

const LEVELS: Readonly<Record<Verdict["level"], string>> = {
    caution: '<p class="level">Caution</p>',
    warning: '<p class="level">Warning</p>',
    calm: "",
};

function verdict({ errors }: Report, { level, line, stops }: Verdict): string {
    const stopped = stops.map(({ concern, label, words }) => {
        const passes = label === undefined ? "" : `. The label ${code(label)} lets it pass`;
        return `<p>Stopped by ${code(concern)}: ${escaped(words)}${passes}.</p>`;
    });
    const why = list("ul", errors.map(code));
    return `<section class="verdict ${level}">${LEVELS[level]}<p><b>${escaped(line)}</b></p>${stopped.join("")}${why}</section>`;
}

function table(numbers: readonly NumberEntry[], now: number): string {
    const head = COLUMNS.map((column) => `<th scope="col">${column}</th>`).join("");
    const rows = numbers.map((entry, at) => row(entry, at, now));
    return `<table class="numbers"><thead><tr>${head}</tr></thead>
<tbody>
${rows.join("\n")}
</tbody></table>
<p class="note">Each line shows the requests that Graph counts: ten of a kind in 72 hours. A dot was accepted, a cross refused, a ring has no known answer; a tick after <i>now</i> is when one is free again, a thick line a lock-out. It is a lower bound: what others sent is not known.</p>`;
}

function row(entry: NumberEntry, at: number, now: number): string {
    const { phoneNumberId, displayPhoneNumber, verifiedName, offline, window } = entry;
    const id =
        phoneNumberId === null || displayPhoneNumber === undefined
            ? ""
            : `<small>${code(phoneNumberId)}</small>`;
    const number = numberOf(entry) ?? "not known yet";
    const left = leftOf([entry]);
    const drawn = window === undefined ? "" : timeline(window, now);
    // The worst first is an order too: that of the offline column.
    const cells: [kind: string, key: string, shown: string][] = [
        ["number", number, `<bdi>${escaped(number)}</bdi>${id}`],
        ["name", verifiedName ?? "", verifiedName === undefined ? "" : `<bdi>${escaped(verifiedName)}</bdi>`],
        ["resource", resourceNames(entry), code(resourceNames(entry))],
        ["happens", entry.plan, happens(entry)],
        ["offline", String(at), `<span class="${offline}">${OFFLINE[offline]}</span>`],
        ["left", left ?? "", `${left ?? ""}${drawn}`],
    ];
    const shown = cells.map(([kind, key, text], column) => {
        const empty = text === "" ? " empty" : "";
        return `<td class="${kind}${empty}" data-label="${COLUMNS[column]}" data-key="${escaped(key, 200)}">${text}</td>`;
    });
    return `<tr>${shown.join("")}</tr>`;
}

/** The plan, and all about it folded below. */
function happens(entry: NumberEntry): string {
    const { plan, resources, words, warnings, requests, requestsIfLive = [], window } = entry;
    const request = ({ endpoint, words: what }: NumberEntry["requests"][number]) =>
        `${code(endpoint)}: ${escaped(what)}`;
    const inside = [
        words === plan ? "" : `<p class="note">${escaped(words)}</p>`,
        list(
            "ul",
            warnings.map(({ about, text }) => `${about}: ${escaped(text)}`),
        ),
        list("ol", requests.map(request)),
        list(
            "ul",
            requestsIfLive.map((each) => `if it is live: ${request(each)}`),
        ),
        list("ul", [
            ...resources.map(({ name, op }) => `${code(name)} (${escaped(op)})`),
            ...(window === undefined ? [] : requestsInWords(window)),
        ]),
    ];
    const notes = notesOf(entry).length;
    const more = notes === 0 ? "" : ` (${notes} note${notes === 1 ? "" : "s"})`;
    return `<details><summary>${escaped(plan)}${more}</summary>${inside.join("")}</details>`;
}

function settings(entries: readonly SettingEntry[]): string {
    const columns = ["Of", "Setting", "Resource", "What happens"];
    const rows = entries.map(({ of, resource, name, words, concerns }) => {
        const grave = concerns.filter((concern) => concern !== "change");
        const what = `${grave.length === 0 ? "" : `<b>${grave.join(", ")}</b>: `}${escaped(words)}`;
        const cells = [of === null ? "not known yet" : code(of), code(resource), code(name), what];
        const shown = cells.map((text, at) => `<td data-label="${columns[at]}">${text}</td>`);
        return `<tr>${shown.join("")}</tr>`;
    });
    const head = columns.map((column) => `<th scope="col">${column}</th>`).join("");
    return `<h2>Settings</h2>
<table><thead><tr>${head}</tr></thead>
<tbody>
${rows.join("\n")}
</tbody></table>`;
}
