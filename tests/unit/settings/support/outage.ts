/** A number on the emulator whose settings are in a Graph in memory: an outage takes what a test wants it to. */
import type { GraphClient, GraphRequest } from "../../../../graph/client";
import { graphError } from "../../../../graph/errorTable";
import { json } from "../../../../graph/wire";
import type { PhoneNumberInputs } from "../../../../provider/number/model/inputs";
import type { Ports } from "../../../../provider/run/ports";
import { ID, inputs, newRun, PIN, startWorld, type World } from "../../../support/world";
import { FakeGraph } from "./fakeGraph";

export { ID };

/** What an outage may take, each with its values before. */
export const TAKEN = {
    webhook: {
        webhook_configuration: {
            phone_number: "https://hooks.example/a",
            application: "https://app.example",
        },
    },
    automation: { conversational_automation: { prompts: ["Hi"], commands: [] } },
    profile: {
        about: "Open",
        email: "a@b.example",
        websites: ["https://a.example"],
        profile_picture_url: "https://cdn/1",
    },
    calling: { status: "ENABLED", audio: { additional_codecs: ["PCMA"] } },
    commerce: { is_cart_enabled: true, is_catalog_visible: true },
    username: { username: "jaspers", status: "approved" },
    flowsKey: { business_public_key: "KEY", business_public_key_signature_status: "VALID" },
} as const;
export type Taken = keyof typeof TAKEN;
export const ALL = Object.keys(TAKEN) as Taken[];

/** A process that dies: not an error of Graph's. */
export class Killed extends Error {}

export class Outage {
    readonly fake = new FakeGraph();
    /** Requests of both, by what they are called. */
    readonly requests: string[] = [];
    /** The request after which the process dies. */
    killAt: number | undefined;
    /** Whether the request is done before the process dies. */
    killsAfter = true;
    /** Fails settings' writes by their path's last part. */
    /** Settings whose reads Graph refuses, by their path's last part. */
    readonly hidden = new Set<string>();
    readonly refuse = new Map<string, "refused" | "unclear">();
    ports: Ports;

    private constructor(
        readonly world: World,
        public takes: readonly Taken[],
    ) {
        const { webhook, automation, profile, calling, commerce, username, flowsKey } = TAKEN;
        this.fake.node = { ...webhook, ...automation };
        this.fake.edges = {
            whatsapp_business_profile: { ...profile, vertical: "OTHER" },
            settings: { calling },
            whatsapp_commerce_settings: commerce,
            username,
            whatsapp_business_encryption: flowsKey,
        };
        this.ports = this.newProcess();
    }

    static async start(takes: readonly Taken[]): Promise<Outage> {
        const number = { id: ID, registered: true, pin: PIN, region: "DE" } as const;
        return new Outage(await startWorld({ numbers: [number] }), takes);
    }

    /** Another process on the same machine. */
    newProcess(): Ports {
        const client: GraphClient = { send: (request) => this.send(request) };
        this.ports = newRun({ ...this.world.ports, client });
        return this.ports;
    }

    moved(change: Partial<PhoneNumberInputs> = {}): PhoneNumberInputs {
        return inputs({ dataLocalizationRegion: "CH", ...change });
    }

    private async send(request: GraphRequest): Promise<unknown> {
        const at = this.requests.push(request.request);
        if (at === this.killAt && !this.killsAfter) throw new Killed();
        const answer = await this.answer(request);
        if (request.request === "deregister") this.take();
        if (at === this.killAt) throw new Killed();
        return answer;
    }

    private async answer(request: GraphRequest): Promise<unknown> {
        const { path, method, body } = request;
        const edge = path.split("/")[1];
        if (method === "GET" && this.hidden.has(edge ?? "")) {
            throw graphError(request.request, 400, { code: 10, message: "no" }, (text) => text);
        }
        if (method === "GET" && edge === "settings") {
            const settings = json(await this.world.ports.client.send(request));
            return { ...settings, ...json(this.fake.edges.settings) };
        }
        const isNodeOfSettings =
            edge === undefined && request.request === "reading what is set on the number";
        const isCalling = edge === "settings" && "calling" in json(body);
        const isSettings = edge !== undefined && edge !== "settings" && edge in this.fake.edges;
        if (!isNodeOfSettings && !isCalling && !isSettings && edge !== "conversational_automation") {
            return this.world.ports.client.send(request);
        }
        const refusal = method === "GET" ? undefined : this.refuse.get(edge ?? "");
        if (refusal !== undefined) this.fake.fails = refusal === "refused" ? { code: 100, words: "no" } : {};
        return this.fake.send(request);
    }

    private take(): void {
        for (const taken of this.takes) {
            if (taken === "webhook")
                this.fake.node = {
                    ...this.fake.node,
                    webhook_configuration: { application: "https://app.example" },
                };
            if (taken === "automation")
                this.fake.node = { ...this.fake.node, conversational_automation: undefined };
            if (taken === "profile") this.fake.edges.whatsapp_business_profile = { vertical: "OTHER" };
            if (taken === "calling") this.fake.edges.settings = {};
            if (taken === "commerce") this.fake.edges.whatsapp_commerce_settings = {};
            if (taken === "username") this.fake.edges.username = { status: "none" };
            if (taken === "flowsKey") {
                this.fake.edges.whatsapp_business_encryption = {
                    ...json(this.fake.edges.whatsapp_business_encryption),
                    business_public_key_signature_status: "MISMATCH",
                };
            }
        }
    }

    /** What is configured now, as far as Graph's own values go. */
    configured(): Readonly<Record<Exclude<Taken, "webhook">, unknown>> {
        const { edges, node } = this.fake;
        const profile = json(edges.whatsapp_business_profile);
        return {
            automation: json(node.conversational_automation).prompts,
            profile: [profile.about, profile.email, profile.websites],
            calling: json(edges.settings).calling,
            commerce: edges.whatsapp_commerce_settings,
            username: json(edges.username).username,
            flowsKey: json(edges.whatsapp_business_encryption).business_public_key_signature_status,
        };
    }
}
