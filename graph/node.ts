/** A number's node with every field that Meta documents (graph-api.md §5), and what is read from it. */
import { askForFields, type Call, get } from "./call";
import { defined } from "./defined";
import { type FieldReaders, graphName, inOwnNames, type OneOf, readFields } from "./fields";
import { flag, idFrom, json, list, text, whole, word } from "./wire";

/** Whether messages can be sent, and what prevents it. */
export interface HealthStatus {
    /** The worst of the entities. */
    readonly canSendMessage?: OneOf<"AVAILABLE" | "LIMITED" | "BLOCKED">;
    /** Each thing that a message passes, with what blocks it. */
    readonly entities?: readonly HealthEntity[];
}

/** What a message passes: the number, its WABA, the business, the app. */
export interface HealthEntity {
    /** What it is. */
    readonly entityType?: OneOf<"PHONE_NUMBER" | "WABA" | "BUSINESS" | "APP">;
    /** Its ID. */
    readonly id?: string;
    /** Whether it lets messages pass. */
    readonly canSendMessage?: OneOf<"AVAILABLE" | "LIMITED" | "BLOCKED">;
    /** What Meta says about it. */
    readonly additionalInfo?: readonly string[];
    /** What prevents it. */
    readonly errors?: readonly {
        /** Graph's code. */
        readonly errorCode?: number;
        /** What is wrong. */
        readonly errorDescription?: string;
        /** What may fix it. */
        readonly possibleSolution?: string;
    }[];
}

/** How well received the number's messages are. */
export type QualityRating = OneOf<"GREEN" | "YELLOW" | "RED" | "NA" | "UNKNOWN">;
/** The review status of a display name. */
export type NameStatus = OneOf<
    "APPROVED" | "AVAILABLE_WITHOUT_REVIEW" | "DECLINED" | "EXPIRED" | "PENDING_REVIEW" | "NONE"
>;
/** How many customers may be written to in 24 hours. */
export type MessagingLimit = OneOf<
    "TIER_50" | "TIER_250" | "TIER_1K" | "TIER_10K" | "TIER_100K" | "TIER_UNLIMITED"
>;
/** Where a number is registered; NOT_APPLICABLE: nowhere. */
export type PlatformType = OneOf<"CLOUD_API" | "ON_PREMISE" | "NOT_APPLICABLE">;

/** A business phone number as Graph shows it. Absent: not asked for, or Graph did not say. */
export interface PhoneNumberNode {
    /** The number's ID on the Graph API. */
    readonly id: string;
    /** The phone number itself, formatted, for example `+1 631-555-5555`. */
    readonly displayPhoneNumber?: string;
    /** The display name's text; `nameStatus` says whether it is approved. */
    readonly verifiedName?: string;
    /** The review status of `verifiedName`. */
    readonly nameStatus?: NameStatus;
    /** The display name requested last. */
    readonly newDisplayName?: string;
    /** The review status of `newDisplayName`. */
    readonly newNameStatus?: NameStatus;
    /** Less precise than `platformType`: FLAGGED or RATE_LIMITED numbers are registered too. */
    readonly status?: OneOf<
        | "CONNECTED"
        | "PENDING"
        | "DISCONNECTED"
        | "BANNED"
        | "FLAGGED"
        | "RESTRICTED"
        | "RATE_LIMITED"
        | "MIGRATED"
        | "DELETED"
        | "UNVERIFIED"
        | "UNKNOWN"
        // In Graph's listing of a WABA's numbers, according to its schema.
        | "LINKED"
        | "UNLINKED"
    >;
    /** `CLOUD_API` when the number is registered there. */
    readonly platformType?: PlatformType;
    /** The schema's name for `platformType`. */
    readonly hostPlatform?: PlatformType;
    /** Whether the number's ownership is verified. */
    readonly codeVerificationStatus?: OneOf<"VERIFIED" | "NOT_VERIFIED" | "EXPIRED" | "UNVERIFIED">;
    /** Whether a two-step verification PIN is set. */
    readonly isPinEnabled?: boolean;
    /** Also live in the WhatsApp Business app (coexistence). */
    readonly isOnBizApp?: boolean;
    /** Whether it is an official business account. */
    readonly isOfficialBusinessAccount?: boolean;
    /** Whether it was verified before it was added. */
    readonly isPreverifiedNumber?: boolean;
    /** Whether it is real, or Meta's for tests. */
    readonly accountMode?: OneOf<"LIVE" | "SANDBOX">;
    /** How well received its messages are. */
    readonly qualityRating?: QualityRating;
    /** The same, as an object. */
    readonly qualityScore?: {
        /** The rating. */
        readonly score?: QualityRating;
    };
    /** How many messages a second it may send, by level. */
    readonly throughput?: {
        /** The level. */ readonly level?: OneOf<"STANDARD" | "HIGH" | "NOT_APPLICABLE">;
    };
    /** Deprecated by Meta in favour of `whatsappBusinessManagerMessagingLimit`. */
    readonly messagingLimitTier?: MessagingLimit;
    /** The messaging limit, which the whole business portfolio shares. */
    readonly whatsappBusinessManagerMessagingLimit?: MessagingLimit;
    /** Whether a search finds it. */
    readonly searchVisibility?: OneOf<"VISIBLE" | "HIDDEN">;
    /** Whether it may be found by a search of businesses. */
    readonly eligibilityForApiBusinessGlobalSearch?: string;
    /** When Embedded Signup ended; test numbers have none. */
    readonly lastOnboardedTime?: string;
    /** Where its events go, for each level. */
    readonly webhookConfiguration?: {
        /** The app's URL. */
        readonly application?: string;
        /** The WABA's own URL, if it has one. */
        readonly whatsappBusinessAccount?: string;
        /** The number's own URL, if it has one. */
        readonly phoneNumber?: string;
    };
    /** Whether messages can be sent. */
    readonly healthStatus?: HealthStatus;
    /** Welcome message, prompts and commands, as Graph has them. */
    readonly conversationalAutomation?: Readonly<Record<string, unknown>>;
    /** ISO 3166. */
    readonly countryCode?: string;
    /** Without a plus, for example `49`. */
    readonly countryDialCode?: string;
    /** How far its certificate has come. */
    readonly unifiedCertStatus?: OneOf<
        | "APPROVED"
        | "NAME_PENDING_REVIEW"
        | "NAME_NOT_APPROVED"
        | "ACCOUNT_REVIEW_NOT_STARTED"
        | "LIMITED_ACCESS"
    >;
    /** The business username. */
    readonly username?: string;
    /** For the On-Premises API, valid 7 days. */
    readonly certificate?: string;
    /** The same, of the new display name. */
    readonly newCertificate?: string;
}

/** A field of a number that can be requested. */
export type PhoneNumberField = Exclude<keyof PhoneNumberNode, "id">;

const READERS: FieldReaders<PhoneNumberNode> = {
    displayPhoneNumber: text,
    verifiedName: text,
    nameStatus: word,
    newDisplayName: text,
    newNameStatus: word,
    status: word,
    platformType: word,
    hostPlatform: word,
    codeVerificationStatus: word,
    isPinEnabled: flag,
    isOnBizApp: flag,
    isOfficialBusinessAccount: flag,
    isPreverifiedNumber: flag,
    accountMode: text,
    qualityRating: text,
    qualityScore: inOwnNames,
    throughput: inOwnNames,
    messagingLimitTier: text,
    whatsappBusinessManagerMessagingLimit: text,
    searchVisibility: text,
    eligibilityForApiBusinessGlobalSearch: text,
    lastOnboardedTime: text,
    webhookConfiguration: inOwnNames,
    healthStatus: healthFrom,
    conversationalAutomation: inOwnNames,
    countryCode: text,
    countryDialCode: text,
    unifiedCertStatus: text,
    username: text,
    certificate: text,
    newCertificate: text,
};

/** Every field that can be requested. */
export const PHONE_NUMBER_FIELDS = Object.keys(READERS) as readonly PhoneNumberField[];

/** The default fields of a read: those that say how the number stands. */
export const DEFAULT_FIELDS = [
    "displayPhoneNumber",
    "verifiedName",
    "nameStatus",
    "newDisplayName",
    "newNameStatus",
    "status",
    "platformType",
    "codeVerificationStatus",
    "isPinEnabled",
    "isOnBizApp",
    "isOfficialBusinessAccount",
    "accountMode",
    "qualityRating",
    "throughput",
    "whatsappBusinessManagerMessagingLimit",
    "lastOnboardedTime",
    "healthStatus",
] as const satisfies readonly PhoneNumberField[];

/** Reads these fields of a number: GET /{phone-number-id}. Those that Graph no longer knows are absent. */
export async function readNode(
    call: Call,
    id: string,
    fields: readonly PhoneNumberField[],
): Promise<PhoneNumberNode> {
    const { answer } = await askForFields(
        fields.map(graphName),
        (names) => get(call, "reading the number", id, { fields: names }),
        { kind: "phone number", id },
    );
    return { ...nodeFrom(answer), id };
}

/** A number from the JSON of its node, or of its row in a WABA's list. */
export function nodeFrom(answer: unknown): PhoneNumberNode {
    return readFields(json(answer), READERS);
}

/** The WABA that a number is in. No field names it, but `healthStatus` lists it among what a message passes. */
export function wabaIdOf({ healthStatus }: Pick<PhoneNumberNode, "healthStatus">): string | undefined {
    return healthStatus?.entities?.find(({ entityType }) => entityType === "WABA")?.id;
}

/** Health from JSON: nulls, and objects where lists should be, hold nothing (graph-api.md §6a). */
export function healthFrom(value: unknown): HealthStatus | undefined {
    const health = json(value);
    if (Object.keys(health).length === 0) return undefined;
    const entities = list(health.entities).map((each): HealthEntity => {
        const entity = json(each);
        const errors = list(entity.errors).map((error) => {
            const { error_code, error_description, possible_solution } = json(error);
            return defined({
                errorCode: whole(error_code),
                errorDescription: text(error_description),
                possibleSolution: text(possible_solution),
            });
        });
        const info = list(entity.additional_info).flatMap((line) => text(line) ?? []);
        return defined({
            entityType: word(entity.entity_type),
            id: idFrom(entity.id),
            canSendMessage: word(entity.can_send_message),
            additionalInfo: info.length === 0 ? undefined : info,
            errors: errors.length === 0 ? undefined : errors,
        });
    });
    return defined({
        canSendMessage: word(health.can_send_message),
        entities: Array.isArray(health.entities) ? entities : undefined,
    });
}
