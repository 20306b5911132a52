/** The pages of resources: a heading for each part, a table for each kind of thing. */
import type { Tokens } from "marked";
import { codesIn, rowsOf, tokensOf } from "./documents";

/** The tables of a page whose first head is this. */
export const tablesOf = (file: string, head: string) =>
    tokensOf(file)
        .filter((token): token is Tokens.Table => token.type === "table")
        .filter(({ header }) => header[0]?.text === head)
        .map(rowsOf);

/** The names that the rows of a table begin with; a row such as "every input" has none. */
export const namesIn = (rows: readonly string[][]) =>
    rows.flatMap(([first = ""]) => codesIn(first).slice(0, 1));

export const headingsOf = (file: string) =>
    tokensOf(file)
        .filter((token): token is Tokens.Heading => token.type === "heading" && token.depth === 2)
        .map(({ text }) => text);
