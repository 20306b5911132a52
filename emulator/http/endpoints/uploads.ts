/** The endpoints of the resumable upload (graph-api-settings.md §4). */
import { unknownObject } from "../../errors";
import { unknownToken } from "../../rules/tokenRefusal";
import { newUpload, offsetOf, receive, sessionName, signatureOf } from "../../rules/uploads";
import type { UploadState } from "../../state";
import { type Endpoint, type EndpointCall, manage } from "./endpoint";

const session = "/:id{upload:.+}";

/** These come before the nodes: a session is no node. */
export const UPLOAD_ENDPOINTS: readonly Endpoint[] = [
    {
        method: "POST",
        path: "/:id/uploads",
        kind: () => "upload",
        scopes: manage,
        run: ({ request: { params, method }, world, token }, id) => {
            if (!world.apps.has(id) || token.appId !== id) throw unknownObject(method, id);
            const upload = newUpload(id, params.text("file_length"), params.text("file_type"));
            world.addUpload(upload);
            return { id: sessionName(upload, world.switches) };
        },
    },
    {
        method: "POST",
        path: session,
        kind: () => "upload",
        scopes: manage,
        run: (call, id) => {
            const { request, world, now } = call;
            if (request.scheme === "bearer" && world.switches.uploadBearer === "refused") {
                throw unknownToken();
            }
            const bytes = request.bytes ?? Buffer.alloc(0);
            return receive(found(call, id), bytes, request.fileOffset, now, world.switches);
        },
    },
    {
        method: "GET",
        path: session,
        kind: () => "readUpload",
        scopes: manage,
        run: (call, id) => {
            const upload = found(call, id);
            return { id: sessionName(upload, call.world.switches), file_offset: offsetOf(upload) };
        },
    },
];

/** The session with this name. A signed name needs its signature. */
function found({ request, world, token }: EndpointCall, name: string): UploadState {
    const upload = world.uploads.get(name.replace(/^upload:/, ""));
    const signed = world.switches.uploadSession === "signed";
    if (
        upload === undefined ||
        upload.appId !== token.appId ||
        (signed && request.query.sig !== signatureOf(upload.id))
    ) {
        throw unknownObject(request.method, name);
    }
    return upload;
}
