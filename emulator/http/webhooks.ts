/** Webhooks: the handshake with a URL, and what is sent to it. Nothing beyond this machine is ever called. */
import { randomInt } from "node:crypto";
import { isLoopbackUrl } from "../loopback";
import type { Delivery } from "../state";

/** An emulator that runs for weeks must not fill the memory. */
const MOST = 1000;

/** Longer than any listener on this machine needs. */
const TIMEOUT = 10_000;

/** Calls the listeners of webhooks. */
export class Webhooks {
    /** What was sent, oldest first: the newest 1,000. */
    readonly deliveries: Delivery[] = [];
    /** Called when a webhook is sent, and when it is known how that went. */
    changed: () => void = () => {};

    /** Forgets what was sent. */
    clear(): void {
        this.deliveries.length = 0;
    }

    /** Whether a URL answers the challenge: 200, and nothing but the challenge as body. Only loopback is asked. */
    async handshake(url: string, verifyToken: string): Promise<boolean> {
        if (!isLoopbackUrl(url)) return true;
        const challenge = String(randomInt(1_000_000_000, 2_000_000_000));
        const asked = new URL(url);
        asked.searchParams.set("hub.mode", "subscribe");
        asked.searchParams.set("hub.challenge", challenge);
        asked.searchParams.set("hub.verify_token", verifyToken);
        try {
            const response = await call(asked.href, {});
            return response.status === 200 && (await response.text()) === challenge;
        } catch {
            return false;
        }
    }

    /** Sends a webhook, and waits for nothing. */
    send(to: Omit<Delivery, "outcome" | "status">): void {
        const isNear = isLoopbackUrl(to.url);
        const delivery: Delivery = { ...to, outcome: isNear ? "underWay" : "notLoopback" };
        this.deliveries.push(delivery);
        if (this.deliveries.length > MOST) this.deliveries.shift();
        if (isNear) void deliver(delivery).finally(() => this.changed());
        this.changed();
    }
}

async function deliver(delivery: Delivery): Promise<void> {
    try {
        const { ok, status } = await call(delivery.url, {
            method: "POST",
            headers: { "content-type": "application/json" },
            body: JSON.stringify(delivery.body),
        });
        delivery.status = status;
        delivery.outcome = ok ? "delivered" : "failed";
    } catch {
        delivery.outcome = "failed";
    }
}

/** A redirect is not followed: it may lead off this machine. */
function call(url: string, init: RequestInit): Promise<Response> {
    return fetch(url, { ...init, redirect: "manual", signal: AbortSignal.timeout(TIMEOUT) });
}
