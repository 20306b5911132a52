import type { Emulator, StartOptions } from "../../../emulator/index";
import { startEmulator } from "../../../emulator/index";

/** An answer as the tests look at it. */
export interface Answered {
    status: number;
    headers: Headers;
    // The tests look into bodies whose shape is what they are about.
    // biome-ignore lint/suspicious/noExplicitAny: see above
    body: any;
}

/** A client as plain as can be: it knows nothing of what the emulator does. */
export class Client {
    constructor(
        private readonly emulator: Pick<Emulator, "url" | "token">,
        private readonly version = "v25.0",
    ) {}

    at(version: string): Client {
        return new Client(this.emulator, version);
    }

    async send(method: string, path: string, init: RequestInit = {}): Promise<Answered> {
        const prefix = this.version === "" ? "" : `/${this.version}`;
        const response = await fetch(`${this.emulator.url}${prefix}${path}`, {
            method,
            ...init,
            headers: { authorization: `Bearer ${this.emulator.token}`, ...init.headers },
        });
        const text = await response.text();
        const isJson = response.headers.get("content-type")?.includes("json");
        return {
            status: response.status,
            headers: response.headers,
            body: isJson ? JSON.parse(text) : text,
        };
    }

    get(path: string): Promise<Answered> {
        return this.send("GET", path);
    }

    post(path: string, body?: unknown): Promise<Answered> {
        return this.send("POST", path, {
            ...(body === undefined ? {} : { body: JSON.stringify(body) }),
            ...(body === undefined ? {} : { headers: { "content-type": "application/json" } }),
        });
    }

    register(id: string, pin = PIN, region?: string): Promise<Answered> {
        const where = region === undefined ? {} : { data_localization_region: region };
        return this.post(`/${id}/register`, { messaging_product: "whatsapp", pin, ...where });
    }

    deregister(id: string): Promise<Answered> {
        return this.post(`/${id}/deregister`);
    }

    /** `/settings` with local storage in this country, or off. */
    store(id: string, region: string | undefined): Promise<Answered> {
        return this.post(`/${id}/settings`, {
            storage_configuration:
                region === undefined
                    ? { status: "IN_COUNTRY_STORAGE_DISABLED" }
                    : { status: "IN_COUNTRY_STORAGE_ENABLED", data_localization_region: region },
        });
    }

    checkIdentity(id: string, enable: boolean): Promise<Answered> {
        return this.post(`/${id}/settings`, { user_identity_change: { enable_identity_key_check: enable } });
    }
}

export const PIN = "123456";
export const OTHER_PIN = "654321";
export const ID = "106540352242922";
export const WABA = "102290129340398";

/** What a test gets: an emulator of its own, in memory, and a client of it. */
export interface Rig {
    graph: Emulator;
    client: Client;
}

/** Runs a test against an emulator of its own; by default it has one number. */
export async function withEmulator(options: StartOptions, test: (rig: Rig) => Promise<void>): Promise<void> {
    const graph = await startEmulator({ numbers: [{ id: ID }], ...options });
    try {
        await test({ graph, client: new Client(graph) });
    } finally {
        await graph.close();
    }
}

/** The part of an answer that tells what Graph decided: "ok", or code, subcode and text of the refusal. */
export function outcome({ status, body }: Answered): string {
    if (status === 200) return "ok";
    const { code, error_subcode: subcode } = body.error;
    return `${status} ${code}${subcode === undefined ? "" : `/${subcode}`}`;
}

/** The text of a refusal. */
export function details({ body }: Answered): string {
    return body.error.error_data?.details ?? body.error.message;
}
