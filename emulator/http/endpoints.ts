/** Every endpoint that is emulated, and the answer to all others. */
import { GraphRefusal, unknownObject } from "../errors";
import type { Endpoint } from "./endpoints/endpoint";
import { NODE_ENDPOINTS } from "./endpoints/nodes";
import { NUMBER_ENDPOINTS } from "./endpoints/numbers";
import { SETTINGS_ENDPOINTS } from "./endpoints/settings";
import { WABA_ENDPOINTS } from "./endpoints/wabas";

/** All endpoints (graph-api.md §2). */
export const ENDPOINTS: readonly Endpoint[] = [
    ...NODE_ENDPOINTS,
    ...NUMBER_ENDPOINTS,
    ...SETTINGS_ENDPOINTS,
    ...WABA_ENDPOINTS,
];

/** The answer to all other requests: 100/33 for a verb that the endpoint does not have, else 501. */
export function notEmulated({ method, path }: { method: string; path: string }): GraphRefusal {
    const [id = "", ...edges] = path.slice(1).split("/");
    if (ENDPOINTS.some((endpoint) => endpoint.path === ["/:id", ...edges].join("/"))) {
        return unknownObject(method, id);
    }
    return new GraphRefusal(3, {
        status: 501,
        message: `(#3) Not emulated: ${method} ${path}`,
        details: "The emulator does not know this endpoint; docs/emulator.md lists those that it knows",
    });
}
