/** What is there without a seed, and the scopes. */
import { SWITCHES, type Switches } from "./switches";

export const DEFAULT_WABA = "102290129340398";
export const DEFAULT_TOKEN = "EMULATOR-TOKEN";
/** The emulator's own app, to which tokens belong by default; health_status names it too. */
export const DEFAULT_APP = "67084829";
export const MANAGEMENT = "whatsapp_business_management";
export const MESSAGING = "whatsapp_business_messaging";

/** All switches at their defaults. */
export function defaultSwitches(): Switches {
    const entries = Object.entries(SWITCHES).map(([name, info]) => [name, info.default]);
    return Object.fromEntries(entries) as Switches;
}
