/** A Graph in memory that knows settings alone: enough to live a setting's life, and to say no where a test wants it. */
import type { GraphClient, GraphRequest } from "../../../../graph/client";
import { graphError } from "../../../../graph/errorTable";
import { type Json, json } from "../../../../graph/wire";

export const NUMBER = "106540352242922";
export const WABA = "102290129340398";
export const APP = "600001";

/** A code that Graph answers with, or an answer that gets lost. */
export interface Failure {
    readonly code?: number;
    readonly words?: string;
    /** Whether it was done even so. */
    readonly done?: boolean;
}

export class FakeGraph implements GraphClient {
    /** What changes something, in order: `POST path` with its body. */
    readonly writes: { readonly path: string; readonly method: string; readonly body: Json }[] = [];
    readonly reads: string[] = [];
    node: Record<string, unknown> = {};
    edges: Record<string, unknown> = {
        whatsapp_business_profile: { vertical: "OTHER" },
        settings: {},
        whatsapp_commerce_settings: {},
        username: {},
        whatsapp_business_encryption: {},
    };
    codes: { code: string; prefilled_message: string; deep_link_url: string }[] = [];
    apps: { id: string; override?: string }[] = [];
    /** GET /app is refused: Graph does not tell which app the token is of. */
    hidesApp = false;
    /** What the next write is answered with. */
    fails: Failure | undefined;
    private readonly sent: GraphRequest[] = [];
    private made = 0;

    /** Requests whose errors would not hide a value. */
    exposing(secret: string): readonly string[] {
        return this.sent.filter(({ secrets = [] }) => !secrets.includes(secret)).map(({ path }) => path);
    }

    async send(request: GraphRequest): Promise<unknown> {
        this.sent.push(request);
        if (request.method === "GET") {
            this.reads.push(request.path);
            return this.read(request);
        }
        const body = { ...json(request.body), ...request.params } as Record<string, unknown>;
        this.writes.push({ path: request.path, method: request.method, body });
        const fails = this.fails;
        this.fails = undefined;
        if (fails !== undefined && fails.done !== true) throw failure(request.request, fails);
        const answer = this.write(request, body);
        if (fails !== undefined) throw failure(request.request, fails);
        return answer;
    }

    private read({ path, params }: GraphRequest): unknown {
        const [id, edge, code] = path.split("/");
        if (path === "app") {
            if (this.hidesApp) throw failure("asking for the token's app", { code: 100, words: "no" });
            return { id: APP };
        }
        if (edge === undefined) {
            const fields = String(params?.fields ?? "").split(",");
            return { id, ...Object.fromEntries(fields.map((name) => [name, this.node[name]])) };
        }
        if (edge === "subscribed_apps") {
            const row = ({ id: app, override }: { id: string; override?: string }) => ({
                whatsapp_business_api_data: { id: app },
                ...(override === undefined ? {} : { override_callback_uri: override }),
            });
            return { data: this.apps.map(row) };
        }
        if (edge === "message_qrdls") {
            return { data: this.codes.filter((each) => code === undefined || each.code === code) };
        }
        if (edge === "settings" || edge === "username") return this.edges[edge];
        return { data: [this.edges[edge]] };
    }

    private write({ path, method }: GraphRequest, body: Record<string, unknown>): unknown {
        const [id = "", edge, code] = path.split("/");
        if (method === "DELETE") {
            if (edge === "subscribed_apps") this.apps = this.apps.filter((app) => app.id !== APP);
            if (edge === "message_qrdls") this.codes = this.codes.filter((each) => each.code !== code);
            if (edge === "username") this.edges.username = {};
            return { success: true };
        }
        if (id.startsWith("upload:")) return { h: "HANDLE" };
        switch (edge) {
            case undefined: {
                const uri = json(body.webhook_configuration).override_callback_uri;
                this.node.webhook_configuration = {
                    application: "https://app.example",
                    phone_number: uri || undefined,
                };
                break;
            }
            case "uploads":
                return { id: "upload:SESSION" };
            case "subscribed_apps": {
                const override = body.override_callback_uri as string | undefined;
                // graph-api-settings.md §2: the subscription comes first, as a call of its own.
                if (override !== undefined && !this.apps.some((app) => app.id === APP)) {
                    throw failure("subscribing the app", { code: 100, words: "Before override" });
                }
                const own = { id: APP, ...(override === undefined ? {} : { override }) };
                this.apps = [...this.apps.filter((app) => app.id !== APP), own];
                break;
            }
            case "conversational_automation":
                this.node.conversational_automation = body;
                break;
            case "settings":
                this.edges.settings = {
                    calling: { ...json(json(this.edges.settings).calling), ...json(body.calling) },
                };
                break;
            case "message_qrdls": {
                const known = this.codes.find((each) => each.code === body.code);
                const text = String(body.prefilled_message);
                if (known !== undefined) {
                    known.prefilled_message = text;
                    return known;
                }
                const name = `CODE${++this.made}`;
                const fresh = {
                    code: name,
                    prefilled_message: text,
                    deep_link_url: `https://wa.me/message/${name}`,
                };
                this.codes.unshift(fresh);
                return fresh;
            }
            case "username":
                this.edges.username = { username: body.username, status: "approved" };
                return { status: "approved" };
            case "whatsapp_business_encryption":
                this.edges[edge] = { ...body, business_public_key_signature_status: "VALID" };
                break;
            default: {
                const { messaging_product: _, profile_picture_handle: handle, ...fields } = body;
                const picture = handle === undefined ? {} : { profile_picture_url: "https://cdn.example/1" };
                this.edges[edge] = { ...json(this.edges[edge]), ...fields, ...picture };
            }
        }
        return { success: true };
    }
}

function failure(request: string, { code, words = "" }: Failure): Error {
    // Without a code the answer got lost.
    const status = code === undefined ? 503 : 400;
    return graphError(request, status, code === undefined ? words : { code, message: words }, (text) => text);
}
