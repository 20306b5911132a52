/** `list --waba ID`: the numbers of a WABA, one line each. */

import { ListingCut } from "../../graph/errors";
import type { PhoneNumberField, PhoneNumberNode } from "../../graph/node";
import { listNumbers } from "../../graph/wabas";
import { EXIT, type ExitCode, nextOf } from "../errors";
import { inParallel } from "../inParallel";
import {
    leftOf,
    limitOf,
    type NumberRow,
    pinOf,
    regionText,
    registrationOf,
    rowAsJson,
    settingsReader,
} from "../numbers";
import { type CommonOptions, idFrom, Session } from "../session";
import type { Shell } from "../shell";
import { table } from "../table";
import { oneLine } from "../text";

export interface ListOptions extends CommonOptions {
    readonly waba: string;
    /** False: the settings of each number, one request each, are not read. */
    readonly settings: boolean;
}

const FIELDS = [
    "displayPhoneNumber",
    "verifiedName",
    "nameStatus",
    "status",
    "platformType",
    "codeVerificationStatus",
    "isPinEnabled",
    "isOnBizApp",
    "qualityRating",
    "whatsappBusinessManagerMessagingLimit",
    "messagingLimitTier",
] as const satisfies readonly PhoneNumberField[];

export async function list(shell: Shell, options: ListOptions): Promise<ExitCode> {
    const waba = idFrom("--waba", options.waba);
    const session = await Session.start(shell, options);
    const inStack = session.stackNumbers();
    const { nodes, cut } = await allNumbers(session, waba);
    const settings = options.settings ? settingsReader(session.call) : async () => ({ settings: {} });
    const known = await inStack;
    const rows = await inParallel(
        nodes,
        async (node): Promise<NumberRow> => ({
            node,
            ...(await settings(node.id)),
            inStack: known.get(node.id),
        }),
        (count) => shell.progress(`reading settings: ${count} of ${nodes.length} numbers`),
    ).finally(() => shell.progress(undefined));
    const now = shell.now();
    session.answer(
        rows.map((row) => rowAsJson(row, now)),
        () => listText(rows, now),
    );
    return cut === undefined ? EXIT.done : notWhole(session, cut);
}

/** A WABA's numbers, as far as Graph lists them. */
export interface Listed {
    readonly nodes: readonly PhoneNumberNode[];
    /** Why these are not all of them. */
    readonly cut?: ListingCut;
}

/** All numbers of a WABA, with a line of progress for those of many pages. */
export async function allNumbers(
    { call, shell, settings }: Session,
    waba: string,
    fields: readonly PhoneNumberField[] = FIELDS,
): Promise<Listed> {
    const nodes: PhoneNumberNode[] = [];
    const signal = AbortSignal.timeout(settings.limits.operationMs);
    try {
        for await (const node of listNumbers({ ...call, signal }, waba, { fields })) {
            nodes.push(node);
            if (nodes.length % 100 === 0) shell.progress(`listing: ${nodes.length} numbers`);
        }
        return { nodes };
    } catch (error) {
        if (error instanceof ListingCut) return { nodes, cut: error };
        throw error;
    } finally {
        shell.progress(undefined);
    }
}

/** Says that what was listed is not all, and ends the command as failed. */
export function notWhole({ shell }: Session, cut: ListingCut): ExitCode {
    shell.note(`warning: ${oneLine(cut.message)}: there may be more numbers`);
    shell.note(`Next: ${oneLine(nextOf(cut))}`);
    return EXIT.failed;
}

const HEAD = ["ID", "NUMBER", "NAME", "NAME STATUS", "REGISTRATION", "STATUS", "OWNERSHIP"];
const MORE = ["REGION", "PIN", "QUALITY", "LIMIT", "LEFT"];

/** The list as a table. LEFT: register and deregister requests, where the stack knows the number. */
function listText(rows: readonly NumberRow[], now: number): string {
    if (rows.length === 0) return "The WABA has no phone numbers.";
    const cells = rows.map((row) => {
        const { node } = row;
        const left = leftOf(row.inStack, now);
        const locked = left?.register.lockedUntil ?? left?.deregister.lockedUntil;
        return [
            ...[node.id, node.displayPhoneNumber, node.verifiedName, node.nameStatus],
            ...[registrationOf(node), node.status, node.codeVerificationStatus],
            ...[regionText(row), pinOf(node), node.qualityRating, limitOf(node)],
            left === undefined
                ? "-"
                : `${left.register.left}/${left.deregister.left}${locked === undefined ? "" : " locked"}`,
        ].map((cell) => cell ?? "?");
    });
    return table([...HEAD, ...MORE], cells);
}
