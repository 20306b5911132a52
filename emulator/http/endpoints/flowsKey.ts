/** The endpoints of the public key of Flows (graph-api-settings.md §9). */
import { readFlowsKey, setFlowsKey } from "../../rules/flowsKey";
import { type Endpoint, manage, onNumber, success } from "./endpoint";

const path = "/:id/whatsapp_business_encryption";

export const FLOWS_KEY_ENDPOINTS: readonly Endpoint[] = [
    {
        method: "GET",
        path,
        kind: () => "readFlowsKey",
        scopes: manage,
        run: onNumber(({ world }, number) => readFlowsKey(number, world.switches)),
    },
    {
        method: "POST",
        path,
        kind: () => "setFlowsKey",
        scopes: manage,
        run: onNumber(({ request: { params } }, number) => {
            setFlowsKey(number, params.all.business_public_key);
            return success;
        }),
    },
];
