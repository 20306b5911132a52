/** The rows of a report's table: one for each number, or one for all numbers with the same plan. Pure. */
import type { NumberEntry, Report } from "../report";
import { changing } from "./verdict";

/** Numbers that share a row. */
export type Row = readonly [NumberEntry, ...NumberEntry[]];

/** The columns of the table. */
export const COLUMNS = ["Number", "Name", "Resource", "What happens", "Offline?", "Requests left"] as const;

/** How the table says whether a number goes off. */
export const OFFLINE: Readonly<Record<NumberEntry["offline"], string>> = {
    no: "no",
    briefly: "for a moment",
    maybe: "maybe",
    forGood: "for good",
};

/** The same, as the title of its details says it. */
export const OFFLINE_TITLE: Readonly<Record<NumberEntry["offline"], string>> = {
    no: "not offline",
    briefly: "offline for a moment",
    maybe: "maybe offline",
    forGood: "offline for good",
};

/** Each number in a row of its own, the worst first. */
export function rowsOf(report: Report): Row[] {
    return changing(report).map((entry) => [entry]);
}

/** Numbers with the same plan in one row: only how many requests are left differs from number to number. */
export function sharedRows(report: Report): Row[] {
    const rows = new Map<string, [NumberEntry, ...NumberEntry[]]>();
    for (const entry of changing(report)) {
        const { action, offline, plan, warnings } = entry;
        const key = JSON.stringify([action, offline, plan, warnings]);
        const row = rows.get(key);
        if (row === undefined) rows.set(key, [entry]);
        else row.push(entry);
    }
    return [...rows.values()];
}

/** The number itself, else its ID. */
export function numberOf({ displayPhoneNumber, phoneNumberId }: NumberEntry): string | undefined {
    return displayPhoneNumber ?? phoneNumberId ?? undefined;
}

/** The resources of a number by their names. */
export function resourceNames({ resources }: NumberEntry): string {
    return resources.map(({ name }) => name).join(", ");
}

/** The requests left, e.g. `8 register, 9 deregister`; of several numbers, from the least to the most. */
export function leftOf(row: Row): string | undefined {
    const lefts = row.flatMap(({ left }) => (left === undefined ? [] : [left]));
    if (lefts.length < row.length) return undefined;
    const range = (kind: "register" | "deregister") => {
        const counts = lefts.map((left) => left[kind]);
        const [least, most] = [Math.min(...counts), Math.max(...counts)];
        // A count stays beside what it counts, however narrow the column is.
        return `${least === most ? least : `${least} to ${most}`}\u00a0${kind}`;
    };
    return `${range("register")}, ${range("deregister")}`;
}

const TOLD: ReadonlySet<string> = new Set(["outage", "deregister", "refused"]);

/** The warnings that the row itself does not tell. */
export function notesOf({ warnings }: NumberEntry): NumberEntry["warnings"] {
    const refused = warnings.some(({ about }) => about === "refused");
    return warnings.filter(({ about }) => !TOLD.has(about) && !(refused && about === "locked"));
}
