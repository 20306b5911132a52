/** Graph's URL: it decides where the access token goes. */

/** Whether a URL stays on this machine: then an unencrypted one, and a token in the clear, do no harm. */
export function isLoopback(url: string): boolean {
    const host = URL.canParse(url) ? new URL(url).hostname : "";
    return host === "localhost" || host === "[::1]" || /^127(\.\d{1,3}){3}$/.test(host);
}

/** A normalised URL: two URLs of one Graph are equal (the host's case, a default port, trailing slashes). */
export function normalUrl(url: string): string {
    if (!URL.canParse(url)) return url;
    const { protocol, host, pathname } = new URL(url);
    return `${protocol}//${host}${pathname.replace(/\/+$/, "")}`;
}

/** Whether a text is a base URL and nothing more: no user, query or fragment, not even an empty one. */
export function isPlainBase(text: string): boolean {
    if (!URL.canParse(text)) return false;
    const { username, password } = new URL(text);
    return username === "" && password === "" && !/[?#@\\\s]/.test(text);
}
