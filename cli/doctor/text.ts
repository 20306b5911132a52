/** What doctor says. */
import type { Paint } from "../colours";
import { oneLine } from "../text";
import { type Check, problemsOnly, type Section } from "./check";
import { type Group, groupsOf, summaryText, tallyOf } from "./summary";

const COLOURS = { ok: "green", refuses: "red", unseen: "red", warning: "yellow", unknown: "dim" } as const;
const WIDTH = 9;
const INDENT = " ".repeat(WIDTH + 2);

/** How many that have a problem are named: the rest is in `--json`. */
const NAMED = 10;

/**
 * The summary first. Several numbers have each problem once, with all that have it; then everything about each.
 * @param only the problems alone
 */
export function doctorText(sections: readonly Section[], paint: Paint, only: boolean): string {
    const summary = paint("bold", summaryText(sections));
    const { numbers } = tallyOf(sections);
    if (numbers < 2)
        return [summary, sectionsText(only ? problemsOnly(sections) : sections, paint)].join(BREAK);
    const problems = groupsOf(sections).map((group) => groupText(group, numbers, paint));
    const grouped = problems.length === 0 ? [] : [[paint("bold", "Problems"), ...problems].join("\n")];
    const all = only
        ? []
        : [sectionsText(sections, paint), `${summary} \`--only problems\` leaves out the rest.`];
    return [summary, ...grouped, ...all].join(BREAK);
}

const BREAK = "\n\n";

/** The sections as text. */
export function sectionsText(sections: readonly Section[], paint: Paint): string {
    return sections
        .map(({ about, checks }) =>
            [paint("bold", oneLine(about)), ...checks.map((check) => checkText(check, paint))].join("\n"),
        )
        .join(BREAK);
}

function checkText({ verdict, found, next }: Check, paint: Paint): string {
    const line = `  ${paint(COLOURS[verdict], verdict.padEnd(WIDTH))}${oneLine(found)}`;
    return next === undefined ? line : `${line}\n${INDENT}Next: ${oneLine(next)}`;
}

function groupText({ verdict, found, next, of }: Group, numbers: number, paint: Paint): string {
    const those = of.filter(({ phoneNumberId }) => phoneNumberId !== undefined);
    const others = of.filter((section) => !those.includes(section));
    const isAll = those.length === numbers;
    // One alone is named at once.
    const counted = those.length > 1 ? `${isAll ? "all " : ""}${those.length} numbers` : those[0]?.about;
    const who = [...others.map(({ about }) => about), ...(counted === undefined ? [] : [counted])].join(", ");
    const text = checkText({ verdict, found: `${who}: ${found}`, next }, paint);
    return those.length < 2 || isAll ? text : `${text}\n${INDENT}${paint("dim", namesOf(those))}`;
}

function namesOf(of: readonly Section[]): string {
    const names = of
        .slice(0, NAMED)
        .map(({ phoneNumberId = "", displayPhoneNumber }) =>
            oneLine(
                [phoneNumberId, displayPhoneNumber && `(${displayPhoneNumber})`].filter(Boolean).join(" "),
            ),
        );
    const more = of.length - names.length;
    return [...names, ...(more > 0 ? [`and ${more} more (--json has all)`] : [])].join(", ");
}
