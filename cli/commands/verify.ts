/** `verify ID`: proves that you own a number, by a code that Meta sends to it. */
import { GraphError } from "../../graph/errors";
import { type PhoneNumberField, type PhoneNumberNode, readNode } from "../../graph/node";
import { CODE_METHODS, type CodeMethod, requestCode, verifyCode } from "../../graph/ownership";
import { messageOf } from "../../graph/wire";
import { CliError, EXIT, type ExitCode, usage } from "../errors";
import { type CommonOptions, idFrom, Session } from "../session";
import type { Shell } from "../shell";
import { oneLine } from "../text";

export interface VerifyOptions extends CommonOptions {
    readonly method: string;
    readonly language: string;
    readonly code?: string;
    /** Ask although the node says VERIFIED: 133006 can still come (graph-api.md §3 row 9). */
    readonly again?: boolean;
}

const FIELDS = [
    "displayPhoneNumber",
    "codeVerificationStatus",
    "isOnBizApp",
] as const satisfies readonly PhoneNumberField[];

export async function verify(shell: Shell, id: string, options: VerifyOptions): Promise<ExitCode> {
    const phoneNumberId = idFrom("the phone number ID", id);
    const given = options.code === undefined ? undefined : codeFrom(options.code);
    const { method, language } = checked(options);
    const session = await Session.start(shell, options);
    const node = await readNode(session.call, phoneNumberId, FIELDS);
    if (node.codeVerificationStatus === "VERIFIED" && options.again !== true) {
        const next = `if register is still refused with 133006: pulumi-whatsapp verify ${phoneNumberId} --again`;
        session.answer(
            { phoneNumberId, verified: true, next },
            () => `${nameOf(node)} is verified already. Next: ${next}`,
        );
        return EXIT.done;
    }
    if (given === undefined) {
        await request(session, node, method, language);
        if (!shell.interactive || options.json === true) {
            const again = options.again === true ? " --again" : "";
            const next = `pulumi-whatsapp verify ${phoneNumberId}${again} --code <the code>`;
            session.answer(
                { phoneNumberId, verified: false, requested: { method, language }, next },
                () => `A code is on its way to ${nameOf(node)} by ${method}. Next: ${next}`,
            );
            return EXIT.done;
        }
        shell.note(`A code is on its way to ${nameOf(node)} by ${method}.`);
    }
    await redeem(session, node, given ?? (await askForCode(shell)));
    remember(session, phoneNumberId);
    session.answer(
        { phoneNumberId, verified: true },
        () =>
            `${nameOf(node)} is verified. Next: declare it in the program, then pulumi up, which registers it.`,
    );
    return EXIT.done;
}

/** The provider may spend a register on it again: only this machine knows that something has changed. */
function remember({ journal, shell }: Session, phoneNumberId: string): void {
    try {
        const verifiedAt = new Date(shell.now()).toISOString();
        journal.write(phoneNumberId, (record) => ({ ...record, verifiedAt }));
    } catch (error) {
        shell.note(`${messageOf(error)}; if register was refused (133006), use WHATSAPP_IGNORE_LOCKS=1 once`);
    }
}

async function request(
    { call }: Session,
    node: PhoneNumberNode,
    method: CodeMethod,
    language: string,
): Promise<void> {
    try {
        await requestCode(call, node.id, method, language);
    } catch (error) {
        if (!(error instanceof GraphError)) throw error;
        if (error.verdict !== "unclear") throw explained(error, node);
        // A blind retry would make the number wait.
        const next = `if a code came: pulumi-whatsapp verify ${node.id} --code <the code>; else try again`;
        throw Object.assign(new CliError(`${nameOf(node)}: ${error.message}`, next), { cause: error });
    }
}

async function redeem({ call }: Session, node: PhoneNumberNode, code: string): Promise<void> {
    try {
        await verifyCode(call, node.id, code);
    } catch (error) {
        if (!(error instanceof GraphError)) throw error;
        // The answer may have been lost after Graph accepted the code: the number shows that.
        const now = error.verdict === "unclear" ? await readNode(call, node.id, FIELDS) : undefined;
        const wasVerified = node.codeVerificationStatus === "VERIFIED";
        if (wasVerified || now?.codeVerificationStatus !== "VERIFIED") throw explained(error, node);
    }
}

/** What a person types, e.g. `123-456` as the message writes it. */
async function askForCode(shell: Shell): Promise<string> {
    const code = digitsOf(await shell.ask("The code: "));
    // After a typo, ask once more: nothing has been sent yet.
    return code ?? codeFrom(await shell.ask("A code has 6 digits. The code: "));
}

function digitsOf(text: string): string | undefined {
    const digits = text.replace(/[\s-]/g, "");
    return /^\d{6}$/.test(digits) ? digits : undefined;
}

function codeFrom(text: string): string {
    const digits = digitsOf(text);
    if (digits === undefined) throw usage("a code has 6 digits, with or without a hyphen");
    return digits;
}

function checked({ method, language }: VerifyOptions): { method: CodeMethod; language: string } {
    const known = CODE_METHODS.find((each) => each === method.toUpperCase());
    if (known === undefined)
        throw usage(`--method was given as ${method}: give ${CODE_METHODS.join(" or ")}`);
    if (!/^[a-z]{2}(_[A-Z]{2})?$/.test(language)) {
        throw usage(`--language was given as ${language}: give a code such as en_US or de`);
    }
    return { method: known, language };
}

/** A refusal about codes, in words that end a loop instead of starting one. Others stay as they are. */
export function explained(error: GraphError, node: PhoneNumberNode): Error {
    const told =
        error.code === 136024 ? noCode(error, node) : error.code === 136025 ? wrongCode(node) : undefined;
    if (told === undefined) return error;
    const said = error.said === "" ? "" : ` Graph said: ${oneLine(error.said)}`;
    const message = `${nameOf(node)}: ${told.why} (${error.code}).${said}`;
    return Object.assign(new CliError(message, told.next), { cause: error });
}

/** 136024 has three causes, and only Graph's words tell them apart (graph-api.md §2.5, §4). */
function noCode({ said }: GraphError, node: PhoneNumberNode): { why: string; next: string } {
    if (/already verified/i.test(said)) {
        return {
            why: "no code is needed: its ownership is verified already",
            next: "declare it in the program, then pulumi up, which registers it",
        };
    }
    if (node.isOnBizApp === true || /\bapp\b/i.test(said)) {
        return {
            why: "no code is sent while the number is in use in an app",
            next: "delete its account in the WhatsApp (Business) app, or onboard it with coexistence; then verify again",
        };
    }
    if (/wait|hour|too many|later/i.test(said)) {
        return {
            why: "too many codes were asked for",
            next: "wait a full hour before the next try: each earlier one restarts the hour",
        };
    }
    return {
        why: "Graph sends no code: it is verified already, was asked too often, or the number is in use in an app",
        next: `pulumi-whatsapp show ${node.id} tells whether it is verified; else wait an hour, since each try restarts the wait`,
    };
}

function wrongCode({ id }: PhoneNumberNode): { why: string; next: string } {
    return {
        why: "the code was not taken: it is wrong, used, older than 10 minutes, or codes were tried too fast",
        next: `pulumi-whatsapp verify ${id} --code with the code of the last message, or without --code for a new one`,
    };
}

function nameOf({ id, displayPhoneNumber }: PhoneNumberNode): string {
    return displayPhoneNumber === undefined ? id : `${oneLine(displayPhoneNumber)} (${id})`;
}
