/** What webhooks say of a number that changed (graph-api-settings.md §7, §8). */
import type { JsonObject, NumberState } from "../state";
import type { Switches } from "../switches";
import { showCalling } from "./calling";
import { shownUsername } from "./username";

/** One change in a webhook. */
export interface NumberEvent {
    readonly field: "messages" | "account_settings_update" | "business_username_updates";
    readonly value: JsonObject;
}

/** What of a number webhooks tell; each value is replaced by a change, never edited. */
export type Told = Pick<NumberState, "username" | "usernameStatus" | "calling" | "callingRestrictions">;

/** What it is now. */
export function toldOf({ username, usernameStatus, calling, callingRestrictions }: NumberState): Told {
    return {
        callingRestrictions,
        ...(username === undefined ? {} : { username }),
        ...(usernameStatus === undefined ? {} : { usernameStatus }),
        ...(calling === undefined ? {} : { calling }),
    };
}

/** What an app is told of what changed since. */
export function eventsSince(
    before: Told,
    number: NumberState,
    view: { readonly appId: string; readonly now: number; readonly switches: Switches },
): NumberEvent[] {
    const { username, usernameStatus, ...settings } = before;
    const now = toldOf(number);
    const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
    const hasOtherName = now.username !== username || now.usernameStatus !== usernameStatus;
    const { username: _, usernameStatus: __, ...settingsNow } = now;
    return [
        ...(isSame(settings, settingsNow) ? [] : [settingsEvent(number, view)]),
        ...(hasOtherName ? [usernameEvent(number, view.switches)] : []),
    ];
}

function settingsEvent(
    number: NumberState,
    view: { readonly appId: string; readonly now: number; readonly switches: Switches },
): NumberEvent {
    const calling = showCalling(number, { ...view, withSipCredentials: false });
    return {
        field: "account_settings_update",
        value: {
            messaging_product: "whatsapp",
            timestamp: String(Math.floor(view.now / 1000)),
            type: "phone_number_settings",
            phone_number_settings: { phone_number_id: number.id, calling },
        },
    };
}

function usernameEvent(number: NumberState, switches: Switches): NumberEvent {
    const username = shownUsername(number, switches);
    const digits = number.displayPhoneNumber.replace(/\D/g, "");
    return {
        field: "business_username_updates",
        value:
            username === undefined
                ? { display_phone_number: digits, status: "deleted" }
                : {
                      display_phone_number: digits,
                      username,
                      status: number.usernameStatus ?? "approved",
                  },
    };
}
