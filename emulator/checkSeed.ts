/** Checks seeds and patches: they also come from JSON files and over HTTP. */
import { isOf, type Kind, wording } from "./kinds";
import type { AppState, NumberState, Seed, TokenState, UploadState, UserState, WabaState } from "./state";

type Kinds<State> = { readonly [Key in keyof Required<State>]: Kind };

const OVERRIDES = { byKey: { uri: "string", verifyToken: "string" } } as const;
const COMMAND = { command_name: "string", command_description: "string" } as const;

const NUMBER: Kinds<NumberState> = {
    id: "string",
    wabaId: "string",
    displayPhoneNumber: "string",
    verifiedName: "string",
    registered: "boolean",
    status: "string",
    platformType: "string",
    settling: "object",
    pin: "string",
    pinMode: "string",
    pinGuesses: "numbers",
    wrongPins: "number",
    codeVerificationStatus: "string",
    verificationDemanded: "boolean",
    code: "object",
    codeRequests: "numbers",
    region: "string",
    retentionMinutes: "number",
    boundRegion: "string",
    identityKeyCheck: "boolean",
    calling: "object",
    callingRestrictions: { listOf: { type: "string", "reason?": "string", "expiration?": "number" } },
    payloadEncryption: "object",
    isOnBizApp: "boolean",
    nameStatus: "string",
    newDisplayName: "string",
    newNameStatus: "string",
    newNameApprovedAt: "number",
    nameChanges: "numbers",
    registerRequests: "numbers",
    deregisterRequests: "numbers",
    registerBlockedUntil: "number",
    deregisterBlockedUntil: "number",
    partialDeregister: "boolean",
    inheritedTwoStep: "boolean",
    migrating: "boolean",
    recentlyDeletedAt: "number",
    embeddedSignupAt: "number",
    qualityRating: "string",
    accountMode: "string",
    isOfficialBusinessAccount: "boolean",
    isPreverifiedNumber: "boolean",
    messagingLimitTier: "string",
    searchVisibility: "string",
    lastOnboardedTime: "number",
    webhookOverrides: OVERRIDES,
    profile: "object",
    picture: { shape: { sha256: "string", type: "string", bytes: "number" } },
    conversationalAutomation: { shape: { prompts: "strings", commands: { listOf: COMMAND } } },
    qrCodes: { listOf: { code: "string", prefilledMessage: "string", createdAt: "number" } },
    username: "string",
    usernameStatus: { oneOf: ["approved", "reserved"] },
    usernameRefusal: "number",
    commerce: { shape: { isCartEnabled: "boolean", isCatalogVisible: "boolean" } },
    flowsKey: { shape: { publicKey: "string", status: { oneOf: ["VALID", "MISMATCH"] } } },
    fields: "object",
};

const WABA: Kinds<WabaState> = {
    id: "string",
    name: "string",
    accountReviewStatus: "string",
    businessVerificationStatus: "string",
    payment: "boolean",
    maxNumbers: "number",
    country: "string",
    currency: "string",
    status: "string",
    subscribedApps: "strings",
    webhookOverrides: OVERRIDES,
    fields: "object",
};

const APP: Kinds<AppState> = { id: "string", name: "string", link: "string", callbackUrl: "string" };

const USER: Kinds<UserState> = { waId: "string", identityKeyHash: "string" };

const UPLOAD: Kinds<UploadState> = {
    id: "string",
    appId: "string",
    fileType: "string",
    fileLength: "number",
    received: "string",
    handle: "string",
    completedAt: "number",
    sha256: "string",
    notAPicture: "string",
};

const TOKEN: Kinds<TokenState> = {
    token: "string",
    appId: "string",
    scopes: "strings",
    wabas: "strings",
    validity: "string",
    appSecret: "string",
};

/** Throws one line that names the first mistake in a seed. */
export function checkSeed(seed: Seed): void {
    const { numbers = [], wabas = [], tokens = [], apps = [], users = [], takenUsernames = [] } = seed;
    for (const number of numbers) {
        checkId("number", number.id);
        checkNumber(number);
    }
    for (const waba of wabas) {
        checkId("WABA", waba.id);
        checkWaba(waba);
    }
    for (const token of tokens) {
        if (typeof token.token !== "string" || token.token === "") {
            throw new Error("a token needs its text in `token`");
        }
        check("token", token, TOKEN);
        if (token.appId !== undefined) checkId("token's app", token.appId);
    }
    for (const app of apps) {
        checkId("app", app.id);
        checkApp(app);
    }
    for (const user of users) {
        check("user", user, USER);
        if (!isWhole(user, USER) || !/^\d+$/.test(user.waId)) {
            throw new Error("a user needs its number in `waId`, digits only, and an `identityKeyHash`");
        }
    }
    for (const upload of seed.uploads ?? []) check("upload", upload, UPLOAD);
    if (!isOf("strings", takenUsernames)) throw new Error("takenUsernames must be a list of strings");
}

function isWhole(given: object, kinds: object): boolean {
    return Object.keys(kinds).every((key) => Object.hasOwn(given, key));
}

/** The same for a number or a part of one; null and undefined remove a value. */
export function checkNumber(number: object): void {
    check("number", number, NUMBER);
}

/** The same for a WABA or a part of one. */
export function checkWaba(waba: object): void {
    check("WABA", waba, WABA);
}

/** The same for an app or a part of one. */
export function checkApp(app: object): void {
    check("app", app, APP);
}

function checkId(what: string, id: unknown): void {
    if (typeof id !== "string" || !/^\d+$/.test(id)) {
        throw new Error(`a ${what}'s id is a string of digits, not ${JSON.stringify(id)}`);
    }
}

function check(what: string, given: object, kinds: Readonly<Record<string, Kind>>): void {
    for (const [key, value] of Object.entries(given)) {
        const kind = Object.hasOwn(kinds, key) ? kinds[key] : undefined;
        if (kind === undefined) {
            throw new Error(`a ${what} has no ${key}; it has ${Object.keys(kinds).join(", ")}`);
        }
        if (value !== undefined && value !== null && !isOf(kind, value)) {
            throw new Error(`${key} of a ${what} must be ${wording(kind)}, not ${JSON.stringify(value)}`);
        }
    }
}
