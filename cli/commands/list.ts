/** `list --waba ID`: the numbers of a WABA, one line each. */

import { ListingCut } from "../../graph/errors.js";
import type { PhoneNumberField, PhoneNumberNode } from "../../graph/node.js";
import { listNumbers } from "../../graph/wabas.js";
import { EXIT, type ExitCode, nextOf } from "../errors.js";
import { inParallel } from "../inParallel.js";
import {
    leftOf,
    limitOf,
    type NumberRow,
    pinOf,
    regionOf,
    registrationOf,
    rowAsJson,
    settingsReader,
} from "../numbers.js";
import { type CommonOptions, idFrom, Session } from "../session.js";
import { table } from "../table.js";
import { oneLine } from "../text.js";
import type { World } from "../world.js";

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

export async function list(world: World, options: ListOptions): Promise<ExitCode> {
    const waba = idFrom("--waba", options.waba);
    const session = await Session.start(world, options);
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
        (count) => world.progress(`reading settings: ${count} of ${nodes.length} numbers`),
    ).finally(() => world.progress(undefined));
    const now = world.now();
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
    { call, world, settings }: Session,
    waba: string,
    fields: readonly PhoneNumberField[] = FIELDS,
): Promise<Listed> {
    const nodes: PhoneNumberNode[] = [];
    const signal = AbortSignal.timeout(settings.limits.operationMs);
    try {
        for await (const node of listNumbers({ ...call, signal }, waba, { fields })) {
            nodes.push(node);
            if (nodes.length % 100 === 0) world.progress(`listing: ${nodes.length} numbers`);
        }
        return { nodes };
    } catch (error) {
        if (error instanceof ListingCut) return { nodes, cut: error };
        throw error;
    } finally {
        world.progress(undefined);
    }
}

/** Says that what was listed is not all, and ends the command as failed. */
export function notWhole({ world }: Session, cut: ListingCut): ExitCode {
    world.note(`warning: ${oneLine(cut.message)}: there may be more numbers`);
    world.note(`Next: ${oneLine(nextOf(cut))}`);
    return EXIT.failed;
}

const HEAD = ["ID", "NUMBER", "NAME", "NAME STATUS", "REGISTRATION", "STATUS", "OWNERSHIP"];
const MORE = ["REGION", "PIN", "QUALITY", "LIMIT", "LEFT"];

/** The list as a table. LEFT: register and deregister requests, where the stack knows the number. */
export function listText(rows: readonly NumberRow[], now: number): string {
    if (rows.length === 0) return "The WABA has no phone numbers.";
    const cells = rows.map((row) => {
        const { node } = row;
        const left = leftOf(row.inStack, now);
        const locked = left?.register.lockedUntil ?? left?.deregister.lockedUntil;
        return [
            ...[node.id, node.displayPhoneNumber, node.verifiedName, node.nameStatus],
            ...[registrationOf(node), node.status, node.codeVerificationStatus],
            ...[regionOf(row), pinOf(node), node.qualityRating, limitOf(node)],
            left === undefined
                ? "-"
                : `${left.register.left}/${left.deregister.left}${locked === undefined ? "" : " locked"}`,
        ].map((cell) => cell ?? "?");
    });
    return table([...HEAD, ...MORE], cells);
}
