/** `list --waba ID`: the numbers of a WABA, one line each. */
import type { PhoneNumberField, PhoneNumberNode } from "../../provider/graph/node.js";
import { listNumbers } from "../../provider/graph/wabas.js";
import { EXIT, type ExitCode } from "../errors.js";
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
    const nodes = await allNumbers(session, waba);
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
    return EXIT.done;
}

/** All numbers of a WABA, with a line of progress for those of many pages. */
export async function allNumbers(
    { call, world }: Session,
    waba: string,
    fields: readonly PhoneNumberField[] = FIELDS,
): Promise<PhoneNumberNode[]> {
    const nodes: PhoneNumberNode[] = [];
    try {
        for await (const node of listNumbers(call, waba, { fields })) {
            nodes.push(node);
            if (nodes.length % 100 === 0) world.progress(`listing: ${nodes.length} numbers`);
        }
    } finally {
        world.progress(undefined);
    }
    return nodes;
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
