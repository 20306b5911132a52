/** An emulator with a number of each kind, for the pictures of its page. Its past is made by requests and the clock. */
import { type Emulator, type NumberSeed, startEmulator } from "../../emulator";

const NOW = Date.UTC(2026, 10, 22, 12);
const HOUR = 3_600_000;
const WABA = "102290129340398";
const APP = "67084829";
const [SUPPORT, ORDERS, RETURNS, SALES, PRESS, JOBS] = [
    "106540352242922",
    "106540352242923",
    "106540352242925",
    "106540352242924",
    "106540352242926",
    "106540352242927",
];

const NUMBERS: NumberSeed[] = [
    {
        id: SUPPORT,
        displayPhoneNumber: "+49 30 901820",
        verifiedName: "Jasper's Market",
        profile: {
            about: "Open 9 to 5, every day but Sunday",
            description: "Fruit, vegetables and flowers from the region.",
            address: "Marktplatz 3, Berlin",
            email: "hello@jaspers-market.example",
            websites: ["https://jaspers-market.example"],
            vertical: "GROCERY",
        },
        conversationalAutomation: {
            prompts: ["When do you open?", "Where is my order?"],
            commands: [{ command_name: "order", command_description: "what you would like" }],
        },
    },
    { id: ORDERS, displayPhoneNumber: "+49 30 901821", verifiedName: "Jasper's Orders" },
    {
        id: RETURNS,
        displayPhoneNumber: "+49 30 901823",
        verifiedName: "Jasper's Returns",
        codeVerificationStatus: "NOT_VERIFIED",
    },
    { id: SALES, displayPhoneNumber: "+91 22 49360000", verifiedName: "Jasper's Sales" },
    { id: PRESS, displayPhoneNumber: "+41 44 6681800", verifiedName: "Jasper's Press" },
    { id: JOBS, displayPhoneNumber: "+41 44 6681801", verifiedName: "Jasper's Jobs", isOnBizApp: true },
];

/** Starts it; the caller closes it. */
export async function sampleEmulator(): Promise<Emulator> {
    const emulator = await startEmulator({
        now: NOW - 66 * HOUR,
        numbers: NUMBERS,
        wabas: [{ id: WABA, subscribedApps: [APP] }],
        apps: [{ id: APP, callbackUrl: "https://app.example/hook" }],
    });
    try {
        await live(emulator);
        return emulator;
    } catch (error) {
        await emulator.close();
        throw error;
    }
}

/** Its last 66 hours. */
async function live(emulator: Emulator): Promise<void> {
    const register = (id: string, pin = "123456", region?: string) =>
        post(emulator, `${id}/register`, {
            messaging_product: "whatsapp",
            pin,
            ...(region === undefined ? {} : { data_localization_region: region }),
        });
    const deregister = (id: string) => post(emulator, `${id}/deregister`, {});

    await register(SUPPORT, "123456", "DE");
    await register(PRESS, "123456", "CH");
    for (let time = 0; time < 11; time += 1) {
        await register(SALES);
        emulator.advance(2 * HOUR);
    }
    await register(ORDERS);
    emulator.advance(20 * HOUR);
    await deregister(SUPPORT);
    await register(SUPPORT, "123456", "CH");
    await deregister(ORDERS);
    emulator.change(PRESS, { status: "BANNED" });
    emulator.advance(24 * HOUR - 90_000);

    // Deregister took it.
    emulator.change(SUPPORT, { username: "jaspersmarket" });
    emulator.clearRequests();
    await post(emulator, `${SUPPORT}?new_display_name=Jasper's Garden`, {});
    await post(emulator, RETURNS, { pin: "493817" });
    await post(emulator, `${RETURNS}/request_code`, { code_method: "SMS", language: "en_US" });
    emulator.advance(20_000);
    await get(emulator, `${ORDERS}?fields=status,platform_type,code_verification_status`);
    await register(ORDERS, "654321");
    emulator.fail({
        match: { kind: "register", phoneNumberId: ORDERS },
        do: { error: { code: 131000 } },
    });
    await register(ORDERS);
    emulator.advance(15_000);
    await get(emulator, `${WABA}/phone_numbers?fields=status,verified_name&limit=100`);
    await post(emulator, `${SUPPORT}/whatsapp_business_profile`, {
        messaging_product: "whatsapp",
        about: "Open 9 to 5, every day but Sunday",
    });
    await register(SALES);
    emulator.fail({ match: { kind: "deregister" }, times: 2, do: { drop: "after" } });
}

async function post({ url, token }: Emulator, path: string, body: object): Promise<void> {
    await fetch(`${url}/v25.0/${path}`, {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        body: JSON.stringify(body),
    });
}

async function get({ url, token }: Emulator, path: string): Promise<void> {
    await fetch(`${url}/v25.0/${path}`, { headers: { authorization: `Bearer ${token}` } });
}
