/** The fields of a WABA's node (graph-api.md §2.9). */
import { parseJson } from "../schema/json";
import type { AppState, JsonObject, NumberState, WabaState } from "../state";
import { BUSINESS } from "./business";
import { checkModifiers, expressionOf, parseFields, type Selection } from "./fields";
import type { FieldFacts } from "./node";
import { listSubscribed } from "./overrides";
import { type FieldTable, narrow, select } from "./select";
import { type ListRequest, listNumbers, pageBody } from "./waba";

/** What a WABA's fields depend on, besides the WABA. */
interface WabaFacts extends Omit<FieldFacts, "waba"> {
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
const WABA_FIELDS: FieldTable<WabaState, WabaFacts> = {
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

/** What the edge takes in its request, as far as a field can say it. */
const LIST_MODIFIERS = ["limit", "after", "before", "sort", "filtering"] as const;

function numbersOf(waba: WabaState, facts: WabaFacts, selection: Selection): JsonObject {
    checkModifiers(selection, LIST_MODIFIERS);
    const { modifiers = {}, inside } = selection;
    const { limit, after, before, sort, filtering } = modifiers;
    const request: ListRequest = {
        fields: inside,
        limit,
        after,
        before,
        sort,
        filtering: valueIn(filtering),
    };
    const page = listNumbers(facts.numbers, request, { ...facts, waba });
    const { after: _, before: __, ...others } = modifiers;
    const fields = inside === undefined ? {} : { fields: expressionOf(inside) };
    return pageBody(page, (place) => facts.link({ ...others, ...fields, ...place }));
}

function valueIn(json: string | undefined): unknown {
    if (json === undefined) return undefined;
    try {
        return parseJson(json);
    } catch {
        return json;
    }
}

function appsOf(waba: WabaState, { apps }: WabaFacts, selection: Selection): JsonObject {
    checkModifiers(selection);
    const { data } = listSubscribed(waba, apps);
    return { data: selection.inside === undefined ? data : narrow(data, selection.inside) };
}
