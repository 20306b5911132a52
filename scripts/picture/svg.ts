/** What a terminal shows, as an SVG: a panel with its own colours, readable on light and dark pages. */
import Anser from "anser";

/** A piece of a line in one style. */
interface Piece {
    readonly text: string;
    readonly colour: string | undefined;
    readonly bold: boolean;
}

const COLUMNS = 104;
const CELL = { width: 8.4, height: 20 };
const MARGIN = 20;
const BAR = 36;
const PANEL = { background: "#0d1117", border: "#30363d", text: "#e6edf3" };

/** The colours by their names in anser. */
const COLOURS: Readonly<Record<string, string>> = {
    "ansi-red": "#ff7b72",
    "ansi-green": "#3fb950",
    "ansi-yellow": "#d29922",
    "ansi-blue": "#58a6ff",
    "ansi-magenta": "#bc8cff",
    "ansi-cyan": "#39c5cf",
    "ansi-bright-black": "#6e7681",
    "ansi-bright-red": "#ffa198",
    "ansi-bright-blue": "#79c0ff",
    "ansi-bright-magenta": "#d2a8ff",
};

/** Draws what a command printed, colours included. */
export function terminalSvg(title: string, printed: string): string {
    const lines = printed.trimEnd().split("\n").map(pieces).flatMap(wrapped);
    const width = Math.ceil(COLUMNS * CELL.width + 2 * MARGIN);
    const height = BAR + lines.length * CELL.height + MARGIN;
    const rows = lines.map((line, row) => drawn(line, BAR + (row + 1) * CELL.height - 6));
    return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>${escaped(title)}</title>
<style>text { font: 14px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: ${PANEL.text}; white-space: pre }</style>
<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8" fill="${PANEL.background}" stroke="${PANEL.border}"/>
<circle cx="20" cy="18" r="6" fill="#ff5f57"/><circle cx="40" cy="18" r="6" fill="#febc2e"/><circle cx="60" cy="18" r="6" fill="#28c840"/>
${rows.join("\n")}
</svg>
`;
}

function pieces(line: string): Piece[] {
    return Anser.ansiToJson(line, { use_classes: true, remove_empty: true }).map((piece) => ({
        text: piece.content,
        colour: COLOURS[piece.fg],
        bold: piece.decorations.includes("bold"),
    }));
}

/** A long line continues below, as in a terminal, but it breaks between words and is indented like its start. */
function wrapped(line: Piece[]): Piece[][] {
    const text = line.map((piece) => piece.text).join("");
    const indent = /^ */.exec(text)?.[0] ?? "";
    const rows: Piece[][] = [];
    let from = 0;
    while (from < text.length) {
        const room = COLUMNS - (from === 0 ? 0 : indent.length);
        const space = text.lastIndexOf(" ", from + room);
        const to = from + room >= text.length ? text.length : space > from ? space : from + room;
        const row = cut(line, from, to);
        rows.push(from === 0 ? row : [{ text: indent, colour: undefined, bold: false }, ...row]);
        from = text[to] === " " ? to + 1 : to;
    }
    return rows.length === 0 ? [[]] : rows;
}

function cut(line: Piece[], from: number, to: number): Piece[] {
    let at = 0;
    return line.flatMap((piece) => {
        const text = piece.text.slice(Math.max(0, from - at), Math.max(0, to - at));
        at += piece.text.length;
        return text === "" ? [] : [{ ...piece, text }];
    });
}

/** Each piece has its place and width, so that columns line up in any font. */
function drawn(line: Piece[], y: number): string {
    let column = 0;
    const texts = line.map(({ text, colour, bold }) => {
        const shown = text.trim();
        const x = MARGIN + (column + text.indexOf(shown)) * CELL.width;
        column += text.length;
        if (shown === "") return "";
        const style = `${colour === undefined ? "" : ` style="fill:${colour}"`}${bold ? ' font-weight="bold"' : ""}`;
        const length = shown.length * CELL.width;
        return `<text x="${x.toFixed(1)}" y="${y}" textLength="${length.toFixed(1)}"${style}>${escaped(shown)}</text>`;
    });
    return texts.join(" ");
}

function escaped(text: string): string {
    return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
