/** What a recording shows of the numbers before it changed them: the emulator that replays it begins with that. */
import { DEFAULT_APP } from "../defaults";
import { splitVersion } from "../http/request";
import { isObject } from "../schema/json";
import type { JsonObject, NumberSeed, Seed, TokenSeed, WabaSeed } from "../state";
import type { Pair } from "./recording";
import { EDGE_READS, rowsOf } from "./seedEdges";
import { type PinRequest, pinOf } from "./seedPin";

type Draft<Item> = { -readonly [Key in keyof Item]: Item[Key] };
type NumberDraft = Draft<NumberSeed>;
type Waba = Draft<WabaSeed>;

/** A recorded request by what it is about. */
interface About {
    readonly id: string;
    /** What follows the ID: `register`, `settings`; empty for the node. */
    readonly edge: string;
    readonly pair: Pair;
}

/** What is known so far: the first thing that is said counts. */
class Known {
    readonly numbers = new Map<string, NumberDraft>();
    readonly wabas = new Map<string, Waba>();
    app: { id: string; name: string } | undefined;
    /** IDs whose registration a request has changed: what reads show of it from then on is not the beginning. */
    readonly changed = new Set<string>();
    /** Edges and fields that were read, by ID: also what is not set is known then. */
    private readonly read = new Set<string>();

    /** Whether this is the first time that something is read. */
    isFirst(id: string, what: string): boolean {
        const key = `${id} ${what}`;
        return !this.read.has(key) && this.read.add(key) !== undefined;
    }

    number(id: string, wabaId?: string): NumberDraft {
        const number = this.numbers.get(id) ?? { id };
        this.numbers.set(id, number);
        if (wabaId !== undefined) number.wabaId ??= wabaId;
        return number;
    }

    waba(id: string): Waba {
        const waba = this.wabas.get(id) ?? { id };
        this.wabas.set(id, waba);
        return waba;
    }
}

/** The seed of an emulator that should answer as the recording did. */
export function seedOf(pairs: readonly Pair[]): Seed {
    const known = new Known();
    for (const pair of pairs) learn(known, aboutOf(pair));
    for (const number of known.numbers.values()) {
        const own = pairs.map(aboutOf).filter(({ id }) => id === number.id);
        const pin = pinOf(
            own.map(({ edge, pair }) => attemptOf(edge, pair)),
            number.registered === false,
        );
        if (pin !== undefined) number.pin = pin;
    }
    const app = known.app === undefined ? {} : { apps: [known.app] };
    return {
        numbers: [...known.numbers.values()],
        wabas: [...known.wabas.values()],
        tokens: tokensOf(pairs, known),
        ...app,
    };
}

/** A request as far as it tells of a PIN. */
function attemptOf(edge: string, pair: Pair): PinRequest {
    const { body, query } = pair.request;
    const { body: answered } = pair.answer;
    const pin = isObject(body) ? (body.pin ?? query.pin) : query.pin;
    return {
        edge,
        accepted: isAccepted(pair),
        code: errorOf(answered)?.code,
        ...(isObject(answered) && typeof answered.is_pin_enabled === "boolean"
            ? { hasPin: answered.is_pin_enabled }
            : {}),
        ...(pin === undefined ? {} : { pin: String(pin) }),
    };
}

function aboutOf(pair: Pair): About {
    const [, id = "", ...edges] = splitVersion(pair.request.path).path.split("/");
    return { id, edge: edges.join("/"), pair };
}

function isAccepted({ answer }: Pair): boolean {
    return answer.status === 200 && errorOf(answer.body) === undefined;
}

/** Whether an answer can be about an object that exists. */
function isThere({ answer: { body } }: Pair): boolean {
    const error = errorOf(body);
    return !(error?.code === 100 && error.error_subcode === 33);
}

function errorOf(body: unknown): JsonObject | undefined {
    return isObject(body) && isObject(body.error) ? body.error : undefined;
}

/** Edges of a WABA, and of an app; all others are a number's. */
const WABA_EDGES = ["phone_numbers", "subscribed_apps"];
const APP_EDGES = ["uploads"];

/** Learns from one pair. */
function learn(known: Known, { id, edge, pair }: About): void {
    const { request, answer } = pair;
    if (/^\d+$/.test(id) && edge !== "" && !APP_EDGES.includes(edge) && isThere(pair)) {
        if (WABA_EDGES.includes(edge)) known.waba(id);
        else known.number(id);
    }
    if (!isAccepted(pair) || !isObject(answer.body)) return;
    if (request.method === "GET") learnFromRead(known, id, edge, pair, answer.body);
    else if (edge === "register" || edge === "deregister") {
        // Nothing was said of it before: what was asked for tells what it was.
        if (!known.changed.has(id)) known.number(id).registered ??= edge === "deregister";
        known.changed.add(id);
    }
}

function learnFromRead(known: Known, id: string, edge: string, pair: Pair, body: JsonObject): void {
    const { fields, ids: several } = pair.request.query;
    if (edge === "phone_numbers") {
        known.waba(id);
        for (const row of rowsOf(body)) {
            const { id: numberId } = row;
            if (typeof numberId === "string") learnNode(known, known.number(numberId, id), row, fields);
        }
        return;
    }
    if (edge === "subscribed_apps") learnApps(known.waba(id), body);
    else if (edge !== "" && known.isFirst(id, edge)) EDGE_READS[edge]?.(known.number(id), body);
    else if (id === "app") known.app ??= { id: String(body.id), name: String(body.name ?? "") };
    if (edge !== "" || id === "app") return;
    const ids = several?.split(",") ?? [];
    for (const each of ids)
        if (isObject(body[each])) learnNode(known, known.number(each), body[each], fields);
    if (ids.length > 0 || id === "" || !/^\d+$/.test(id)) return;
    if (isWaba(known, id, body)) learnWaba(known.waba(id), body);
    else learnNode(known, known.number(id), body, fields);
}

/** A node that only a WABA can be. */
function isWaba(known: Known, id: string, body: JsonObject): boolean {
    const own = [
        "message_template_namespace",
        "account_review_status",
        "timezone_id",
        "business_verification_status",
    ];
    return known.wabas.has(id) || (!known.numbers.has(id) && own.some((field) => field in body));
}

/** Fields of a number's node that mean the same in a seed. */
const NODE: Readonly<Record<string, keyof NumberSeed>> = {
    display_phone_number: "displayPhoneNumber",
    verified_name: "verifiedName",
    quality_rating: "qualityRating",
    name_status: "nameStatus",
    new_display_name: "newDisplayName",
    new_name_status: "newNameStatus",
    account_mode: "accountMode",
    is_on_biz_app: "isOnBizApp",
    is_official_business_account: "isOfficialBusinessAccount",
    is_preverified_number: "isPreverifiedNumber",
    messaging_limit_tier: "messagingLimitTier",
    whatsapp_business_manager_messaging_limit: "messagingLimitTier",
    search_visibility: "searchVisibility",
    username: "username",
    conversational_automation: "conversationalAutomation",
};

/** Fields that a registration changes. */
const REGISTRATION = ["status", "platform_type", "host_platform"];

function learnNode(known: Known, number: NumberDraft, node: JsonObject, fields = ""): void {
    const named = fields.split(/[^a-z_]+/);
    const isAsked = (field: string) => field in node || named.includes(field);
    const draft = number as Record<string, unknown>;
    for (const [field, key] of Object.entries(NODE)) {
        const value = isAsked(field) && known.isFirst(number.id, `.${field}`) ? node[field] : undefined;
        if (value !== undefined && !(field === "conversational_automation" && !isAutomation(value)))
            draft[key] ??= value;
    }
    if (typeof node.last_onboarded_time === "string") {
        number.lastOnboardedTime ??= Date.parse(node.last_onboarded_time.replace(/\+0000$/, "Z"));
    }
    const ownership = node.code_verification_status;
    if (ownership !== undefined) {
        number.codeVerificationStatus ??=
            ownership === "VERIFIED" || ownership === "EXPIRED" ? ownership : "NOT_VERIFIED";
    }
    for (const { entity_type, id } of entitiesOf(node)) {
        if (entity_type === "WABA" && typeof id === "string") number.wabaId ??= id;
        if (entity_type === "APP" && typeof id === "string") known.app ??= { id, name: "Name 1" };
    }
    if (REGISTRATION.some((field) => field in node) && !known.changed.has(number.id))
        learnRegistration(number, node);
}

function learnRegistration(number: NumberDraft, { status, ...node }: JsonObject): void {
    const platform = node.platform_type ?? node.host_platform;
    const isLive =
        platform === undefined ? status === "CONNECTED" || status === "LINKED" : platform === "CLOUD_API";
    number.registered ??= isLive;
    // LINKED is a list's word, which follows from the number's own.
    if (typeof status === "string" && !["LINKED", "UNLINKED"].includes(status)) number.status ??= status;
    if (typeof platform === "string" && !["CLOUD_API", "NOT_APPLICABLE"].includes(platform))
        number.platformType ??= platform;
}

function isAutomation(value: unknown): boolean {
    return isObject(value) && Array.isArray(value.prompts) && Array.isArray(value.commands);
}

function entitiesOf({ health_status: health }: JsonObject): JsonObject[] {
    return isObject(health) && Array.isArray(health.entities) ? health.entities.filter(isObject) : [];
}

/** A WABA's fields that mean the same in a seed. */
const WABA: Readonly<Record<string, keyof WabaSeed>> = {
    name: "name",
    account_review_status: "accountReviewStatus",
    business_verification_status: "businessVerificationStatus",
    country: "country",
    currency: "currency",
    status: "status",
};

function learnWaba(waba: Waba, node: JsonObject): void {
    const draft = waba as Record<string, unknown>;
    for (const [field, key] of Object.entries(WABA))
        if (node[field] !== undefined) draft[key] ??= node[field];
    if (node.primary_funding_id !== undefined) waba.payment ??= true;
}

function learnApps(waba: Waba, body: JsonObject): void {
    const apps = rowsOf(body).map(({ whatsapp_business_api_data: app }) =>
        isObject(app) ? app.id : undefined,
    );
    waba.subscribedApps ??= apps.filter((id) => typeof id === "string");
}

/** The tokens that were taken. */
function tokensOf(pairs: readonly Pair[], { app }: Known): TokenSeed[] {
    const refused = (pair: Pair) => errorOf(pair.answer.body)?.code === 190;
    const texts = pairs.filter((pair) => !refused(pair)).map(tokenIn);
    return [...new Set(texts)].flatMap((token) =>
        token === undefined ? [] : [{ token, appId: app?.id ?? DEFAULT_APP }],
    );
}

/** The stand-in of a request's token. */
function tokenIn({ request: { authorization, query, body } }: Pair): string | undefined {
    const inBody = isObject(body) ? body.access_token : undefined;
    const token = authorization?.split(" ")[1] ?? query.access_token ?? inBody;
    return typeof token === "string" ? token : undefined;
}
