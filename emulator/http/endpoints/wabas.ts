/** The endpoints of a WABA's numbers (graph-api.md §2.8). */
import { listNumbers, numberToAdd } from "../../rules/waba";
import type { JsonObject, NumberState, WabaState } from "../../state";
import type { EmulatorWorld } from "../../world";
import { type Endpoint, type EndpointCall, manage, onWaba } from "./endpoint";

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

/** A deleted number is not listed, unless its node still answers. */
function isListed({ wabaId, status }: NumberState, world: EmulatorWorld, waba: WabaState): boolean {
    return wabaId === waba.id && (status !== "DELETED" || world.switches.deletedNumber === "status");
}

function list(call: EndpointCall, waba: WabaState): JsonObject {
    const { request, world, token, origin, now } = call;
    const { params } = request;
    const page = listNumbers(
        [...world.numbers.values()].filter((number) => isListed(number, world, waba)),
        {
            fields: params.text("fields"),
            limit: params.text("limit"),
            after: params.text("after"),
            before: params.text("before"),
            filtering: params.json("filtering"),
            sort: params.text("sort"),
        },
        { now, switches: world.switches, waba, app: world.app(token.appId) },
    );
    const { first, last, next } = page;
    const link = (place: Record<string, string>): string => {
        const { after: _, before: __, ...query } = request.query;
        const prefix = request.version === undefined ? "" : `/v${request.version}`;
        return `${origin}${prefix}${request.path}?${new URLSearchParams({ ...query, ...place })}`;
    };
    if (next.kind === "cut") return { data: page.data, paging: { next: link({}) } };
    const after = next.kind === "more" ? next.cursor : last;
    if (after === undefined) return { data: [] };
    return {
        data: page.data,
        paging: {
            cursors: { before: first ?? after, after },
            ...(next.kind === "more" ? { next: link({ after }) } : {}),
            ...(page.hasPrevious && first !== undefined ? { previous: link({ before: first }) } : {}),
        },
    };
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
    while (world.numbers.has(String(id))) {
        id += 1n;
    }
    return String(id);
}
