/** The endpoints of the business username (graph-api-settings.md §8). */
import { toldOf } from "../../rules/events";
import {
    deleteUsername,
    type OtherNames,
    readUsername,
    setUsername,
    suggestUsernames,
} from "../../rules/username";
import type { NumberState } from "../../state";
import { tellChanges } from "../notify";
import { type Endpoint, type EndpointCall, manage, onNumber } from "./endpoint";

const path = "/:id/username";

export const USERNAME_ENDPOINTS: readonly Endpoint[] = [
    {
        method: "GET",
        path,
        kind: () => "readUsername",
        scopes: manage,
        run: onNumber(({ world }, number) => readUsername(number, world.switches)),
    },
    {
        method: "POST",
        path,
        kind: () => "setUsername",
        scopes: manage,
        run: onNumber((call, number) => {
            const { request, world } = call;
            const { username, transfer_action: transfer } = request.params.all;
            const before = toldOf(number);
            const { answer, loser } = setUsername(
                number,
                { username, transfer },
                others(call, number),
                world.switches,
            );
            if (loser !== undefined) world.changed(loser.id);
            tellChanges(call, number, before);
            return answer;
        }),
    },
    {
        method: "DELETE",
        path,
        kind: () => "releaseUsername",
        scopes: manage,
        run: onNumber((call, number) => {
            const before = toldOf(number);
            const answer = deleteUsername(number, call.world.switches);
            tellChanges(call, number, before);
            return answer;
        }),
    },
    {
        method: "GET",
        path: "/:id/username_suggestions",
        kind: () => "suggestUsernames",
        scopes: manage,
        run: onNumber((call, number) => suggestUsernames(number, others(call, number))),
    },
];

/** The numbers that the token sees are of the same business. */
function others({ world, token }: EndpointCall, number: NumberState): OtherNames {
    const all = [...world.numbers.values()].filter(({ id }) => id !== number.id);
    const isOwn = ({ wabaId }: NumberState): boolean => token.wabas?.includes(wabaId) ?? true;
    return {
        own: all.filter(isOwn),
        foreign: all.filter((each) => !isOwn(each)),
        taken: world.takenUsernames,
    };
}
