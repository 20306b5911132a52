/** The endpoints that read nodes: a number, a WABA, an app, a user, several of them (graph-api.md §2.1, §2.9). */
import { GraphRefusal, unknownObject } from "../../errors";
import { BUSINESS } from "../../rules/business";
import { showNumber } from "../../rules/node";
import { isUserOf, showApp, showUser } from "../../rules/token";
import { showWaba } from "../../rules/wabaNode";
import type { JsonObject } from "../../state";
import { visibleNumber, visibleWaba } from "../access";
import { notEmulated } from "../notEmulated";
import type { Params } from "../params";
import { type Endpoint, type EndpointCall, listedNumbers, manage } from "./endpoint";

export const NODE_ENDPOINTS: readonly Endpoint[] = [
    {
        method: "GET",
        path: "/",
        kind: ({ params }) => (params.has("ids") ? "readMany" : "other"),
        scopes: manage,
        run: readMany,
    },
    {
        method: "GET",
        path: "/:id",
        kind: (_, id, world) => (world.wabas.has(id) ? "readWaba" : world.apps.has(id) ? "readApp" : "read"),
        scopes: manage,
        run: readNode,
    },
];

/** Whatever has this ID. Numbers come last: theirs are the IDs that may be unknown. */
function readNode(call: EndpointCall, id: string): JsonObject {
    const { request, world, token, now } = call;
    const fields = request.params.names("fields");
    const { switches } = world;
    const app = world.app(token.appId);
    if (world.wabas.has(id)) return readWaba(call, id);
    const other = world.apps.get(id);
    if (other !== undefined) return showApp(other, fields);
    if (isUserOf(token, id)) return showUser(token, fields);
    if (id === BUSINESS) throw notEmulated(request, "the node of a business");
    const number = visibleNumber(world, token, request.method, id);
    return showNumber(number, fields, { now, switches, waba: world.waba(number.wabaId), app });
}

function readWaba(call: EndpointCall, id: string): JsonObject {
    const { request, world, token, now } = call;
    const waba = visibleWaba(world, token, request.method, id);
    const { version } = request;
    const at = `${version === undefined ? "" : `/v${version}`}/${id}/phone_numbers`;
    return showWaba(waba, request.params.names("fields"), {
        now,
        switches: world.switches,
        app: world.app(token.appId),
        apps: world.apps,
        numbers: listedNumbers(world, waba),
        link: (place) => `${call.origin}${at}?${new URLSearchParams(place)}`,
    });
}

function readMany(call: EndpointCall): JsonObject {
    const { request, world } = call;
    if (!request.params.has("ids")) throw notEmulated(request, "this without the parameter ids");
    const ids = idsOf(request.params);
    if (ids.length === 0) throw unknownObject(request.method, "");
    if (world.switches.multiRead === "off") {
        throw new GraphRefusal(100, { message: "(#100) Multiple ids are not supported for this node type" });
    }
    if (ids.length > 50) throw new GraphRefusal(100, { message: "(#100) Too many IDs. Maximum: 50" });
    const answer: JsonObject = {};
    for (const id of ids) {
        try {
            answer[id] = readNode(call, id);
        } catch (refusal) {
            if (world.switches.multiRead === "on" || !(refusal instanceof GraphRefusal)) throw refusal;
        }
    }
    return answer;
}

/** `1,2`, `["1","2"]`, `[1,2]`, or a list. As text, since an ID may be longer than a number can be exact. */
function idsOf(params: Params): string[] {
    const given = params.all.ids;
    const list = Array.isArray(given) ? given.map(String) : String(params.text("ids") ?? "").split(",");
    return list.map((id) => id.replace(/^[\s["']+|[\s\]"']+$/g, "")).filter((id) => id !== "");
}
