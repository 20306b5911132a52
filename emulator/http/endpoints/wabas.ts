/** The endpoints of a WABA's numbers (graph-api.md §2.8). */
import { listNumbers, numberToAdd, pageBody } from "../../rules/waba";
import type { JsonObject, WabaState } from "../../state";
import type { EmulatorWorld } from "../../world";
import { type Endpoint, type EndpointCall, linkTo, listedNumbers, manage, onWaba } from "./endpoint";

export const WABA_ENDPOINTS: readonly Endpoint[] = [
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

function list(call: EndpointCall, waba: WabaState): JsonObject {
    const { request, world, token, now } = call;
    const { params } = request;
    const page = listNumbers(
        listedNumbers(world, waba),
        {
            fields: params.names("fields"),
            limit: params.text("limit"),
            after: params.text("after"),
            before: params.text("before"),
            filtering: params.json("filtering"),
            sort: params.text("sort"),
        },
        { now, switches: world.switches, waba, app: world.app(token.appId) },
    );
    return pageBody(page, (place) => linkTo(call, place));
}

function addNumber({ request: { params }, world, now }: EndpointCall, waba: WabaState): JsonObject {
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

/** The lowest ID that is free. */
function freeId(world: EmulatorWorld): string {
    let id = 106540352242922n;
    while (world.has(String(id))) {
        id += 1n;
    }
    return String(id);
}
