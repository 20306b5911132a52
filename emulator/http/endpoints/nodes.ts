import { Refusal, unknownObject } from "../../errors.js";
import { readNumber } from "../../rules/node.js";
import { readWaba } from "../../rules/waba.js";
import type { JsonObject } from "../../types.js";
import { visibleNumber, visibleWaba } from "../access.js";
import { type Call, type Endpoint, manage } from "./endpoint.js";

/** Reading nodes: a number, a WABA, several numbers (graph-api.md §2.1). */
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

function readNode(call: Call, id: string): JsonObject {
    const number = visibleNumber(call.world, call.token, call.request.method, id);
    return readNumber(number, call.request.params.text("fields"), {
        now: call.now,
        switches: call.world.switches,
        waba: call.world.waba(number.wabaId),
    });
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
