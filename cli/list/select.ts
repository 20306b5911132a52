/** What `list` was asked to show: --columns, --filter and --sort, read and applied. Pure. */
import { usage } from "../errors";
import type { NumberRow } from "../numbers";
import { COLUMNS, type Column } from "./columns";

/** A condition on a column. */
export interface Filter {
    readonly column: Column;
    readonly how: "is" | "is not" | "contains";
    /** Any of these; upper and lower case count as the same. */
    readonly values: readonly string[];
}

/** A column to sort by. */
export interface Order {
    readonly column: Column;
    readonly descending: boolean;
}

const FILTER = /^\s*([\w -]+?)\s*(!=|=|~)\s*(.*?)\s*$/;

/** `status=FLAGGED,BANNED`, `region!=DE`, `name~shop`. */
export function filterFrom(text: string): Filter {
    const [, name, sign, values] = FILTER.exec(text) ?? [];
    if (name === undefined || values === undefined || values === "") {
        throw usage(
            `--filter was given as ${text}: give column=value, column!=value or column~part`,
            "for example --filter status=FLAGGED,BANNED or --filter name~shop",
        );
    }
    const how = sign === "=" ? "is" : sign === "~" ? "contains" : "is not";
    return {
        column: columnFrom("--filter", name),
        how,
        values: values.split(",").map((each) => each.trim()),
    };
}

/** `quality`, `-left`, or several with commas: `region,-limit`. */
export function ordersFrom(text: string): Order[] {
    return namesIn("--sort", text).map((name) => {
        const descending = name.startsWith("-");
        return { column: columnFrom("--sort", descending ? name.slice(1) : name), descending };
    });
}

/** `id,name,status`: in that order. */
export function columnsFrom(text: string): Column[] {
    return namesIn("--columns", text).map((name) => columnFrom("--columns", name));
}

function namesIn(option: string, text: string): string[] {
    const names = text
        .split(",")
        .map((name) => name.trim())
        .filter((name) => name !== "");
    if (names.length > 0) return names;
    throw usage(`${option} was given without a column`, `columns are ${NAMES}`);
}

const NAMES = COLUMNS.map(({ name }) => name).join(", ");

/** However it is written: `name-status`, `NAME STATUS`, `nameStatus`. */
function columnFrom(option: string, text: string): Column {
    const bare = (name: string) => name.replace(/[\s_-]/g, "").toLowerCase();
    const found = COLUMNS.find(({ name }) => bare(name) === bare(text));
    if (found !== undefined) return found;
    throw usage(`${option}: there is no column ${text}`, `columns are ${NAMES}`);
}

/** Whether a row meets all conditions. */
export function meets(row: NumberRow, filters: readonly Filter[], now: number): boolean {
    return filters.every(({ column, how, values }) => {
        const text = column.text(row, now).toLowerCase();
        const any = values.some((value) =>
            how === "contains" ? text.includes(value.toLowerCase()) : text === value.toLowerCase(),
        );
        return how === "is not" ? !any : any;
    });
}

/** The rows in order; those that are equal stay as Graph lists them. */
export function sorted(rows: readonly NumberRow[], orders: readonly Order[], now: number): NumberRow[] {
    return [...rows].sort((a, b) => {
        for (const { column, descending } of orders) {
            const order = compare(column, a, b, now) * (descending ? -1 : 1);
            if (order !== 0) return order;
        }
        return 0;
    });
}

function compare(column: Column, a: NumberRow, b: NumberRow, now: number): number {
    if (column.order !== undefined) {
        const [left, right] = [column.order(a, now), column.order(b, now)];
        return left === right ? 0 : left < right ? -1 : 1;
    }
    return column.text(a, now).localeCompare(column.text(b, now), "en", { numeric: true });
}

/** What a column shows of these rows, with how many of them, the most first: what a filter could have named. */
export function valuesOf(column: Column, rows: readonly NumberRow[], now: number): string {
    const counts = new Map<string, number>();
    for (const row of rows) {
        const text = column.text(row, now);
        counts.set(text, (counts.get(text) ?? 0) + 1);
    }
    const most = [...counts].sort(([, a], [, b]) => b - a);
    const shown = most.slice(0, 8).map(([text, count]) => `${text} (${count})`);
    return [...shown, ...(most.length > shown.length ? [`${most.length - shown.length} others`] : [])].join(
        ", ",
    );
}
