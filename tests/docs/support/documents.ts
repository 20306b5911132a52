/** The project's Markdown files, read as GitHub reads them. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { marked, type Token, type Tokens } from "marked";

export const ROOT = path.resolve(__dirname, "../../..");

/** Every Markdown file that is kept, by its path from the root. */
export const MARKDOWN = execFileSync("git", ["ls-files", "*.md"], { cwd: ROOT, encoding: "utf8" })
    .trim()
    .split("\n");

export const readText = (file: string): string => readFileSync(path.join(ROOT, file), "utf8");

const parsed = new Map<string, Token[]>();

/** Everything in a file, of all depths, in order. */
export function tokensOf(file: string): Token[] {
    const known = parsed.get(file);
    if (known !== undefined) return known;
    const tokens: Token[] = [];
    marked.walkTokens(marked.lexer(readText(file)), (token) => {
        tokens.push(token);
    });
    parsed.set(file, tokens);
    return tokens;
}

/** A fenced or indented block of a file. */
export interface Block {
    readonly file: string;
    readonly language: string;
    readonly code: string;
}

export function blocksOf(file: string): Block[] {
    return tokensOf(file)
        .filter((token): token is Tokens.Code => token.type === "code")
        .map(({ lang = "", text }) => ({ file, language: lang, code: text }));
}

/** The cells of a table's rows, as they are written. */
export function rowsOf(token: Tokens.Table): string[][] {
    return token.rows.map((row) => row.map((cell) => cell.text));
}

/** The texts in `code` of a piece of Markdown. */
export function codesIn(markdown: string): string[] {
    const codes: string[] = [];
    marked.walkTokens(marked.lexer(markdown), (token) => {
        if (token.type === "codespan") codes.push(token.text);
    });
    return codes;
}
