import { Refusal, unknownObject } from "../errors.js";
import { deregister } from "../rules/deregister.js";
import { setDisplayName } from "../rules/displayName.js";
import { type NumberFacts, readNumber } from "../rules/node.js";
import { requestCode, verifyCode } from "../rules/ownership.js";
import { setPin } from "../rules/pin.js";
import { changeProfile, readProfile } from "../rules/profile.js";
import { register } from "../rules/register.js";
import { changeSettings, readSettings } from "../rules/settings.js";
import { listNumbers, numberToAdd, readWaba } from "../rules/waba.js";
import type { JsonObject, NumberState, RequestKind, TokenState, WabaState } from "../types.js";
import { MANAGEMENT, MESSAGING, type World } from "../world.js";
import { visibleNumber, visibleWaba } from "./access.js";
import type { GraphRequest } from "./request.js";

/** A request whose token has been accepted, and everything it can be answered from. */
export interface Call {
    request: GraphRequest;
    world: World;
    token: TokenState;
    now: number;
    /** Where the client reached us, for links to further pages. */
    origin: string;
    log: (line: string) => void;
}

/** One thing that Graph does; `run` answers, or throws the refusal. */
export interface Endpoint {
    method: "GET" | "POST";
    path: string;
    kind: (request: GraphRequest, id: string, world: World) => RequestKind;
    scopes: readonly string[];
    run: (call: Call, id: string) => JsonObject;
}

const success = { success: true };
const manage = [MANAGEMENT];

const onNumber =
    (run: (call: Call, number: NumberState) => JsonObject): Endpoint["run"] =>
    (call, id) =>
        run(call, visibleNumber(call.world, call.token, call.request.method, id));

const onWaba =
    (run: (call: Call, waba: WabaState) => JsonObject): Endpoint["run"] =>
    (call, id) =>
        run(call, visibleWaba(call.world, call.token, call.request.method, id));

/** Every endpoint that is emulated (graph-api.md §2). */
export const ENDPOINTS: readonly Endpoint[] = [
    { method: "GET", path: "/", kind: () => "readMany", scopes: manage, run: readMany },
    {
        method: "GET",
        path: "/:id",
        kind: (_, id, world) => (world.wabas.has(id) ? "readWaba" : "read"),
        scopes: manage,
        run: (call, id) => (call.world.wabas.has(id) ? readWabaNode(call, id) : readNode(call, id)),
    },
    { method: "POST", path: "/:id", kind: kindOfNodeChange, scopes: manage, run: onNumber(changeNode) },
    {
        method: "POST",
        path: "/:id/register",
        kind: () => "register",
        scopes: [MANAGEMENT, MESSAGING],
        run: onNumber(registerNumber),
    },
    {
        method: "POST",
        path: "/:id/deregister",
        kind: () => "deregister",
        scopes: [MANAGEMENT, MESSAGING],
        run: onNumber(({ request, now, world }, number) =>
            deregister(number, versionOf(request), now, world.switches),
        ),
    },
    {
        method: "POST",
        path: "/:id/request_code",
        kind: () => "requestCode",
        scopes: manage,
        run: onNumber(({ request: { params }, now, log }, number) => {
            const language = params.text("language") ?? params.text("locale");
            const code = requestCode(number, params.text("code_method"), language, now);
            log(`verification code of ${number.displayPhoneNumber} (${number.id}): ${code}`);
            return success;
        }),
    },
    {
        method: "POST",
        path: "/:id/verify_code",
        kind: () => "verifyCode",
        scopes: manage,
        run: onNumber(({ request, now }, number) => {
            verifyCode(number, request.params.text("code"), now);
            return success;
        }),
    },
    {
        method: "GET",
        path: "/:id/settings",
        kind: () => "readSettings",
        scopes: manage,
        run: onNumber(({ request, world }, number) =>
            readSettings(number, request.params.flag("include_sip_credentials"), world.switches),
        ),
    },
    {
        method: "POST",
        path: "/:id/settings",
        kind: kindOfSetting,
        scopes: manage,
        run: onNumber(({ request: { params }, world }, number) => {
            const features = Object.keys(params.all).map((name) => [name, params.json(name)]);
            changeSettings(number, Object.fromEntries(features), world.switches);
            return success;
        }),
    },
    {
        method: "GET",
        path: "/:id/whatsapp_business_profile",
        kind: () => "readProfile",
        scopes: manage,
        run: onNumber(({ request }, number) => readProfile(number.profile, request.params.text("fields"))),
    },
    {
        method: "POST",
        path: "/:id/whatsapp_business_profile",
        kind: () => "profile",
        scopes: manage,
        run: onNumber(({ request: { params } }, number) => {
            const websites = params.has("websites") ? { websites: params.json("websites") } : {};
            number.profile = changeProfile(number.profile, { ...params.all, ...websites });
            return success;
        }),
    },
    {
        method: "GET",
        path: "/:id/phone_numbers",
        kind: () => "list",
        scopes: manage,
        run: onWaba(list),
    },
    {
        method: "POST",
        path: "/:id/phone_numbers",
        kind: () => "addNumber",
        scopes: manage,
        run: onWaba(addNumber),
    },
];

/** The answer to whatever else Graph can do. */
export function notEmulated({ method, path }: { method: string; path: string }): Refusal {
    return new Refusal(3, {
        status: 501,
        message: `(#3) Not emulated: ${method} ${path}`,
        details: "The emulator does not know this endpoint; docs/emulator.md lists those that it knows",
    });
}

/** Graph without a version means a supported one, so none below v21. */
function versionOf({ version }: GraphRequest): number {
    return version === undefined ? 25 : Number(version);
}

function facts({ world, now }: Call, number: NumberState): NumberFacts {
    return { now, switches: world.switches, waba: world.waba(number.wabaId) };
}

function readNode(call: Call, id: string): JsonObject {
    const number = visibleNumber(call.world, call.token, call.request.method, id);
    return readNumber(number, call.request.params.text("fields"), facts(call, number));
}

function readWabaNode({ world, token, request }: Call, id: string): JsonObject {
    return readWaba(visibleWaba(world, token, request.method, id), request.params.text("fields"));
}

function readMany(call: Call): JsonObject {
    const { request, world } = call;
    const ids = (request.params.text("ids") ?? "").split(",").filter((id) => id !== "");
    if (ids.length === 0) {
        throw unknownObject(request.method, "");
    }
    if (world.switches.multiRead === "off") {
        throw new Refusal(100, { message: "(#100) Multiple ids are not supported for this node type" });
    }
    if (ids.length > 50) {
        throw new Refusal(100, { message: "(#100) Too many IDs. Maximum: 50" });
    }
    const answer: JsonObject = {};
    for (const id of ids) {
        try {
            answer[id] = readNode(call, id);
        } catch (refusal) {
            if (world.switches.multiRead === "on" || !(refusal instanceof Refusal)) {
                throw refusal;
            }
        }
    }
    return answer;
}

function kindOfNodeChange({ params }: GraphRequest): RequestKind {
    return params.has("pin") ? "setPin" : params.has("new_display_name") ? "setDisplayName" : "setNode";
}

function changeNode({ request: { params }, world, now }: Call, number: NumberState): JsonObject {
    const [pin, name] = [params.text("pin"), params.text("new_display_name")];
    if (pin !== undefined) {
        setPin(number, pin, world.switches);
    }
    if (name !== undefined) {
        setDisplayName(number, name, now, world.switches);
    }
    const visibility = params.text("search_visibility");
    if (visibility !== undefined) {
        number.searchVisibility = visibility;
    }
    const webhook = params.json("webhook_configuration");
    if (typeof webhook === "object" && webhook !== null) {
        const { override_callback_uri: uri } = webhook as JsonObject;
        number.webhookConfiguration = uri === "" || uri === undefined ? {} : { phone_number: uri };
    }
    return success;
}

function registerNumber({ request, world, now }: Call, number: NumberState): JsonObject {
    const { params } = request;
    return register(number, {
        messagingProduct: params.text("messaging_product"),
        pin: params.text("pin"),
        region: params.text("data_localization_region"),
        version: versionOf(request),
        now,
        switches: world.switches,
        waba: world.waba(number.wabaId),
    });
}

const SETTING_KINDS: Readonly<Record<string, RequestKind>> = {
    storage_configuration: "setStorage",
    user_identity_change: "setIdentityKeyCheck",
    calling: "setCalling",
    payload_encryption: "setPayloadEncryption",
};

function kindOfSetting({ params }: GraphRequest): RequestKind {
    const feature = Object.keys(SETTING_KINDS).find((name) => params.has(name));
    return (feature === undefined ? undefined : SETTING_KINDS[feature]) ?? "other";
}

function list(call: Call, waba: WabaState): JsonObject {
    const { request, world, origin, now } = call;
    const { params } = request;
    const page = listNumbers(
        [...world.numbers.values()].filter(({ wabaId }) => wabaId === waba.id),
        {
            fields: params.text("fields"),
            limit: params.text("limit"),
            after: params.text("after"),
            before: params.text("before"),
            filtering: params.json("filtering"),
            sort: params.text("sort"),
        },
        { now, switches: world.switches, waba },
    );
    if (page.first === undefined || page.last === undefined) {
        return { data: [] };
    }
    const link = (name: string, cursor: string): string => {
        const { after: _, before: __, ...query } = request.query;
        const prefix = request.version === undefined ? "" : `/v${request.version}`;
        return `${origin}${prefix}${request.path}?${new URLSearchParams({ ...query, [name]: cursor })}`;
    };
    return {
        data: page.data,
        paging: {
            cursors: { before: page.first, after: page.last },
            ...(page.hasNext ? { next: link("after", page.last) } : {}),
            ...(page.hasPrevious ? { previous: link("before", page.first) } : {}),
        },
    };
}

function addNumber({ request: { params }, world, now }: Call, waba: WabaState): JsonObject {
    const others = [...world.numbers.values()].filter(({ wabaId }) => wabaId === waba.id);
    const seed = numberToAdd(
        waba,
        others,
        {
            // One client posts country_code (§2.8).
            countryCode: params.text("cc") ?? params.text("country_code"),
            phoneNumber: params.text("phone_number"),
            verifiedName: params.text("verified_name"),
            migrate: params.flag("migrate_phone_number"),
            preverified: params.text("preverified_id"),
        },
        now,
        world.switches,
    );
    return { id: world.addNumber({ ...seed, id: freeId(world) }).id };
}

/** The next id that no number has. */
function freeId(world: World): string {
    const taken = [...world.numbers.keys()].filter((id) => /^\d+$/.test(id)).map(BigInt);
    return String(taken.reduce<bigint>((most, id) => (id > most ? id : most), 106540352242921n) + 1n);
}
