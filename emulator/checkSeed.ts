/** Checks seeds and patches: they also come from JSON files and over HTTP. */
import type { NumberState, Seed, TokenState, WabaState } from "./state";

type Kind = "string" | "boolean" | "number" | "object" | "numbers" | "strings";
const WORDS: Readonly<Record<Kind, string>> = {
    string: "a string",
    boolean: "true or false",
    number: "a number",
    object: "an object",
    numbers: "a list of numbers",
    strings: "a list of strings",
};
type Kinds<State> = { readonly [Key in keyof Required<State>]: Kind };

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
    webhookConfiguration: "object",
    profile: "object",
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
    fields: "object",
};

const TOKEN: Kinds<TokenState> = {
    token: "string",
    scopes: "strings",
    wabas: "strings",
    validity: "string",
    appSecret: "string",
};

/** Throws one line that names the first mistake in a seed. */
export function checkSeed({ numbers = [], wabas = [], tokens = [] }: Seed): void {
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
    }
}

/** The same for a number or a part of one; null and undefined remove a value. */
export function checkNumber(number: object): void {
    check("number", number, NUMBER);
}

/** The same for a WABA or a part of one. */
export function checkWaba(waba: object): void {
    check("WABA", waba, WABA);
}

function checkId(what: string, id: unknown): void {
    if (typeof id !== "string" || !/^\d+$/.test(id)) {
        throw new Error(`a ${what}'s id is a string of digits, not ${JSON.stringify(id)}`);
    }
}

function check(what: string, given: object, kinds: Readonly<Record<string, Kind>>): void {
    for (const [key, value] of Object.entries(given)) {
        const kind = kinds[key];
        if (kind === undefined) {
            throw new Error(`a ${what} has no ${key}; it has ${Object.keys(kinds).join(", ")}`);
        }
        if (value !== undefined && value !== null && !isOf(kind, value)) {
            throw new Error(`${key} of a ${what} must be ${WORDS[kind]}, not ${JSON.stringify(value)}`);
        }
    }
}

function isOf(kind: Kind, value: unknown): boolean {
    if (kind === "numbers" || kind === "strings") {
        return Array.isArray(value) && value.every((each) => typeof each === kind.slice(0, -1));
    }
    return typeof value === kind;
}
