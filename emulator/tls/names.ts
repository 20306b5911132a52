/** Under which names an emulator that speaks TLS is known. */

/** Graph's own name, for clients that have it wired in. */
const GRAPH = "graph.facebook.com";

/** Names that the certificate is for, beside loopback addresses. */
export const TLS_NAMES: readonly string[] = ["localhost", GRAPH];

/**
 * Whether a client with TLS may ask under this name: it has seen a certificate for it, which no page of another name
 * can make it trust.
 */
export function isWiredIn(name: string, port: number): boolean {
    return name === GRAPH && port === 443;
}
