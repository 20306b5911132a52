/** The nodes of a token's app and user, and what debug_token says of the token. */
import { createHash } from "node:crypto";
import type { AppState, JsonObject, TokenState } from "../state";
import type { Switches } from "../switches";
import { parseFields } from "./fields";
import { type FieldTable, select } from "./select";
import { refusalOf } from "./tokenRefusal";

const none = () => undefined;

const APP_FIELDS: FieldTable<AppState, undefined> = {
    name: (app) => app.name,
    link: appLink,
    app_domains: none,
    app_type: none,
    category: none,
    company: none,
    contact_email: none,
    created_time: none,
    description: none,
    icon_url: none,
    logo_url: none,
    namespace: none,
    privacy_policy_url: none,
    terms_of_service_url: none,
    website_url: none,
};
const DEFAULT_APP_FIELDS = parseFields("link,name");

/** An app without an address of its own has one at Facebook (graph-api-settings.md §3). */
export function appLink({ id, link }: Pick<AppState, "id" | "link">): string {
    return link ?? `https://www.facebook.com/games/?app_id=${id}`;
}

/** Reads an app's node. */
export function showApp(app: AppState, fields: string | undefined): JsonObject {
    const selections = fields === undefined ? DEFAULT_APP_FIELDS : parseFields(fields);
    return select(app, undefined, selections, APP_FIELDS, "Application");
}

/** How the ID of each system user begins. */
const USER = "1221";

/** Whether an ID is that of a token's system user. */
export function isUserOf(token: Pick<TokenState, "token">, id: string): boolean {
    // Most IDs are those of numbers: they need no hash.
    return id.startsWith(USER) && id === userOf(token);
}

/** The ID of a token's system user: each token has one. */
function userOf({ token }: Pick<TokenState, "token">): string {
    const hash = createHash("sha256").update(token).digest();
    return `${USER}${String(hash.readUInt32BE()).padStart(11, "0")}`;
}

const USER_FIELDS: FieldTable<{ id: string }, undefined> = {
    name: () => "Emulator system user",
    first_name: none,
    last_name: none,
    email: none,
};
const DEFAULT_USER_FIELDS = parseFields("name");

/** Reads the node of a token's system user. */
export function showUser(token: TokenState, fields: string | undefined): JsonObject {
    const selections = fields === undefined ? DEFAULT_USER_FIELDS : parseFields(fields);
    return select({ id: userOf(token) }, undefined, selections, USER_FIELDS, "User");
}

/** What debug_token says: tokens of system users do not expire by themselves here. */
export function describeToken(token: TokenState, app: AppState, { tokenFacts }: Switches): JsonObject {
    const own = { app_id: app.id, type: "SYSTEM_USER", application: app.name };
    if (tokenFacts === "omitted") return own;
    const refusal = refusalOf(token);
    return {
        ...own,
        data_access_expires_at: 0,
        ...(refusal === undefined
            ? { expires_at: 0 }
            : { error: { code: 190, message: refusal.message, subcode: refusal.more.subcode } }),
        is_valid: refusal === undefined,
        scopes: token.scopes,
        granular_scopes: token.scopes.map((scope) => ({
            scope,
            ...(token.wabas === undefined ? {} : { target_ids: token.wabas }),
        })),
        user_id: userOf(token),
    };
}
