/** The endpoints of QR codes (graph-api-settings.md §6). */
import { deleteQrCode, listQrCodes, readQrCode, writeQrCode } from "../../rules/qrCodes";
import type { IncomingRequest } from "../request";
import { type Endpoint, linkTo, manage, onNumber, success } from "./endpoint";

const collection = "/:id/message_qrdls";
const one = "/:id/message_qrdls/:code";

export const QR_CODE_ENDPOINTS: readonly Endpoint[] = [
    {
        method: "POST",
        path: collection,
        // The collection takes both; a change names its code.
        kind: ({ params }) => (params.has("code") ? "changeQrCode" : "createQrCode"),
        scopes: manage,
        run: onNumber(({ request: { params }, world, now }, number) => {
            const { code, prefilled_message: message, generate_qr_image: image } = params.all;
            return writeQrCode(number, { code, message, image }, now, world.switches);
        }),
    },
    {
        method: "GET",
        path: collection,
        kind: () => "readQrCodes",
        scopes: manage,
        run: onNumber((call, number) => {
            const { params } = call.request;
            const [code, limit] = ["code", "limit"].map((name) => params.text(name));
            const fields = params.names("fields");
            const [after, before] = ["after", "before"].map((name) => params.text(name));
            const link = (place: Record<string, string>) => linkTo(call, place);
            return listQrCodes(number, { code, fields, limit, after, before, link }, call.now);
        }),
    },
    {
        method: "GET",
        path: one,
        kind: () => "readQrCode",
        scopes: manage,
        run: onNumber(({ request, world, now }, number) =>
            readQrCode(number, codeOf(request), request.params.names("fields"), now, world.switches),
        ),
    },
    {
        method: "DELETE",
        path: one,
        kind: () => "deleteQrCode",
        scopes: manage,
        run: onNumber(({ request }, number) => {
            deleteQrCode(number, codeOf(request));
            return success;
        }),
    },
];

const codeOf = ({ path }: IncomingRequest): string => path.split("/").at(-1) ?? "";
