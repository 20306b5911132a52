/** What stays on this machine. */

/** Whether only this machine can reach an address. */
export function isLoopback(host: string): boolean {
    return host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}

/** The same for the host of a URL, where an IPv6 address has brackets. */
export function isLoopbackUrl(url: string): boolean {
    return URL.canParse(url) && isLoopback(new URL(url).hostname.replace(/^\[(.*)\]$/, "$1"));
}
