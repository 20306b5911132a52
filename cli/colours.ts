/** Colours of a terminal. Without a terminal, a text stays as it is. */
const CODES = { red: 31, green: 32, yellow: 33, dim: 2, bold: 1 } as const;

export type Colour = keyof typeof CODES;

/** Paints a text. */
export type Paint = (colour: Colour, text: string) => string;

/** @param colours whether stdout is a terminal that shows them */
export function painter(colours: boolean): Paint {
    return (colour, text) => (colours ? `\x1b[${CODES[colour]}m${text}\x1b[0m` : text);
}
