/** Whether a server answers: asked once, without a token and without the path and query of a webhook. */
import axios, { isAxiosError } from "axios";
import { isLoopback } from "../graph/url";

/** What asking a server showed. */
export type Reach = "answers" | { readonly why: string };

/** Asks a server, by its origin; for example `https://hooks.example.com`. */
export type Reaches = (origin: string) => Promise<Reach>;

/** A webhook that takes longer than this to begin an answer loses events. */
const PATIENCE_MS = 5_000;

/** TLS alerts of a server that wants Meta's own certificate (mutual TLS): it is there, and refuses us rightly. */
const WANTS_A_CERTIFICATE = /ALERT_(CERTIFICATE_REQUIRED|BAD_CERTIFICATE|HANDSHAKE_FAILURE|UNKNOWN_CA)/;

/** Whether a URL may be asked: the URL comes from Graph, and an unencrypted one could point into a private network. */
export function mayBeAsked(url: string): boolean {
    return URL.canParse(url) && (new URL(url).protocol === "https:" || isLoopback(url));
}

/** Asks over the network. Any answer shows that the server is there: a webhook refuses what is not Meta's handshake. */
export async function reachOf(origin: string): Promise<Reach> {
    try {
        const { data } = await axios.get(`${origin}/`, {
            signal: AbortSignal.timeout(PATIENCE_MS),
            maxRedirects: 0,
            responseType: "stream",
            validateStatus: () => true,
            ...(isLoopback(origin) ? { proxy: false } : {}),
        });
        // The answer's body is of no interest, however long it is.
        data.destroy();
        return "answers";
    } catch (error) {
        if (!isAxiosError(error)) throw error;
        const code = error.code ?? "no answer";
        if (WANTS_A_CERTIFICATE.test(code)) return "answers";
        return { why: code === "ERR_CANCELED" ? `no answer in ${PATIENCE_MS / 1000} s` : code };
    }
}
