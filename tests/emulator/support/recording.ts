import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Emulator, type NumberSeed, type StartOptions, startEmulator } from "../../../emulator";
import { startRecorder } from "../../../emulator/record/recorder";
import { type Pair, parseRecording } from "../../../emulator/record/recording";
import { Client, ID, OTHER_PIN, PIN, WABA } from "./client";

/** What a session with a Graph API left. */
export interface Recorded {
    readonly text: string;
    readonly pairs: Pair[];
    /** The Graph API, as it was asked; closed. */
    readonly upstream: Emulator;
}

/** Records a session with a second emulator as the Graph API; `version` is that of the client's paths. */
export async function recorded(
    options: StartOptions,
    session: (client: Client, upstream: Emulator, url: string) => Promise<void>,
): Promise<Recorded> {
    const folder = mkdtempSync(join(tmpdir(), "emulator-record-"));
    const file = join(folder, "session.jsonl");
    const upstream = await startEmulator(options);
    try {
        const recorder = await startRecorder({ upstream: upstream.url, file });
        try {
            await session(new Client({ url: recorder.url, token: upstream.token }), upstream, recorder.url);
        } finally {
            await recorder.close();
        }
        const text = readFileSync(file, "utf8");
        return { text, pairs: parseRecording(text), upstream };
    } finally {
        await upstream.close();
        rmSync(folder, { recursive: true });
    }
}

/** What a client reads of a number. */
export const FIELDS =
    "id,display_phone_number,verified_name,status,platform_type,code_verification_status,name_status,quality_rating," +
    "is_pin_enabled,is_on_biz_app,account_mode,throughput,health_status{entities},messaging_limit_tier,last_onboarded_time,username";
export const SECOND = "106540352242923";

/** Two numbers; whatever is about somebody has the word canary in it, or a number that no other text has. */
export const NUMBERS: NumberSeed[] = [
    {
        id: ID,
        registered: true,
        pin: PIN,
        region: "DE",
        displayPhoneNumber: "+49 30 901820",
        verifiedName: "Canary Market",
        qualityRating: "YELLOW",
        profile: { about: "Canary about", websites: ["https://canary.example/shop"], vertical: "RETAIL" },
        conversationalAutomation: { prompts: ["Canary?"], commands: [] },
        username: "canary.market",
        lastOnboardedTime: Date.parse("2026-03-04T05:06:07Z"),
    },
    { id: SECOND, codeVerificationStatus: "NOT_VERIFIED", displayPhoneNumber: "+49 30 901821" },
];

/** Asks for nearly everything that the emulator has. */
export async function wholeLife(client: Client): Promise<void> {
    await client.get("/app");
    await client.get(`/${ID}?fields=${FIELDS}`);
    await client.get(`/${SECOND}?fields=${FIELDS}`);
    await client.get(`/${ID}/settings`);
    await client.get(`/${WABA}/phone_numbers?fields=${FIELDS}&limit=10`);
    await client.get(`/${WABA}?fields=name,account_review_status,business_verification_status,currency`);
    await client.get(`/?ids=${ID},${SECOND}&fields=id,status`);
    await client.get(`/${ID}?fields=no_such_field`);
    await client.get("/999999999999999");
    await client.get(`/${ID}/whatsapp_business_profile?fields=about,websites,vertical`);
    await client.post(`/${ID}/whatsapp_business_profile`, {
        messaging_product: "whatsapp",
        about: "Canary is open",
        email: "canary@shop.example",
    });
    await client.get(`/${ID}?fields=conversational_automation`);
    await client.post(`/${ID}/conversational_automation`, { prompts: ["Canary, where?"] });
    await client.get(`/${ID}/whatsapp_commerce_settings`);
    await client.get(`/${ID}/username`);
    await client.get(`/${ID}/message_qrdls`);
    await client.post(`/${ID}/message_qrdls?prefilled_message=Canary%20hello&generate_qr_image=SVG`);
    await client.post(
        `/${ID}/whatsapp_business_encryption?business_public_key=${encodeURIComponent(PUBLIC_KEY)}`,
    );
    await client.post(`/${WABA}/subscribed_apps`);
    await client.post(`/${ID}`, {
        webhook_configuration: {
            override_callback_uri: "https://canary.example/hook",
            verify_token: "canary-verify",
        },
    });
    await client.store(ID, "DE");
    await client.checkIdentity(ID, true);
    await client.post(`/${ID}`, { pin: OTHER_PIN });
    await client.deregister(ID);
    await client.deregister(ID);
    await client.get(`/${ID}?fields=${FIELDS}`);
    await client.register(ID, PIN, "DE");
    await client.register(ID, OTHER_PIN, "DE");
    await client.register(SECOND);
    await client.post(`/${SECOND}/request_code`, { code_method: "SMS", language: "en_US" });
    await client.post(`/${SECOND}/verify_code`, { code: "000000" });
    await client.post(`/${ID}?new_display_name=Canary%20Shop`);
    await client.post(`/${ID}/messages`, {
        messaging_product: "whatsapp",
        to: "4930901822",
        text: { body: "Canary" },
    });
    await client.send("GET", `/${ID}`, { headers: { authorization: "Bearer canary-unknown-token" } });
    await client.send("GET", `/${ID}?access_token=EMULATOR-TOKEN`, { headers: { authorization: "" } });
    await client.post(`/${ID}/no_such_edge`);
}

export const PUBLIC_KEY = generateKeyPairSync("rsa", { modulusLength: 2048 })
    .publicKey.export({ type: "spki", format: "pem" })
    .toString();
