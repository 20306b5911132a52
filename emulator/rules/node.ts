/** The fields of a number's node (graph-api.md §2.1, §5). */
import type { AppState, JsonObject, NumberState, WabaState } from "../state";
import type { Switches } from "../switches";
import { showAutomation } from "./automation";
import { BUSINESS } from "./business";
import { countryOf } from "./countries";
import { newNameStatus } from "./displayName";
import { parseFields, type Selection } from "./fields";
import { showWebhooks } from "./overrides";
import { type FieldTable, select } from "./select";
import { shownStatus } from "./status";
import { shownUsername } from "./username";

/** What a number's fields depend on, besides the number. */
export interface FieldFacts {
    readonly now: number;
    readonly waba: WabaState;
    /** The token's app. */
    readonly app: AppState;
    readonly switches: Switches;
}

const platformType = (number: NumberState, { now }: FieldFacts) => shownStatus(number, now).platformType;

/** Whether a read shows the number as usable. An unknown platform_type says nothing: `registered` decides. */
const isLinked = (number: NumberState, facts: FieldFacts) => {
    const shown = platformType(number, facts);
    return shown === "CLOUD_API" || (number.registered && !["ON_PREMISE", "NOT_APPLICABLE"].includes(shown));
};

/** The fields of graph-api.md §5. */
export const NUMBER_FIELDS: FieldTable<NumberState, FieldFacts> = {
    display_phone_number: (number) => number.displayPhoneNumber,
    verified_name: (number) => number.verifiedName,
    quality_rating: (number) => number.qualityRating,
    quality_score: (number) => ({ score: number.qualityRating }),
    status: (number, { now }) => shownStatus(number, now).status,
    platform_type: platformType,
    host_platform: platformType,
    code_verification_status: (number, { switches }) =>
        number.codeVerificationStatus === "NOT_VERIFIED"
            ? switches.unverifiedOwnership
            : number.codeVerificationStatus,
    name_status: (number) => number.nameStatus,
    new_display_name: (number) => number.newDisplayName,
    new_name_status: (number, { now }) => newNameStatus(number, now),
    certificate: () => undefined,
    new_certificate: () => undefined,
    is_pin_enabled: (number) => number.pin !== undefined,
    is_on_biz_app: (number) => number.isOnBizApp,
    is_official_business_account: (number) => number.isOfficialBusinessAccount,
    official_business_account: (number) => ({
        oba_status: number.isOfficialBusinessAccount ? "APPROVED" : "NOT_STARTED",
    }),
    is_preverified_number: (number) => number.isPreverifiedNumber,
    account_mode: (number) => number.accountMode,
    throughput: (number, facts) => ({ level: isLinked(number, facts) ? "STANDARD" : "NOT_APPLICABLE" }),
    messaging_limit_tier: (number) => number.messagingLimitTier,
    whatsapp_business_manager_messaging_limit: (number) => number.messagingLimitTier,
    search_visibility: ({ searchVisibility }, { switches }) =>
        searchVisibility === "HIDDEN" ? switches.hiddenSearchVisibility : searchVisibility,
    eligibility_for_api_business_global_search: () => "NON_ELIGIBLE_UNDEFINED_COUNTRY",
    last_onboarded_time: ({ lastOnboardedTime: at }) => (at === undefined ? undefined : graphTime(at)),
    webhook_configuration: (number, { waba, app }) => showWebhooks(number, waba, app),
    health_status: health,
    conversational_automation: (number, { switches }) => showAutomation(number, switches),
    country_code: (number) => countryOf(number.displayPhoneNumber)?.country,
    country_dial_code: (number) => countryOf(number.displayPhoneNumber)?.dialCode,
    unified_cert_status: (number) => (number.nameStatus === "APPROVED" ? "APPROVED" : "NAME_PENDING_REVIEW"),
    username: (number, { switches }) => shownUsername(number, switches),
};

const CAPTURED =
    "verified_name,code_verification_status,display_phone_number,quality_rating,platform_type,throughput,webhook_configuration";

/** The fields of a read that names none, of a node and of a list (graph-api.md §2.1). */
const DEFAULT_FIELDS: Readonly<Record<Switches["nodeDefaultFields"], readonly Selection[]>> = {
    captured: parseFields(CAPTURED),
    withOnboardedTime: parseFields(`${CAPTURED},last_onboarded_time`),
    withCodeVerification: parseFields(
        "code_verification_status,display_phone_number,verified_name,quality_rating",
    ),
    withoutCodeVerification: parseFields("display_phone_number,verified_name,quality_rating"),
};

/** Reads a number's node. */
export function showNumber(
    number: NumberState,
    fields: string | readonly Selection[] | undefined,
    facts: FieldFacts,
    table: FieldTable<NumberState, FieldFacts> = NUMBER_FIELDS,
): JsonObject {
    const known = shown(table, facts.switches);
    const asked = typeof fields === "string" ? parseFields(fields) : fields;
    // A field that a switch takes away is no default either.
    const selections =
        asked ?? DEFAULT_FIELDS[facts.switches.nodeDefaultFields].filter(({ name }) => name in known);
    return select(number, facts, selections, known, "WhatsAppBusinessPhoneNumber");
}

/** The table with the fields that have a switch as it says. */
function shown(table: FieldTable<NumberState, FieldFacts>, switches: Switches): typeof table {
    const { platform_type, host_platform, search_visibility, ...others } = table;
    const as = (name: string, field: typeof platform_type, how: Switches["platformType"]): typeof table => {
        if (how === "unknownField" || field === undefined) return {};
        return { [name]: how === "shown" ? field : () => undefined };
    };
    return {
        ...others,
        ...as("platform_type", platform_type, switches.platformType),
        ...as("host_platform", host_platform, switches.hostPlatform),
        ...as("search_visibility", search_visibility, switches.searchVisibilityField),
    };
}

/** A time as Graph writes it: 2026-11-22T10:00:00+0000. */
function graphTime(at: number): string {
    return `${new Date(at).toISOString().slice(0, 19)}+0000`;
}

function health(number: NumberState, facts: FieldFacts): JsonObject {
    const usable = isLinked(number, facts);
    const own = usable
        ? { can_send_message: "AVAILABLE" }
        : {
              can_send_message: "BLOCKED",
              errors: [
                  {
                      error_code: 141000,
                      error_description: "The phone number is not registered on the Cloud API",
                      possible_solution: "Register the phone number",
                  },
              ],
          };
    return {
        can_send_message: own.can_send_message,
        entities: [
            { entity_type: "PHONE_NUMBER", id: number.id, ...own },
            // The WABA can say AVAILABLE while its review is still pending (§3 row 10).
            { entity_type: "WABA", id: number.wabaId, can_send_message: "AVAILABLE" },
            { entity_type: "BUSINESS", id: BUSINESS, can_send_message: "AVAILABLE" },
            { entity_type: "APP", id: facts.app.id, can_send_message: "AVAILABLE" },
        ],
    };
}
