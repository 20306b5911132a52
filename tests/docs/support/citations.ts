/**
 * Citations of the pages in docs/: `graph-api.md §2.3`, `graph-api.md §3 rows 8, 9`,
 * `how-it-works.md, "One plan, one decision"`. Comments rely on them, so each must lead somewhere.
 */

/** What a page has that can be cited. */
export interface Page {
    readonly headings: ReadonlySet<string>;
    /** The numbers of its sections, each with the numbers of its tables' rows. */
    readonly sections: ReadonlyMap<string, ReadonlySet<string>>;
}

/** The pages that can be cited, by name, such as `graph-api.md`. */
export type Pages = ReadonlyMap<string, Page>;

/** A citation: which line names which page, and a section (with rows), or a heading of it. */
export interface Citation {
    readonly line: number;
    readonly page: string;
    readonly section?: string;
    readonly rows?: readonly string[];
    readonly heading?: string;
}

/** The page whose sections are meant where none is named: the emulator's texts and switches say § alone. */
const UNNAMED = "graph-api.md";
/** No page: docs/how-it-works.md stands for it. In parts, since this file is searched too. */
const WITHDRAWN = ["design", "md"].join(".");

/** A page's headings, sections and rows, from its Markdown. */
export function pageOf(markdown: string): Page {
    const headings = new Set<string>();
    const sections = new Map<string, Set<string>>();
    let rows = new Set<string>();
    let fenced = false;
    for (const line of markdown.split("\n")) {
        if (line.startsWith("```")) fenced = !fenced;
        if (fenced) continue;
        const [, heading] = /^#{1,6} (.+)$/.exec(line) ?? [];
        if (heading !== undefined) {
            headings.add(heading.replaceAll("`", ""));
            const [, number] = /^(\d+(?:\.\d+)?[a-z]?)(?:\.)? /.exec(heading) ?? [];
            if (number !== undefined) {
                rows = new Set();
                sections.set(number, rows);
            }
        }
        const [, row] = /^\| (\d+[a-z]?) \|/.exec(line) ?? [];
        if (row !== undefined) rows.add(row);
    }
    return { headings, sections };
}

const SECTION = /§(\d+(?:\.\d+)*[a-z]?)(?![\w])/.source;
const ROWS = /(?: rows (\d+(?:(?:, | and | to )\d+)*)| row (\d+))?/.source;
/** Between two sections of one page. */
const BETWEEN = /(?:, | and | or | to |; )/.source;
/** Around a page's name, in Markdown: `code`, or the text and the end of a link. */
const CLOSING = /`?(?:\]\([^)]*\))?/.source;
const NAME = /(?<![\w-])([\w-]+\.md)/.source;

const NAMED = new RegExp(`${NAME}${CLOSING} (${SECTION}${ROWS}(?:${BETWEEN}${SECTION}${ROWS})*)`, "g");
const QUOTED = new RegExp(`${NAME}${CLOSING}, ((?:(?:, | and )?"[^"]+")+)`, "g");
const ANY = new RegExp(`${SECTION}${ROWS}`, "g");
const OLD = new RegExp(`(?<![\\w-])${WITHDRAWN.replace(".", "\\.")}`, "g");

/**
 * A file's text with every line break, and what begins the next line of a comment, a quotation or a string
 * that is put together, as one space: a citation may go on in the next line. And the line of each character.
 */
function flattened(text: string): { flat: string; lineAt: (index: number) => number } {
    let flat = "";
    const starts: { readonly at: number; readonly line: number }[] = [{ at: 0, line: 1 }];
    let inString = false;
    text.split("\n").forEach((raw, index) => {
        const begins = inString ? /^\s*["'`]?\s*/ : /^\s*(?:\*(?!\/)|\/\/|>)?\s*/;
        const line = index === 0 ? raw : raw.replace(begins, "");
        const joined = line.replace(/["'`]\s*\+\s*$/, "");
        inString = joined !== line;
        starts.push({ at: flat.length, line: index + 1 });
        flat += `${joined.trimEnd()} `;
    });
    return { flat, lineAt: (at) => starts.findLast((start) => start.at <= at)?.line ?? 1 };
}

/** Every citation in a file's text, in no particular order. `own`: the page that a § alone means there. */
export function citationsIn(text: string, own: string = UNNAMED): Citation[] {
    const { flat, lineAt } = flattened(text);
    const found: Citation[] = [];
    const taken: [number, number][] = [];
    const sections = (part: string, offset: number, page: string) => {
        for (const match of part.matchAll(ANY)) {
            const [, section = "", several, one] = match;
            const rows = (several ?? one)?.match(/\d+/g) ?? [];
            found.push({ line: lineAt(offset + match.index), page, section, rows });
        }
    };
    for (const match of flat.matchAll(NAMED)) {
        const [whole, page = "", part = ""] = match;
        const offset = match.index + whole.length - part.length;
        taken.push([offset, offset + part.length]);
        sections(part, offset, page);
    }
    for (const match of flat.matchAll(QUOTED)) {
        const [, page = "", part = ""] = match;
        for (const [, heading = ""] of part.matchAll(/"([^"]+)"/g)) {
            found.push({ line: lineAt(match.index), page, heading });
        }
    }
    for (const match of flat.matchAll(OLD)) found.push({ line: lineAt(match.index), page: WITHDRAWN });
    for (const match of flat.matchAll(ANY)) {
        if (taken.some(([from, to]) => match.index >= from && match.index < to)) continue;
        sections(match[0], match.index, own);
    }
    return found;
}

/** What is wrong with a citation; undefined if it leads somewhere. */
function problem({ page, section, rows = [], heading }: Citation, pages: Pages): string | undefined {
    const there = pages.get(page);
    if (page === WITHDRAWN) return `${page} is cited: cite docs/how-it-works.md`;
    if (there === undefined) return `${page}: there is no such page in docs/`;
    if (heading !== undefined && !there.headings.has(heading)) return `${page} has no heading "${heading}"`;
    if (section === undefined) return undefined;
    const known = there.sections.get(section);
    if (known === undefined) return `${page} has no §${section}`;
    const missing = rows.filter((row) => !known.has(row));
    return missing.length > 0 ? `${page} §${section} has no row ${missing.join(", ")}` : undefined;
}

/** `file:line: what` for each citation of a file that leads nowhere, in the order of its lines. */
export function danglingIn(file: string, text: string, pages: Pages): string[] {
    const name = file.replace(/^docs\//, "");
    const own = (pages.get(name)?.sections.size ?? 0) > 0 ? name : UNNAMED;
    return citationsIn(text, own)
        .sort((a, b) => a.line - b.line)
        .flatMap((citation) => {
            const what = problem(citation, pages);
            return what === undefined ? [] : [`${file}:${citation.line}: ${what}`];
        });
}
