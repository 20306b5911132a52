/** The endpoints of the business profile (graph-api-settings.md §4). */
import { changeProfile, readProfile } from "../../rules/profile";
import { type Endpoint, manage, onNumber, success } from "./endpoint";

const path = "/:id/whatsapp_business_profile";

export const PROFILE_ENDPOINTS: readonly Endpoint[] = [
    {
        method: "GET",
        path,
        kind: () => "readProfile",
        scopes: manage,
        run: onNumber(({ request, now, world: { switches } }, number) =>
            readProfile(number, request.params.names("fields"), { now, switches }),
        ),
    },
    {
        method: "POST",
        path,
        kind: () => "setProfile",
        scopes: manage,
        run: onNumber(({ request: { params }, now, world }, number) => {
            const websites = params.has("websites") ? { websites: params.json("websites") } : {};
            const { switches, uploads } = world;
            changeProfile(number, { ...params.all, ...websites }, uploads.values(), { now, switches });
            // The handle is used up.
            if (params.has("profile_picture_handle")) world.changed();
            return success;
        }),
    },
];
