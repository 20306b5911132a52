/** The fields of a WABA's node (graph-api.md §2.9). */
import type { AppState, JsonObject, NumberState, WabaState } from "../state";
import { BUSINESS } from "./business";
import type { FieldFacts } from "./node";
import { listSubscribed } from "./overrides";
import { expressionOf, type FieldTable, narrow, parseFields, type Selection, select } from "./select";
import { listNumbers, pageBody } from "./waba";

/** What a WABA's fields depend on, besides the WABA. */
export interface WabaFacts extends Omit<FieldFacts, "waba"> {
    readonly apps: ReadonlyMap<string, AppState>;
    /** The numbers that its list has. */
    readonly numbers: readonly NumberState[];
    /** A link to another page of its numbers. */
    readonly link: (place: Readonly<Record<string, string>>) => string;
}

/** A name that Graph knows, of which nothing is known here; a WABA's `fields` can give it a value. */
const none = () => undefined;

const business = (waba: WabaState): JsonObject => ({ name: waba.name, id: BUSINESS });

/** The names of Meta's reference, and of its own SDK of v26 (graph-api.md §2.9). */
export const WABA_FIELDS: FieldTable<WabaState, WabaFacts> = {
    name: (waba) => waba.name,
    account_review_status: (waba) => waba.accountReviewStatus,
    analytics: none,
    auth_international_rate_eligibility: none,
    business_verification_status: (waba) => waba.businessVerificationStatus,
    country: (waba) => waba.country,
    creation_time: none,
    currency: (waba) => waba.currency,
    disable_marketing_messages_on_cloud_api: none,
    health_status: (waba) => ({
        can_send_message: "AVAILABLE",
        entities: [{ entity_type: "WABA", id: waba.id, can_send_message: "AVAILABLE" }],
    }),
    is_enabled_for_insights: none,
    is_shared_with_partners: none,
    linked_commerce_account: none,
    marketing_messages_ad_account: none,
    marketing_messages_lite_api_status: none,
    marketing_messages_onboarding_status: none,
    message_template_namespace: () => "58e6d318_b627_4112_b9c7_2961197553ea",
    on_behalf_of_business_info: none,
    owner_business: business,
    owner_business_info: business,
    ownership_type: () => "SELF",
    primary_business_location: none,
    primary_funding_id: (waba) => (waba.payment ? "1193432194" : undefined),
    purchase_order_number: none,
    service_pricing_policy: none,
    status: (waba) => waba.status,
    template_auto_archival_enabled: none,
    timezone_id: () => "1",
    whatsapp_business_manager_messaging_limit: none,
    whatsapp_manager_marketing_messages_max_price_enroll_status: none,
    phone_numbers: { edge: numbersOf },
    subscribed_apps: { edge: appsOf },
};
const DEFAULT_WABA_FIELDS = parseFields("name,timezone_id,message_template_namespace");

/** Reads a WABA's node. */
export function showWaba(waba: WabaState, fields: string | undefined, facts: WabaFacts): JsonObject {
    const selections = fields === undefined ? DEFAULT_WABA_FIELDS : parseFields(fields);
    return select(waba, facts, selections, WABA_FIELDS, "WhatsAppBusinessAccount");
}

function numbersOf(waba: WabaState, facts: WabaFacts, inside: readonly Selection[] | undefined): JsonObject {
    const page = listNumbers(facts.numbers, { fields: inside }, { ...facts, waba });
    const fields = inside === undefined ? {} : { fields: expressionOf(inside) };
    return pageBody(page, (place) => facts.link({ ...fields, ...place }));
}

function appsOf(waba: WabaState, { apps }: WabaFacts, inside: readonly Selection[] | undefined): JsonObject {
    const { data } = listSubscribed(waba, apps);
    return { data: inside === undefined ? data : narrow(data, inside) };
}
