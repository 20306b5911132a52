/** QR codes and short links (graph-api-settings.md §6). */
import { type Call, get, remove, send, unexpected } from "../call";
import { GraphError } from "../errors";
import { type Json, json, prose, text } from "../wire";
import { rowsOf } from "./source";

/** Meta's limit of the text that a code brings along. */
export const LONGEST_PREFILLED = 140;

/** A code: opaque, and made by Meta. */
export interface QrCode {
    readonly code: string;
    readonly prefilledMessage: string;
    readonly deepLinkUrl: string;
}

const FIELDS = "code,prefilled_message,deep_link_url";
/** More pages than 2,000 codes fill. */
const MOST_PAGES = 100;

function qrCodeFrom({ code, prefilled_message, deep_link_url }: Json): QrCode | undefined {
    const given = text(code);
    if (given === undefined || !/^\w+$/.test(given)) return undefined;
    return {
        code: given,
        prefilledMessage: prose(prefilled_message) ?? "",
        deepLinkUrl: text(deep_link_url) ?? `https://wa.me/message/${given}`,
    };
}

/**
 * GET /{phone-number-id}/message_qrdls/{code}; undefined: the number has none by this code. What Graph answers for one
 * that is gone is not documented: a refusal is settled by the list.
 */
export async function readQrCode(call: Call, id: string, code: string): Promise<QrCode | undefined> {
    try {
        const answer = await get(call, "reading the QR code", `${id}/message_qrdls/${code}`, {
            fields: FIELDS,
        });
        return qrCodeFrom(rowsOf(answer)[0] ?? {});
    } catch (error) {
        if (!(error instanceof GraphError) || error.code !== 100) throw error;
        return (await listQrCodes(call, id)).find((each) => each.code === code);
    }
}

/** All codes of a number, newest first. */
export async function listQrCodes(call: Call, id: string): Promise<QrCode[]> {
    const codes: QrCode[] = [];
    let after: string | undefined;
    for (let page = 0; page < MOST_PAGES; page++) {
        const params = { fields: FIELDS, ...(after === undefined ? {} : { after }) };
        const answer = await get(call, "listing the QR codes", `${id}/message_qrdls`, params);
        codes.push(...rowsOf(answer).flatMap((row) => qrCodeFrom(row) ?? []));
        const paging = json(answer.paging);
        const next = text(json(paging.cursors).after);
        if (paging.next === undefined || next === undefined || next === after) return codes;
        after = next;
    }
    return codes;
}

/** POST /{phone-number-id}/message_qrdls: a further POST makes a further code, so it is never repeated. */
export async function createQrCode(call: Call, id: string, prefilledMessage: string): Promise<QrCode> {
    return post(call, "creating the QR code", id, { prefilled_message: prefilledMessage }, false);
}

/** The same with a code: its text changes, the link and what is printed stay. */
export async function changeQrCode(
    call: Call,
    id: string,
    code: string,
    prefilledMessage: string,
): Promise<QrCode> {
    const body = { code, prefilled_message: prefilledMessage };
    return post(call, "changing the QR code", id, body, true);
}

async function post(
    call: Call,
    request: string,
    id: string,
    body: object,
    repeatable: boolean,
): Promise<QrCode> {
    const made = qrCodeFrom(await send(call, request, `${id}/message_qrdls`, body, { repeatable }));
    if (made === undefined) throw unexpected(request);
    return made;
}

/** DELETE: for good, and people who scan a printed one are told that it has expired. */
export async function deleteQrCode(call: Call, id: string, code: string): Promise<void> {
    await remove(call, "deleting the QR code", `${id}/message_qrdls/${code}`);
}
