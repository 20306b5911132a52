/** The table of `list`, which grows: rows are printed as they come. */
import width from "string-width";
import type { Paint } from "../colours";
import type { NumberRow } from "../numbers";
import { oneLine } from "../text";
import type { Column } from "./columns";
import { fitting, GAP } from "./layout";

/** How a table looks. */
interface Look {
    readonly columns: readonly Column[];
    /** Of the terminal, for columns to be left out; undefined: all stay. */
    readonly width: number | undefined;
    readonly paint: Paint;
    readonly now: number;
}

/** The first rows decide which columns stay; a wider cell in a later row widens its column from there on. */
export class GrowingTable {
    private kept: { readonly column: Column; readonly rank: number; width: number }[] | undefined;

    constructor(private readonly look: Look) {}

    /** The columns that were left out for lack of room. */
    get left(): readonly Column[] {
        const kept = this.kept?.map(({ column }) => column);
        return kept === undefined ? [] : this.look.columns.filter((column) => !kept.includes(column));
    }

    /** These rows as lines; the first ones have the head above them. */
    add(rows: readonly NumberRow[]): string[] {
        const isFirst = this.kept === undefined;
        const kept = this.place(rows);
        const head = kept.map(({ column }) => ({ text: headOf(column), paint: (text: string) => text }));
        const lines = rows.map((row) =>
            kept.map(({ column }) => {
                const text = this.text(column, row);
                const colour = column.colour?.(text, row, this.look.now);
                return {
                    text,
                    paint: (shown: string) => (colour === undefined ? shown : this.look.paint(colour, shown)),
                };
            }),
        );
        return [...(isFirst ? [head] : []), ...lines].map((cells) =>
            cells
                .map(({ text, paint }, at) => {
                    const room = at === cells.length - 1 ? 0 : (kept[at]?.width ?? 0) - width(text) + GAP;
                    return paint(text) + " ".repeat(Math.max(0, room));
                })
                .join("")
                .trimEnd(),
        );
    }

    private place(rows: readonly NumberRow[]) {
        const widthOf = (column: Column, least: number) =>
            rows.reduce((most, row) => Math.max(most, width(this.text(column, row))), least);
        if (this.kept === undefined) {
            const all = this.look.columns.map((column) => ({
                column,
                rank: column.rank,
                width: widthOf(column, headOf(column).length),
            }));
            this.kept = fitting(all, this.look.width);
        } else for (const each of this.kept) each.width = widthOf(each.column, each.width);
        return this.kept;
    }

    private text(column: Column, row: NumberRow): string {
        return oneLine(column.text(row, this.look.now));
    }
}

function headOf({ name }: Column): string {
    return name.toUpperCase().replaceAll("-", " ");
}
