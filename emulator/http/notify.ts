/** Tells the apps that are subscribed about a number. */
import { eventsSince, type NumberEvent, type Told } from "../rules/events";
import { urlThatApplies } from "../rules/overrides";
import type { AppState, NumberState } from "../state";
import type { EmulatorWorld } from "../world";
import type { Webhooks } from "./webhooks";

/** Who is told, how and when. */
interface Teller {
    readonly world: EmulatorWorld;
    readonly webhooks: Webhooks;
    readonly now: number;
}

/** Sends one event to every app that has a URL for it. */
export function tell(by: Teller, number: NumberState, event: NumberEvent): void {
    for (const app of by.world.apps.values()) send(by, number, app, event);
}

/** Sends what changed of a number since. */
export function tellChanges(by: Teller, number: NumberState, before: Told): void {
    const { world, now } = by;
    for (const app of world.apps.values()) {
        const events = eventsSince(before, number, { appId: app.id, now, switches: world.switches });
        for (const event of events) send(by, number, app, event);
    }
}

function send(
    { world, webhooks, now }: Teller,
    number: NumberState,
    app: AppState,
    event: NumberEvent,
): void {
    const waba = world.waba(number.wabaId);
    const target = urlThatApplies(number, waba, app, event.field);
    if (target === undefined) return;
    const { field, value } = event;
    webhooks.send({
        at: now,
        appId: app.id,
        wabaId: waba.id,
        phoneNumberId: number.id,
        ...target,
        body: {
            object: "whatsapp_business_account",
            entry: [{ id: waba.id, changes: [{ value, field }] }],
        },
    });
}
