/** Texts without the secrets that they hold. Pure. */

/** What stands for a secret. */
export const HIDDEN = "[secret]";

/** A text with every secret replaced, as it is, as a URL or a form would carry it, and as JSON would. */
export function redact(text: string, secrets: readonly (string | undefined)[]): string {
    let clean = text;
    for (const secret of secrets) {
        if (secret === undefined || secret === "") continue;
        for (const form of formsOf(secret)) clean = clean.replaceAll(form, HIDDEN);
    }
    return clean;
}

/** How a text is written elsewhere: as it is, as a URL or a form would carry it, and as JSON would. */
export function formsOf(text: string): ReadonlySet<string> {
    const encoded = encodeURIComponent(text);
    return new Set([text, encoded, encoded.replaceAll("%20", "+"), JSON.stringify(text).slice(1, -1)]);
}
