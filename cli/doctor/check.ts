/** What doctor finds, and how it says it. */
import type { Paint } from "../colours";
import { oneLine } from "../text";

/** `refuses`: something would be refused. `unseen`: it could not be checked. `unknown`: nothing shows it. */
export type Finding = "ok" | "refuses" | "unseen" | "warning" | "unknown";

/** One thing that was checked. */
export interface Check {
    readonly verdict: Finding;
    readonly found: string;
    /** What to do about it. */
    readonly next?: string | undefined;
}

/** The checks of one thing: the token, a WABA, a number. */
export interface Section {
    readonly about: string;
    readonly checks: readonly Check[];
}

const COLOURS = { ok: "green", refuses: "red", unseen: "red", warning: "yellow", unknown: "dim" } as const;
const WIDTH = 9;

/** The sections as text. */
export function sectionsText(sections: readonly Section[], paint: Paint): string {
    const blocks = sections.map(({ about, checks }) =>
        [paint("bold", oneLine(about)), ...checks.map((check) => checkText(check, paint))].join("\n"),
    );
    return [...blocks, summary(sections)].join("\n\n");
}

function checkText({ verdict, found, next }: Check, paint: Paint): string {
    const line = `  ${paint(COLOURS[verdict], verdict.padEnd(WIDTH))}${oneLine(found)}`;
    return next === undefined ? line : `${line}\n  ${" ".repeat(WIDTH)}Next: ${oneLine(next)}`;
}

function summary(sections: readonly Section[]): string {
    const count = (verdict: Finding) =>
        sections.flatMap(({ checks }) => checks).filter((check) => check.verdict === verdict).length;
    const warnings = count("warning");
    const also = warnings === 0 ? "" : `, ${warnings} warning${warnings === 1 ? "" : "s"}`;
    const refusals = count("refuses");
    const unseen = count("unseen");
    const missed = unseen === 0 ? "" : `, ${unseen} could not be looked at`;
    if (refusals > 0)
        return `${refusals} thing${refusals === 1 ? "" : "s"} would be refused${missed}${also}.`;
    return unseen === 0
        ? `Nothing would be refused${also}.`
        : `${unseen} thing${unseen === 1 ? "" : "s"} could not be looked at${also}: the rest would not be refused.`;
}

/** Whether something would be refused, or could not be checked. */
export function refuses(sections: readonly Section[]): boolean {
    return sections.some(({ checks }) =>
        checks.some(({ verdict }) => verdict === "refuses" || verdict === "unseen"),
    );
}
