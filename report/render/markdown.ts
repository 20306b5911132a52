/**
 * The report as a pull-request comment: the summary first, then the numbers that go offline, the others folded.
 * Numbers with the same plan share one entry, so that a fleet fits into GitHub's 65,536 characters.
 *
 * Names, IDs and errors are in code spans, and so is every sentence that holds what GitHub could take for a mention, a
 * reference, a link or HTML (plain.ts): others may have written a part of it.
 */
import { concernsOf, type NumberEntry, type Report } from "../report";
import { foreign } from "../text";
import { isPlain } from "./plain";

/** GitHub refuses a longer comment; some room is left for what a pipeline adds. */
export const MARKDOWN_LIMIT = 65_000;

/** By this first line a pipeline finds its comment of an earlier run, and updates it. One for each stack. */
export function marker({ project = "", stack = "" }: Pick<Report, "project" | "stack">): string {
    const part = (name: string) => name.replace(/[^\w./]+/g, "-").slice(0, 120);
    return `<!-- pulumi-whatsapp-report ${part(project)}/${part(stack)} -->`;
}

/** Renders in full, or with less and less about each number, until it fits. */
export function markdown(report: Report, limit = MARKDOWN_LIMIT): string {
    const texts = [full, short].map((each) => render(report, each));
    return texts.find((text) => text.length <= limit) ?? cut(report, limit);
}

type Each = (entry: NumberEntry) => string;

const full: Each = (entry) => {
    const { left, resources } = entry;
    const names = resources.map(({ name, op }) => `${code(name)} (${plain(op)})`).join(", ");
    const leaves =
        left === undefined ? "" : `, leaves ${left.register} register, ${left.deregister} deregister`;
    return `${nameOf(entry)}: ${names}${leaves}`;
};
const short: Each = (entry) => nameOf(entry);

function render(report: Report, each: Each): string {
    return page(
        report,
        groupsOf(report).map((group) => section(group, each)),
    );
}

/** Whole sections while they fit; then how many numbers are left out. */
function cut(report: Report, limit: number): string {
    const groups = groupsOf(report);
    const shown: string[] = [];
    let rest = report.numbers.length;
    const more = () =>
        rest === 0 ? [] : [`**${rest} more numbers are left out here**: the report as JSON holds them all.`];
    for (const group of groups) {
        const text = [section(group, short), head(group, group.entries.length)].find(
            (candidate) => page(report, [...shown, candidate, ...more()]).length <= limit,
        );
        if (text === undefined) break;
        shown.push(text);
        rest -= group.entries.length;
    }
    return page(report, [...shown, ...more()]);
}

function page(report: Report, sections: readonly string[]): string {
    const where = report.stack === undefined ? "" : ` (${code(`${report.project}/${report.stack}`)})`;
    const errors = report.errors.slice(0, 20).map((error) => `> ${code(error)}`);
    const top = `${marker(report)}\n**${report.summary.line}**${where}`;
    return `${[top, ...errors, ...sections, ...settingsSection(report)].join("\n\n")}\n`;
}

/** So many settings are listed; the rest is counted. */
const MOST_SETTINGS = 50;

function settingsSection({ settings }: Report): string[] {
    if (settings.length === 0) return [];
    const lines = settings.slice(0, MOST_SETTINGS).map(({ of, resource, name, words, concerns }) => {
        const grave = concerns.some((concern) => concern !== "change");
        const whose = of === null ? "an ID that is not known" : code(of);
        return `- ${grave ? "⚠️ " : ""}${whose} ${code(resource)} ${code(name)}: ${plain(words)}`;
    });
    const rest = settings.length - lines.length;
    const more =
        rest === 0
            ? []
            : [`- **${rest} more settings are left out here**: the report as JSON holds them all.`];
    return [["**Settings**", "", ...lines, ...more].join("\n")];
}

/** Numbers with the same plan. */
interface Group {
    readonly words: string;
    readonly entries: readonly NumberEntry[];
}

function groupsOf({ numbers }: Report): Group[] {
    const groups = new Map<string, NumberEntry[]>();
    for (const entry of numbers) {
        const key = [entry.action, entry.plan, ...texts(entry)].join("\n");
        groups.set(key, [...(groups.get(key) ?? []), entry]);
    }
    // How many requests are left differs from number to number, so it is beside each.
    return [...groups.values()].map((entries) => ({ words: (entries[0] as NumberEntry).plan, entries }));
}

function texts({ warnings }: NumberEntry): string[] {
    return warnings.map(({ about, text }) => `${about}: ${text}`);
}

function section(group: Group, each: Each): string {
    const [first] = group.entries as [NumberEntry];
    const numbers =
        group.entries.length === 1 && each === short ? [] : group.entries.map((entry) => `- ${each(entry)}`);
    const requests = first.requests.map(
        ({ endpoint, words }, at) => `${at + 1}. ${code(anyId(endpoint, first))}: ${plain(words)}`,
    );
    const ifLive = (first.requestsIfLive ?? []).map(
        ({ endpoint, words }) => `- if it is live: ${code(anyId(endpoint, first))}: ${plain(words)}`,
    );
    const inside = [numbers, requests, ifLive]
        .filter((lines) => lines.length > 0)
        .map((lines) => lines.join("\n"));
    if (inside.length === 0) return head(group, group.entries.length);
    return `${head(group, group.entries.length)}\n<details><summary>numbers and requests</summary>\n\n${inside.join("\n\n")}\n\n</details>`;
}

/** What happens, and to which numbers: the part that is not folded. */
function head({ words, entries }: Group, size: number): string {
    const [first] = entries as [NumberEntry];
    const who = size === 1 ? nameOf(first) : `**${size} numbers**`;
    const grave = concernsOf(first).some((concern) => concern !== "change" && concern !== "unknown");
    const warnings = first.warnings.map(({ about, text }) => `  - ${about}: ${plain(text)}`);
    return [`- ${grave ? "⚠️ " : ""}${who}: ${plain(words)}`, ...warnings].join("\n");
}

function nameOf({ phoneNumberId, displayPhoneNumber }: NumberEntry): string {
    const id = phoneNumberId === null ? "an ID that is not known" : code(phoneNumberId);
    return displayPhoneNumber === undefined ? id : `${id} ${code(displayPhoneNumber)}`;
}

function anyId(endpoint: string, { phoneNumberId }: NumberEntry): string {
    return phoneNumberId === null ? endpoint : endpoint.replace(`/${phoneNumberId}`, "/{phone-number-id}");
}

/** A sentence as it is where nothing in it means anything to GitHub; else in a code span. */
function plain(text: string): string {
    const fit = foreign(text);
    return isPlain(fit) ? fit : code(fit);
}

/** The longest run of backticks that is kept: GitHub treats a fence of more than 80 as text. */
const BACKTICKS = 8;
/** The longest text of one span. */
const LONGEST = 2_000;

/** A text in a code span, as it is: its fence is longer than any run of backticks in it. */
function code(text: string): string {
    const kept = foreign(text, LONGEST).replace(/`+/g, (run) => run.slice(0, BACKTICKS));
    const longest = Math.max(0, ...[...kept.matchAll(/`+/g)].map(([run]) => run.length));
    const fence = "`".repeat(longest + 1);
    // An empty span is not rendered as one; renderers remove one space at each end.
    const padded = kept === "" ? "  " : /^`|`$|^ .* $/.test(kept) ? ` ${kept} ` : kept;
    return fence + padded + fence;
}
