/** The endpoints that read nodes: a number, a WABA, several numbers (graph-api.md §2.1). */
import { GraphRefusal, unknownObject } from "../../errors";
import { showNumber } from "../../rules/node";
import { showWaba } from "../../rules/waba";
import type { JsonObject } from "../../state";
import { visibleNumber, visibleWaba } from "../access";
import { type Endpoint, type EndpointCall, manage } from "./endpoint";

export const NODE_ENDPOINTS: readonly Endpoint[] = [
    { method: "GET", path: "/", kind: () => "readMany", scopes: manage, run: readMany },
    {
        method: "GET",
        path: "/:id",
        kind: (_, id, world) => (world.wabas.has(id) ? "readWaba" : "read"),
        scopes: manage,
        run: (call, id) => (call.world.wabas.has(id) ? readWabaNode(call, id) : readNode(call, id)),
    },
];

function readNode(call: EndpointCall, id: string): JsonObject {
    const number = visibleNumber(call.world, call.token, call.request.method, id);
    return showNumber(number, call.request.params.text("fields"), {
        now: call.now,
        switches: call.world.switches,
        waba: call.world.waba(number.wabaId),
        app: call.world.app(call.token.appId),
    });
}

function readWabaNode({ world, token, request }: EndpointCall, id: string): JsonObject {
    return showWaba(visibleWaba(world, token, request.method, id), request.params.text("fields"));
}

function readMany(call: EndpointCall): JsonObject {
    const { request, world } = call;
    const ids = (request.params.text("ids") ?? "").split(",").filter((id) => id !== "");
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
