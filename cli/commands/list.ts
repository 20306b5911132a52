/** `list --waba ID`: the numbers of a WABA, one line each. */
import { ListingCut } from "../../graph/errors";
import type { PhoneNumberField, PhoneNumberNode } from "../../graph/node";
import { listNumbers, PAGE } from "../../graph/wabas";
import { painter } from "../colours";
import { EXIT, type ExitCode, nextOf, usage } from "../errors";
import { inParallel } from "../inParallel";
import { COLUMNS, type Column } from "../list/columns";
import {
    columnsFrom,
    type Filter,
    filterFrom,
    meets,
    type Order,
    ordersFrom,
    sorted,
    valuesOf,
} from "../list/select";
import { GrowingTable } from "../list/table";
import { type NumberRow, rowAsJson, settingsReader } from "../numbers";
import { type CommonOptions, idFrom, Session } from "../session";
import type { Shell } from "../shell";
import { jsonText, oneLine } from "../text";

/** The options of `list`, as commander hands them over. */
export interface ListOptions extends CommonOptions {
    readonly waba: string;
    /** False: the settings of each number, one request each, are not read. */
    readonly settings: boolean;
    readonly wide?: boolean;
    readonly columns?: string;
    readonly filter?: readonly string[];
    readonly sort?: string;
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
    const asked = askedFor(options);
    const session = await Session.start(shell, options);
    const inStack = session.stackNumbers();
    const now = shell.now();
    const look = { columns: asked.columns, width: asked.wide ? undefined : shell.columns, now };
    const table = new GrowingTable({ ...look, paint: painter(shell.colours) });
    const streams = options.json !== true && asked.orders.length === 0;
    const [all, rows]: [NumberRow[], NumberRow[]] = [[], []];
    const read = options.settings ? settingsReader(session.call) : async () => ({ settings: {} });
    const { cut } = await allNumbers(session, waba, FIELDS, async (nodes) => {
        const known = await inStack;
        const bare = nodes.map((node): NumberRow => ({ node, settings: {}, inStack: known.get(node.id) }));
        all.push(...bare);
        // Numbers that are left out anyway cost no request.
        const wanted = bare.filter((row) => meets(row, asked.ofNode, now));
        const done = (count: number) => shell.progress(`reading settings: ${rows.length + count} numbers`);
        const full = await inParallel(
            wanted,
            async (row) => ({ ...row, ...(await read(row.node.id)) }),
            done,
        );
        const met = full.filter((row) => meets(row, asked.ofSettings, now));
        rows.push(...met);
        shell.progress(undefined);
        if (streams && met.length > 0) shell.print(table.add(met).join("\n"));
    });
    const inOrder = sorted(rows, asked.orders, now);
    if (options.json === true) shell.print(jsonText(inOrder.map((row) => rowAsJson(row, now))));
    else if (rows.length === 0 && (cut === undefined || all.length > 0))
        shell.print(noneText(all, asked, now));
    else if (!streams && rows.length > 0) shell.print(table.add(inOrder).join("\n"));
    if (options.json !== true) note(session, rows, table);
    return cut === undefined ? EXIT.done : notWhole(session, cut);
}

/** What was asked for, besides the WABA. */
interface Asked {
    readonly columns: readonly Column[];
    /** Every column stays. */
    readonly wide: boolean;
    readonly orders: readonly Order[];
    /** Conditions on what the listing shows, and on what each number's settings do. */
    readonly ofNode: readonly Filter[];
    readonly ofSettings: readonly Filter[];
}

function askedFor({ columns, wide, filter = [], sort, settings }: ListOptions): Asked {
    const chosen = columns === undefined ? COLUMNS : columnsFrom(columns);
    const filters = filter.map(filterFrom);
    const orders = sort === undefined ? [] : ordersFrom(sort);
    const ofSettings = filters.filter(({ column }) => column.ofSettings);
    // What someone looks for stays in view.
    const named = new Set([...filters, ...orders].map(({ column }) => column));
    const needed = [...ofSettings, ...orders].find(({ column }) => column.ofSettings);
    if (!settings && needed !== undefined) {
        throw usage(
            `${needed.column.name} is not known with --no-settings`,
            "leave --no-settings out, or filter and sort by another column",
        );
    }
    return {
        columns: chosen.map((column) => (named.has(column) ? { ...column, rank: 0 } : column)),
        // Columns that were named are wanted.
        wide: wide === true || columns !== undefined,
        orders,
        ofNode: filters.filter(({ column }) => !column.ofSettings),
        ofSettings,
    };
}

/** Why nothing is shown: there is none, or none that the filters let through. */
function noneText(all: readonly NumberRow[], { ofNode, ofSettings }: Asked, now: number): string {
    const filters = [...ofNode, ...ofSettings];
    if (all.length === 0 || filters.length === 0) return "The WABA has no phone numbers.";
    // What the settings show was not read for all.
    const there = ofNode.map(({ column }) => `${column.name} has ${valuesOf(column, all, now)}`);
    return [`None of the WABA's ${all.length} numbers passes --filter.`, ...there].join("\n");
}

/** What the table does not show: columns without room, and regions that could not be read. */
function note({ shell }: Session, rows: readonly NumberRow[], table: GrowingTable): void {
    const unread = rows.filter(({ settingsError }) => settingsError !== undefined);
    const [first] = unread;
    if (first?.settingsError !== undefined) {
        const what = unread.length === 1 ? "1 number" : `${unread.length} numbers`;
        shell.note(`warning: the region of ${what} is not known: ${oneLine(first.settingsError)}`);
        shell.note(`Next: ${oneLine(first.settingsNext ?? "run the command again")}`);
    }
    if (table.left.length === 0) return;
    const names = table.left.map(({ name }) => name).join(", ");
    shell.note(`Left out for lack of room: ${names}. --wide shows all, --columns those that you name.`);
}

/** A WABA's numbers, as far as Graph lists them. */
export interface Listed {
    readonly nodes: readonly PhoneNumberNode[];
    /** Why these are not all of them. */
    readonly cut?: ListingCut;
}

/**
 * All numbers of a WABA, with a line of progress for those of many pages.
 * @param page gets each page's numbers before the next page is asked for
 */
export async function allNumbers(
    { call, shell, settings }: Session,
    waba: string,
    fields: readonly PhoneNumberField[] = FIELDS,
    page: (nodes: readonly PhoneNumberNode[]) => Promise<void> = async () => {},
): Promise<Listed> {
    const nodes: PhoneNumberNode[] = [];
    const deadline = new Deadline(settings.limits.operationMs);
    let given = 0;
    const give = async () => {
        const fresh = nodes.slice(given);
        given = nodes.length;
        await deadline.paused(() => page(fresh));
    };
    try {
        for await (const node of listNumbers({ ...call, signal: deadline.signal }, waba, { fields })) {
            nodes.push(node);
            if (nodes.length % PAGE !== 0) continue;
            shell.progress(`listing: ${nodes.length} numbers`);
            await give();
        }
        await give();
        return { nodes };
    } catch (error) {
        if (!(error instanceof ListingCut)) throw error;
        await give();
        return { nodes, cut: error };
    } finally {
        deadline.end();
        shell.progress(undefined);
    }
}

/** The time that a listing may take, without what is done with its pages. */
class Deadline {
    private readonly controller = new AbortController();
    private timer: NodeJS.Timeout | undefined;

    constructor(private readonly ms: number) {
        this.start();
    }

    get signal(): AbortSignal {
        return this.controller.signal;
    }

    async paused(work: () => Promise<void>): Promise<void> {
        this.end();
        await work();
        this.start();
    }

    end(): void {
        clearTimeout(this.timer);
    }

    private start(): void {
        this.timer = setTimeout(() => this.controller.abort(), this.ms);
    }
}

/** Says that what was listed is not all, and ends the command as failed. */
export function notWhole({ shell }: Session, cut: ListingCut): ExitCode {
    shell.note(`warning: ${oneLine(cut.message)}: there may be more numbers`);
    shell.note(`Next: ${oneLine(nextOf(cut))}`);
    return EXIT.failed;
}
