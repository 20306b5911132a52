/** What doctor's findings come to: how many numbers are how well, and each problem once, with all that have it. Pure. */
import { type Finding, isProblem, PROBLEMS, type Problem, type Section } from "./check";

/** How many numbers have what as their worst finding. */
interface Tally extends Readonly<Record<Problem, number>> {
    readonly numbers: number;
    /** Nothing to do. */
    readonly ok: number;
}

export function tallyOf(sections: readonly Section[]): Tally {
    const numbers = sections.filter(({ phoneNumberId }) => phoneNumberId !== undefined);
    const worst = numbers.map(({ checks }) =>
        PROBLEMS.find((problem) => checks.some(({ verdict }) => verdict === problem)),
    );
    const count = (problem: Problem | undefined) => worst.filter((each) => each === problem).length;
    return {
        numbers: numbers.length,
        refuses: count("refuses"),
        unseen: count("unseen"),
        warning: count("warning"),
        ok: count(undefined),
    };
}

/** A problem, and all that have it. */
export interface Group {
    readonly verdict: Problem;
    readonly found: string;
    readonly next?: string | undefined;
    readonly of: readonly Section[];
}

/** The problems, each once: the worst first, then those that most have. */
export function groupsOf(sections: readonly Section[]): Group[] {
    const groups = new Map<string, Group>();
    for (const section of sections) {
        for (const { verdict, found, next, names } of section.checks) {
            if (!isProblem(verdict)) continue;
            const general = (text: string) => withoutOwn(text, section, names);
            const key = `${verdict} ${general(found)}`;
            const { of, ...before } = groups.get(key) ?? { verdict, found, next, of: [] };
            // One alone keeps its own words.
            const alike = of.length === 0 || before.found === found;
            groups.set(key, {
                verdict,
                found: alike ? found : general(found),
                next: of.length === 0 || before.next === next ? next : next && general(next),
                of: [...of, section],
            });
        }
    }
    const rank = ({ verdict }: Group) => PROBLEMS.indexOf(verdict);
    return [...groups.values()].sort((a, b) => rank(a) - rank(b) || b.of.length - a.of.length);
}

/** A text without what is one number's own: its names, its ID, and the number itself. */
function withoutOwn(
    text: string,
    { phoneNumberId, displayPhoneNumber }: Section,
    names: readonly string[] = [],
): string {
    const own = [
        ...names.map((name) => [`"${name}"`, '"…"'] as const),
        [phoneNumberId, "ID"] as const,
        [displayPhoneNumber, "NUMBER"] as const,
    ];
    return own.reduce((said, [value, instead]) => (value ? said.replaceAll(value, instead) : said), text);
}

/** The summary as one sentence. */
export function summaryText(sections: readonly Section[]): string {
    const { numbers, refuses, unseen, warning, ok } = tallyOf(sections);
    if (numbers < 2) return things(sections);
    const parts = [
        [refuses, "would be refused something"],
        [unseen, "could not be checked"],
        [warning, warning === 1 ? "has warnings" : "have warnings"],
        [ok, ok === 1 ? "is in order" : "are in order"],
    ] as const;
    const said = parts.flatMap(([count, what]) => (count === 0 ? [] : [`${count} ${what}`]));
    const others = sections.filter(
        ({ phoneNumberId, checks }) =>
            phoneNumberId === undefined && checks.some(({ verdict }) => verdict === "refuses"),
    );
    const also = others.length === 0 ? "" : ` Also refused: ${others.map(({ about }) => about).join(", ")}.`;
    return `Of ${numbers} numbers, ${said.join(", ")}.${also}`;
}

function things(sections: readonly Section[]): string {
    const count = (verdict: Finding) =>
        sections.flatMap(({ checks }) => checks).filter((check) => check.verdict === verdict).length;
    const warnings = count("warning");
    const also = warnings === 0 ? "" : `, ${plural(warnings, "warning")}`;
    const [refusals, unseen] = [count("refuses"), count("unseen")];
    const refused = sections.filter(({ checks }) => checks.some(({ verdict }) => verdict === "refuses"));
    const where = ` (${refused.map(({ about }) => about).join(", ")})`;
    const missed = unseen === 0 ? "" : `, ${unseen} could not be checked`;
    if (refusals > 0) return `${plural(refusals, "thing")} would be refused${where}${missed}${also}.`;
    return unseen === 0
        ? `Nothing would be refused${also}.`
        : `${plural(unseen, "thing")} could not be checked${also}: the rest would not be refused.`;
}

function plural(count: number, what: string): string {
    return `${count} ${what}${count === 1 ? "" : "s"}`;
}
