/** A QR code and short link with a text (graph-api-settings.md §6). */
import { createHash } from "node:crypto";
import { GraphError } from "../../../graph/errors";
import {
    changeQrCode,
    createQrCode,
    deleteQrCode,
    LONGEST_PREFILLED,
    listQrCodes,
    type QrCode,
    readQrCode,
} from "../../../graph/settings/qrCodes";
import { booleanRule } from "../../rules";
import { textRule } from "../../shapes";
import { type Change, setting, type Values } from "../setting";

/** What a program declares of a code. */
export interface QrCodeInputs {
    /** What the customer's message begins with, at most 140 characters. A change keeps the code and its link. */
    readonly prefilledMessage: string;
    /** Whether a delete takes the code away: printed ones then lead nowhere, for good. Default false. */
    readonly deleteOnDelete?: boolean;
}

export const qrCode = setting<QrCodeInputs>({
    name: "QrCode",
    noun: "QR code",
    of: "phoneNumberId",
    many: true,
    named: { output: "code", example: "4O4YGZEG3RIVE1" },
    fields: {
        prefilledMessage: {
            rule: textRule("prefilledMessage", { least: 1, most: LONGEST_PREFILLED }),
            required: 'prefilledMessage is missing, for example "Hello, I have a question"',
        },
        deleteOnDelete: { rule: booleanRule("deleteOnDelete"), kind: "option", default: false },
    },
    outputs: ["code", "deepLinkUrl"],
    async read(call, id, { code }) {
        if (typeof code !== "string") return {};
        const found = await readQrCode(call, id, code);
        return found === undefined ? undefined : valuesOf(found);
    },
    async write(call, id, { declared, shown, log, attempts }) {
        const text = declared.prefilledMessage;
        if (typeof shown.code === "string") return valuesOf(await changeQrCode(call, id, shown.code, text));
        const attempt = `qr ${createHash("sha256").update(text).digest("hex").slice(0, 16)}`;
        const find = async () => (await listQrCodes(call, id)).find((each) => each.prefilledMessage === text);
        const found = attempts.isOpen(attempt) ? await find() : undefined;
        if (found !== undefined) log(`taking ${found.code}, which a request without an answer made`);
        const made = found ?? (await createOnce(() => createQrCode(call, id, text), find, attempt, attempts));
        attempts.end(attempt);
        return valuesOf(made);
    },
    removal: {
        kind: "clear",
        option: "deleteOnDelete",
        isSet: ({ code }) => typeof code === "string",
        clear: (call, id, { code }) => deleteQrCode(call, id, String(code)),
        means: ({ code }) => `people who scan ${String(code)} are told that it has expired, for good`,
    },
});

/** Every POST makes a further code: after an answer that got lost the codes are looked through for its text. */
async function createOnce(
    create: () => Promise<QrCode>,
    find: () => Promise<QrCode | undefined>,
    attempt: string,
    attempts: Change["attempts"],
): Promise<QrCode> {
    attempts.begin(attempt);
    try {
        return await create();
    } catch (error) {
        if (!(error instanceof GraphError)) throw error;
        if (error.verdict !== "unclear") {
            attempts.end(attempt);
            throw error;
        }
        const made = await find();
        if (made === undefined) throw error;
        return made;
    }
}

function valuesOf({ code, prefilledMessage, deepLinkUrl }: QrCode): Values {
    return { code, prefilledMessage, deepLinkUrl };
}
