/** A report as lines of text, for terminals and logs. */
import type { NumberEntry, Report, Warning } from "../report";

/** The report as lines of text: the summary, then one line for each number and what belongs to it below. */
export function terminal(report: Report): string {
    const errors = report.errors.map((error) => `error: ${error}`);
    const settings = report.settings.flatMap(({ line, op, name }) => ["", line, `    ${op} ${name}`]);
    return `${[...errors, report.summary.line, ...report.numbers.flatMap(lines), ...settings].join("\n")}\n`;
}

function lines(entry: NumberEntry): string[] {
    const { requests, requestsIfLive } = entry;
    return [
        "",
        entry.line,
        ...entry.resources.map(({ name, op }) => `    ${op} ${name}`),
        ...requests.map(({ endpoint, words }) => `    ${endpoint}: ${words}`),
        ...(requestsIfLive ?? []).map(({ endpoint, words }) => `    if live, ${endpoint}: ${words}`),
        ...entry.warnings.filter(saysMore).map(({ text }) => `    warning: ${text}`),
    ];
}

/** The line itself tells of outages, deregistrations and refusals. */
function saysMore({ about }: Warning): boolean {
    return about !== "outage" && about !== "deregister" && about !== "refused";
}
