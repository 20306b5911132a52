/** The endpoint of ice breakers and commands (graph-api-settings.md §5). */
import { changeAutomation } from "../../rules/automation";
import { type Endpoint, type EndpointCall, manage, onNumber, success } from "./endpoint";

export const AUTOMATION_ENDPOINTS: readonly Endpoint[] = [
    {
        method: "POST",
        path: "/:id/conversational_automation",
        kind: () => "setAutomation",
        scopes: manage,
        run: onNumber((call, number) => {
            const asked = { prompts: promptsOf(call), commands: call.request.params.json("commands") };
            changeAutomation(number, asked, call.world.switches);
            return success;
        }),
    },
];

/** Of prompts in a query only the last one arrives, as a text. */
function promptsOf({ request: { params } }: EndpointCall): unknown {
    const list = params.json("prompts");
    const text = params.all.prompts;
    return typeof text === "string" && !Array.isArray(list) ? [text] : list;
}
