/** What Graph has and the emulator has not: 501, and what it is. */
import { GraphRefusal } from "../errors";

/** Edges and paths of Graph that are not emulated, by their last part (graph-api.md §1, §2.9). */
const WORDS: Readonly<Record<string, string>> = {
    access_token: "app tokens and the OAuth flow; seed tokens instead",
    accounts: "a user's pages",
    activities: "a WABA's activities",
    assigned_users: "a WABA's users",
    assigned_whatsapp_business_accounts: "a user's WABAs",
    block_users: "the block list",
    business_compliance_info: "the compliance information for India",
    businesses: "a user's businesses",
    call_permissions: "the permission to call a user",
    calls: "calls",
    client_whatsapp_business_accounts: "the WABAs that others share with a business",
    conversation_analytics: "analytics",
    flows: "Flows",
    groups: "groups",
    marketing_messages: "marketing messages",
    media: "media",
    message_history: "the history of messages",
    message_templates: "message templates",
    official_business_account: "the application for an Official Business Account",
    owned_whatsapp_business_accounts: "a business's own WABAs",
    permissions: "a user's permissions",
    preverified_numbers: "pre-verified numbers",
    pricing_analytics: "analytics",
    schedules: "a WABA's schedules",
    subscriptions: "an app's own webhooks; give the app a callbackUrl",
    template_analytics: "analytics",
};

/** The refusal of what is not emulated. It never says that something does not exist. */
export function notEmulated({ method, path }: { method: string; path: string }, what?: string): GraphRefusal {
    const known = what ?? WORDS[path.split("/").at(-1) ?? ""];
    return new GraphRefusal(3, {
        status: 501,
        message: `(#3) Not emulated: ${method} ${path}`,
        details:
            known === undefined
                ? "The emulator does not know this endpoint; docs/emulator.md lists those that it knows"
                : `The emulator does not have ${known}; docs/emulator.md lists what it has`,
    });
}
