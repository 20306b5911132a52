/** Requests of this process: without a connection. */
import type { Emulator } from "../api";
import type { Answer } from "./deliver";
import type { Asked } from "./request";

/** What Hono has of a request to the controls that came by a call: nothing of a connection. */
export type ByCall = Readonly<Record<string, never>>;

/** Asks Graph; undefined: the request meets a fault that only a connection can show, so it was not done. */
export type Call = (asked: Asked) => Promise<Answer | undefined>;

/** `Emulator.fetch` of a request to Graph. */
export async function fetched(call: Call, request: Request): Promise<Response | undefined> {
    const { method, url } = request;
    const answer = await call({
        method,
        url,
        path: new URL(url).pathname,
        header: (name) => request.headers.get(name) ?? undefined,
        text: () => request.text(),
        formData: () => request.formData(),
        arrayBuffer: () => request.arrayBuffer(),
    });
    if (answer === undefined) return undefined;
    const { status, headers, body } = answer;
    return new Response(body === "" || method === "HEAD" ? null : body, { status, headers });
}

const calls = new WeakMap<Emulator, Call>();

/** Keeps how an emulator is called, for {@link callOf}. */
export function keepCall(emulator: Emulator, call: Call): Emulator {
    calls.set(emulator, call);
    return emulator;
}

/**
 * How an emulator of this process is called without a Request and a Response, which cost more than an answer. For the
 * tests here, which ask it hundreds of thousands of times; others have `fetch`.
 */
export function callOf(emulator: Emulator): Call {
    const call = calls.get(emulator);
    if (call === undefined) throw new Error("this emulator was started elsewhere");
    return call;
}
