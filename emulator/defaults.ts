/** The defaults of numbers, WABAs, tokens and apps: a seed has only some of their values. */
import type {
    AppSeed,
    AppState,
    NumberSeed,
    NumberState,
    TokenSeed,
    TokenState,
    WabaSeed,
    WabaState,
} from "./state";
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

/** A number with every field. */
export function newNumber(seed: NumberSeed, ordinal: number): NumberState {
    const isOnBizApp = seed.isOnBizApp ?? false;
    const registered = seed.registered ?? isOnBizApp;
    const { profile, ...rest } = seed;
    return structuredClone({
        wabaId: DEFAULT_WABA,
        displayPhoneNumber: `+1 631-555-${String(5555 + ordinal).padStart(4, "0")}`,
        verifiedName: "Jasper's Market",
        status: registered ? "CONNECTED" : "PENDING",
        pinGuesses: [],
        wrongPins: 0,
        codeVerificationStatus: "VERIFIED",
        verificationDemanded: false,
        codeRequests: [],
        identityKeyCheck: false,
        callingRestrictions: [],
        nameStatus: "APPROVED",
        nameChanges: [],
        registerRequests: [],
        deregisterRequests: [],
        partialDeregister: false,
        inheritedTwoStep: false,
        migrating: false,
        qualityRating: "GREEN",
        accountMode: "LIVE",
        isOfficialBusinessAccount: false,
        isPreverifiedNumber: false,
        messagingLimitTier: "TIER_1K",
        searchVisibility: "VISIBLE",
        webhookOverrides: {},
        qrCodes: [],
        commerce: { isCartEnabled: false, isCatalogVisible: false },
        fields: {},
        ...rest,
        profile: { messaging_product: "whatsapp", ...profile },
        registered,
        isOnBizApp,
    } satisfies NumberState);
}

/** A WABA with every field. */
export function newWaba(seed: WabaSeed): WabaState {
    return structuredClone({
        name: "Jasper's Markets",
        accountReviewStatus: "APPROVED",
        businessVerificationStatus: "verified",
        payment: true,
        country: "US",
        currency: "USD",
        status: "ACTIVE",
        subscribedApps: [],
        webhookOverrides: {},
        fields: {},
        ...seed,
    } satisfies WabaState);
}

/** A token with every field. */
export function newToken(seed: TokenSeed): TokenState {
    return structuredClone({
        appId: DEFAULT_APP,
        scopes: [MANAGEMENT, MESSAGING],
        validity: "valid",
        ...seed,
    } satisfies TokenState);
}

/** An app with every field. */
export function newApp(seed: AppSeed): AppState {
    return structuredClone({ name: "Emulator", ...seed } satisfies AppState);
}

/** Copies what a patch names; undefined and null remove it, or bring its default back. */
export function applyPatch<State extends object>(state: State, patch: object, defaults: State): void {
    const target = state as Record<string, unknown>;
    for (const [key, value] of Object.entries(patch)) {
        // The ID is the key by which everything is found.
        if (key === "id") continue;
        const wanted: unknown = value ?? (defaults as Record<string, unknown>)[key];
        if (wanted === undefined) {
            delete target[key];
        } else {
            target[key] = structuredClone(wanted);
        }
    }
}
