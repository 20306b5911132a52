/**
 * What one real number shows about what nobody outside Meta knows (graph-api.md, [U]): reads, and at most one
 * deregister and one register. The number is live at the end, or the error says what keeps it off.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { GraphClient } from "../../graph/client";
import { GraphError } from "../../graph/errors";
import { deregister, readNumber, readSettings, setPin, setStorage } from "../../graph/numbers";
import { type ObservedNumber, regionOfStorage, type Storage, showsRegistered } from "../../graph/observed";

/** The number to learn from, and how far to go. */
export interface Subject {
    readonly client: GraphClient;
    readonly phoneNumberId: string;
    readonly pin: string;
    /** Take a live number offline for a moment: one deregister, one register. Otherwise only reads. */
    readonly outage: boolean;
    /** How long to wait for a change to show, in milliseconds. */
    readonly patienceMs: number;
}

/** One question of the contract, and what was seen. */
export interface Finding {
    readonly question: string;
    readonly seen: string;
}

/** Asks every question that this number can answer. */
export async function learn(subject: Subject): Promise<Finding[]> {
    const before = await readNumber(subject, subject.phoneNumberId);
    const reads = await learnFromReads(subject, before);
    const registered = showsRegistered(before);
    if (before.isOnBizApp === true || registered === undefined) {
        return [
            ...reads,
            { question: "register and deregister", seen: "not tried: coexistence, or nobody can say" },
        ];
    }
    if (registered && !subject.outage) {
        return [
            ...reads,
            { question: "register and deregister", seen: "not tried: it is live, and no outage is allowed" },
        ];
    }
    return [...reads, ...(registered ? await learnFromOutage(subject) : await learnFromRegister(subject))];
}

async function learnFromReads({ client, phoneNumberId }: Subject, node: ObservedNumber): Promise<Finding[]> {
    const raw = (request: string, path: string, params: Record<string, string> = {}) =>
        answer(client.send({ request, method: "GET", path, params, repeatable: true }));
    return [
        { question: "§5 platform_type is shown", seen: String(node.platformType !== undefined) },
        {
            question: "§5 status, code_verification_status",
            seen: `${node.status}, ${node.codeVerificationStatus}`,
        },
        { question: "§5 health_status names the WABA", seen: String(node.wabaId !== undefined) },
        {
            question: "§2.1 default fields",
            seen: keysOf(await raw("reading the default fields", phoneNumberId)),
        },
        {
            question: "§2.1 an unknown field",
            seen: await raw("reading an unknown field", phoneNumberId, { fields: "no_such_field" }),
        },
        {
            question: "§2.1 many numbers in one read",
            seen: keysOf(await raw("reading many", "", { ids: phoneNumberId, fields: "id" })),
        },
        {
            question: "§2.7 the settings' shape",
            seen: await raw("reading the settings", `${phoneNumberId}/settings`),
        },
    ];
}

async function learnFromOutage(subject: Subject): Promise<Finding[]> {
    const { phoneNumberId: id, pin } = subject;
    const before = await readSettings(subject, id);
    // Tests the PIN while the number is live: off the API a wrong one could not be corrected.
    await setPin(subject, id, pin);
    await deregister(subject, id);
    const off = await shows(subject, false);
    const findings: Finding[] = [
        {
            question: "§3 row 15: status, platform_type after deregister",
            seen: `${off.node.status}, ${off.node.platformType}, after ${off.seconds} s`,
        },
    ];
    const settings = await readSettings(subject, id).catch(() => ({}) as typeof before);
    findings.push({
        question: "§6 identity check before and after deregister",
        seen: `${before.identityKeyCheck}, ${settings.identityKeyCheck}`,
    });
    findings.push({
        question: "§3 row 18: storage before and after deregister",
        seen: `${region(before.storage)}, ${region(settings.storage)}`,
    });
    if (before.storage?.kind === "inCountry") {
        // Whatever happens here, the number must come back.
        const seen = await answer(setStorage(subject, id, before.storage).then(() => "accepted"));
        findings.push({ question: "§2.7 storage set while unregistered", seen });
    }
    return [...findings, ...(await learnFromRegister(subject, before.storage))];
}

async function learnFromRegister(subject: Subject, storage?: Storage): Promise<Finding[]> {
    const { client, phoneNumberId, pin } = subject;
    const named = storage?.kind === "inCountry" ? { data_localization_region: storage.region } : {};
    const said = await client.send({
        request: "register",
        method: "POST",
        path: `${phoneNumberId}/register`,
        body: { messaging_product: "whatsapp", pin, ...named },
        secrets: [pin],
        repeatable: false,
    });
    const on = await shows(subject, true);
    return [
        { question: "§2.3 the answer to register", seen: JSON.stringify(said) },
        {
            question: "§3 row 14: status, platform_type after register",
            seen: `${on.node.status}, ${on.node.platformType}, after ${on.seconds} s`,
        },
    ];
}

/** The node once it shows what is awaited, or when patience ends, and after how long. */
async function shows(
    subject: Subject,
    registered: boolean,
): Promise<{ node: ObservedNumber; seconds: string }> {
    const started = performance.now();
    for (;;) {
        const node = await readNumber(subject, subject.phoneNumberId);
        const waited = performance.now() - started;
        if (showsRegistered(node) === registered || waited > subject.patienceMs) {
            return { node, seconds: (waited / 1000).toFixed(1) };
        }
        await sleep(1000);
    }
}

/** An answer in words, a refusal too: here both are findings. */
async function answer(request: Promise<unknown>): Promise<string> {
    try {
        return JSON.stringify(await request);
    } catch (error) {
        if (error instanceof GraphError) return error.message;
        throw error;
    }
}

function keysOf(json: string): string {
    return json.startsWith("{") ? Object.keys(JSON.parse(json)).join(" ") : json;
}

function region(storage: Storage | undefined): string {
    return storage === undefined ? "unknown" : regionOfStorage(storage);
}
