/**
 * The report as a pull-request comment: the verdict first, then one table, the worst first, then the details of each
 * number, folded. It stays within GitHub's 65,536 characters: see `fit.ts`.
 *
 * Numbers, IDs, resources and errors are in code spans, and so is every other text that holds what GitHub could take
 * for a mention, a reference, a link or HTML (inert.ts): others may have written a part of it.
 */
import type { NumberEntry, Report } from "../report";
import type { Around, Link } from "./around";
import { type Fitting, type Parts, whatFits } from "./fit";
import { cell, code, escaped, sentence } from "./inert";
import {
    COLUMNS,
    leftOf,
    notesOf,
    numberOf,
    OFFLINE,
    OFFLINE_TITLE,
    type Row,
    resourceNames,
    rowsOf,
    sharedRows,
} from "./rows";
import { type Verdict, verdictOf } from "./verdict";

/** GitHub refuses a longer comment; some room is left for what a pipeline adds. */
export const MARKDOWN_LIMIT = 65_000;
/** The second line of a report without anything to review: a pipeline makes no comment for it. */
export const NOTHING = "<!-- nothing changes -->";

/** By this first line a pipeline finds its comment of an earlier run, and updates it. One for each stack. */
function marker({ project = "", stack = "" }: Pick<Report, "project" | "stack">): string {
    const part = (name: string) => name.replace(/[^\w./]+/g, "-").slice(0, 120);
    return `<!-- pulumi-whatsapp-report ${part(project)}/${part(stack)} -->`;
}

/** Renders as much of the report as fits. */
export function markdown(report: Report, around: Around = {}, limit = MARKDOWN_LIMIT): string {
    const verdict = verdictOf(report, around.gates);
    const first = verdict.nothing ? [marker(report), NOTHING, ""] : [marker(report), ""];
    const top = [...first, ...head(report, verdict)].join("\n");
    const bottom = [...settingsSection(report), ...origin(around)].join("\n\n");
    const room = limit - top.length - bottom.length - LEFT_OUT_LENGTH;
    const each = whatFits(partsOf(rowsOf(report)), room);
    const fitting = each.allRows ? each : whatFits(partsOf(sharedRows(report)), room);
    const sections = [...body(report, fitting), bottom].filter((text) => text !== "");
    return `${[top, ...sections].join("\n\n")}\n`;
}

const ALERTS: Readonly<Record<Verdict["level"], string | undefined>> = {
    caution: "[!CAUTION]",
    warning: "[!WARNING]",
    calm: undefined,
};

/** So many errors, and so much of each. */
const ERRORS = { most: 10, longest: 500 };

/** The verdict: what happens, what stops the pipeline, and why the preview failed if it did. */
function head({ project, stack, errors }: Report, { level, line, stops }: Verdict): string[] {
    const where = stack === undefined ? "" : ` (${code(`${project}/${stack}`, 200)})`;
    const verdict = [
        `**${line}**${where}`,
        ...stops.map(({ concern, label, words }) => {
            const passes = label === undefined ? "" : `. The label ${code(label, 100)} lets it pass`;
            return `Stopped by ${code(concern)}: ${sentence(words)}${passes}.`;
        }),
    ];
    const alert = ALERTS[level];
    const lines = verdict.join("\n\n").split("\n");
    const said = alert === undefined ? lines : [alert, ...lines].map((text) => `> ${text}`.trimEnd());
    const why = errors.slice(0, ERRORS.most).flatMap((error) => ["", `> ${code(error, ERRORS.longest)}`]);
    const rest = errors.length - ERRORS.most;
    return [...said, ...why, ...(rest > 0 ? ["", `${rest} more errors are in the log.`] : [])];
}

/** Room for the sentences about what is left out. */
const LEFT_OUT_LENGTH = 1_000;

function body(report: Report, { rows, folds, allRows, allFolds }: Fitting): string[] {
    if (rows.length === 0 && allRows) return [];
    const table = [`| ${COLUMNS.join(" | ")} |`, `|${COLUMNS.map(() => " --- |").join("")}`, ...rows].join(
        "\n",
    );
    const shown = rows.length;
    const rest = sharedRows(report).slice(shown).flat().length;
    const left = [
        ...(allRows
            ? []
            : [`**${rest} more numbers are left out here**: the report as HTML or JSON holds them all.`]),
        ...(allRows && !allFolds ? ["Further details: the report as HTML or JSON holds them all."] : []),
    ];
    return [table, ...(allRows ? [] : left), ...folds, ...(allRows ? left : [])];
}

/** The longest texts of a cell. */
const LONGEST = { name: 60, words: 240 };
const NONE = "–";

function partsOf(rows: readonly Row[]): Parts {
    return {
        rows: rows.map(tableRow),
        folds: rows.map((row) => (row.length === 1 ? [details(row[0])] : lists(row))),
    };
}

function tableRow(row: Row): string {
    const [entry] = row;
    const { offline, plan } = entry;
    const several = row.length > 1;
    const notes = notesOf(entry).length;
    const more = notes === 0 ? "" : ` (${notes} note${notes === 1 ? "" : "s"})`;
    const cells = [
        several ? `**${row.length} numbers**` : nameOf(entry),
        several || entry.verifiedName === undefined ? NONE : sentence(entry.verifiedName, LONGEST.name),
        several ? NONE : code(resourceNames(entry), LONGEST.name),
        sentence(plan, LONGEST.words) + more,
        offline === "no" ? OFFLINE.no : `**${OFFLINE[offline]}**`,
        leftOf(row) ?? NONE,
    ];
    return `| ${cells.map(cell).join(" | ")} |`;
}

function nameOf(entry: NumberEntry): string {
    const number = numberOf(entry);
    return number === undefined ? "not known yet" : code(number, LONGEST.name);
}

function folded(summary: string, lines: readonly string[]): string {
    return `<details><summary>${summary}</summary>\n\n${lines.join("\n")}\n\n</details>`;
}

/** All about one number, under a summary that names it. */
function details(entry: NumberEntry): string {
    const { phoneNumberId, resources, words, warnings, requests, requestsIfLive = [] } = entry;
    const names = [numberOf(entry) ?? "a number that is not known yet", resourceNames(entry)];
    const id = phoneNumberId === null ? [] : [`ID ${code(phoneNumberId)}`];
    const declared = resources.map(({ name, op }) => `${code(name)} (${sentence(op)})`);
    const shown = names.map((name) => `<code>${escaped(name, LONGEST.name)}</code>`).join(" ");
    const title = entry.offline === "no" ? shown : `${shown} ${OFFLINE_TITLE[entry.offline]}`;
    return folded(title, [
        `- ${[...id, ...declared].join(", ")}`,
        `- plan: ${sentence(words)}`,
        ...warnings.map(({ about, text }) => `- ${about}: ${sentence(text)}`),
        ...(requests.length === 0 ? [] : [""]),
        ...requests.map((request, at) => `${at + 1}. ${code(request.endpoint)}: ${sentence(request.words)}`),
        ...(requestsIfLive.length === 0 ? [] : [""]),
        ...requestsIfLive.map(
            (request) => `- if it is live: ${code(request.endpoint)}: ${sentence(request.words)}`,
        ),
    ]);
}

/** The numbers of a shared row: with their names and resources, else their IDs alone. */
function lists(row: Row): string[] {
    const [first] = row;
    const summary = `${row.length} numbers: ${OFFLINE_TITLE[first.offline]}`;
    const common = [
        ...first.warnings.map(({ about, text }) => `- ${about}: ${sentence(text)}`),
        ...first.requests.map(({ words }, at) => `${at + 1}. ${sentence(words)}`),
    ];
    const ids = row.map(({ phoneNumberId }) =>
        phoneNumberId === null ? "not known yet" : code(phoneNumberId),
    );
    const long = row.map((entry, at) => {
        const { displayPhoneNumber: number } = entry;
        const names = [...(number === undefined ? [] : [number]), resourceNames(entry)];
        return `- ${ids[at]} ${names.map((name) => code(name, LONGEST.name)).join(" ")}`;
    });
    const space = common.length === 0 ? [] : [""];
    return [
        folded(summary, [...common, ...space, ...long]),
        folded(summary, [...common, ...space, ids.join(", ")]),
    ];
}

/** So many settings are listed; the rest is counted. */
const MOST_SETTINGS = 50;

function settingsSection({ settings }: Report): string[] {
    if (settings.length === 0) return [];
    const rows = settings.slice(0, MOST_SETTINGS).map(({ of, resource, name, words, concerns }) => {
        const grave = concerns.filter((concern) => concern !== "change");
        const what = sentence(words, LONGEST.words);
        const cells = [
            of === null ? "not known yet" : code(of, LONGEST.name),
            code(resource, LONGEST.name),
            code(name, LONGEST.name),
            grave.length === 0 ? what : `**${grave.join(", ")}**: ${what}`,
        ];
        return `| ${cells.map(cell).join(" | ")} |`;
    });
    const rest = settings.length - rows.length;
    const more =
        rest === 0
            ? []
            : [`**${rest} more settings are left out here**: the report as HTML or JSON holds them all.`];
    return [
        ["| Of | Setting | Resource | What happens |", "| --- | --- | --- | --- |", ...rows].join("\n"),
        ...more,
    ];
}

/** Which commit it is about, and where it was made. */
function origin({ commit, run }: Around): string[] {
    const link = ({ text, url }: Link) => `[${code(text, 40)}](${url})`;
    const parts = [
        ...(commit === undefined ? [] : [`commit ${link(commit)}`]),
        ...(run === undefined ? [] : [link(run)]),
    ];
    return parts.length === 0 ? [] : [`Made for ${parts.join(" in ")}`];
}
