/** A WhatsApp Business Account and its numbers (graph-api.md §2.8, §2.9). */
import {
    askForFields,
    type Call,
    get,
    idFrom,
    type Json,
    json,
    missingField,
    send,
    text,
    unexpected,
    wrongKind,
} from "./call";
import { type GraphError, ListingCut, ParameterError } from "./errors";
import { type FieldReaders, graphName, type OneOf, readFields } from "./fields";
import { type HealthStatus, healthFrom, nodeFrom, type PhoneNumberField, type PhoneNumberNode } from "./node";

/** A WABA as Graph shows it. Absent: Graph did not say. */
export interface WabaNode {
    readonly id: string;
    readonly name?: string;
    /** Numbers of a WABA whose review is not APPROVED can't be registered (graph-api.md §3 row 10). */
    readonly accountReviewStatus?: OneOf<"APPROVED" | "PENDING" | "REJECTED" | "DEFERRED">;
    readonly businessVerificationStatus?: OneOf<"verified" | "not_verified">;
    /** The payment method; absent: there is none, or the token may not see it. */
    readonly primaryFundingId?: string;
    readonly country?: string;
    readonly currency?: string;
    readonly status?: string;
    readonly healthStatus?: HealthStatus;
}

const READERS: FieldReaders<WabaNode> = {
    name: text,
    accountReviewStatus: text,
    businessVerificationStatus: text,
    primaryFundingId: text,
    country: text,
    currency: text,
    status: text,
    healthStatus: healthFrom,
};

/** GET /{waba-id}. Fields that Graph no longer knows are absent. */
export async function readWaba(call: Call, id: string): Promise<WabaNode> {
    const { answer } = await askForFields(
        Object.keys(READERS).map(graphName),
        (fields) => get(call, "reading the WABA", id, { fields }, "ofWaba"),
        { kind: "WABA", id },
    );
    return { ...readFields(answer, READERS), id };
}

/** The order of a listing, by the end of Embedded Signup. */
export type ListOrder = "newestFirst" | "oldestFirst";

/** What a listing can be filtered by. */
export const FILTER_FIELDS = ["accountMode", "messagingLimitTier", "isOfficialBusinessAccount"] as const;

/** How a listing is filtered. Meta tests filters: not every app has them (graph-api.md §2.8). */
export interface ListFilter {
    /** The field that is compared. */
    readonly field: (typeof FILTER_FIELDS)[number];
    /** The value that it must have. */
    readonly value: string | boolean;
}

/** How to list a WABA's numbers. */
export interface ListOptions {
    readonly fields: readonly PhoneNumberField[];
    /** Absent: Graph's own, newest first. */
    readonly sort?: ListOrder | undefined;
    readonly filtering?: readonly ListFilter[] | undefined;
}

/** The most that Graph gives at once. */
export const PAGE = 100;
const LISTING = "listing the WABA's numbers";

/** The guide's spelling of an order, and the schema's: the sources disagree (graph-api.md §2.8). */
const SORTS: Readonly<Record<ListOrder, readonly string[]>> = {
    newestFirst: ["['last_onboarded_time_descending']", "last_onboarded_time.desc"],
    oldestFirst: ["['last_onboarded_time_ascending']", "last_onboarded_time.asc"],
};
export const LIST_ORDERS = Object.keys(SORTS) as readonly ListOrder[];

/**
 * GET /{waba-id}/phone_numbers: the WABA's numbers, each once, page by page, as they are needed.
 * @throws ListingCut after the last number that came, if that is not the end of the listing
 */
export async function* listNumbers(
    call: Call,
    wabaId: string,
    { fields, sort, filtering = [] }: ListOptions,
): AsyncGenerator<PhoneNumberNode, void, undefined> {
    const filter = filtering.map(({ field, value }) => ({
        field: graphName(field),
        operator: "EQUAL",
        value,
    }));
    let known: readonly string[] = fields.map(graphName);
    let sorts: readonly string[] = sort === undefined ? [] : SORTS[sort];
    let after: string | undefined;
    const progress = new Progress(wabaId);
    for (;;) {
        const asked = await inSpelling(sorts, (spelling) =>
            askForFields(known, (names) =>
                get(
                    call,
                    LISTING,
                    `${wabaId}/phone_numbers`,
                    {
                        fields: names,
                        limit: PAGE,
                        ...(spelling === undefined ? {} : { sort: spelling }),
                        ...(filter.length === 0 ? {} : { filtering: JSON.stringify(filter) }),
                        ...(after === undefined ? {} : { after }),
                    },
                    "ofWaba",
                ),
            ),
        ).catch((error: unknown) => {
            throw notOfAWaba(error, wabaId);
        });
        const { answer: page } = asked.answer;
        // Further pages use the spelling that worked for the first one.
        known = asked.answer.known;
        sorts = asked.spelling === undefined ? [] : [asked.spelling];
        if (!Array.isArray(page.data)) throw unexpected(LISTING);
        yield* progress.fresh(page.data);
        after = progress.next(page);
        if (after === undefined) return;
    }
}

/** Graph calls the edge an unknown field where the ID is not a WABA's (graph-api.md §2.1). */
function notOfAWaba(error: unknown, id: string): unknown {
    const missing = missingField(error);
    if (missing?.field !== "phone_numbers" || missing.type === undefined) return error;
    return wrongKind(error as GraphError, { kind: "WABA", id }, missing.type);
}

/** A listing with more empty pages in a row, or more pages in all, counts as endless. */
const MOST_EMPTY_PAGES = 3;
const MOST_PAGES = 10_000;

/** The progress of a listing. It ends only if its last page says so (graph-api.md §6a). */
class Progress {
    private readonly ids = new Set<string>();
    private readonly cursors = new Set<string>();
    private pages = 0;
    private emptyPages = 0;
    private unreadable = 0;

    constructor(private readonly wabaId: string) {}

    /** The numbers of a page that were not there before. */
    *fresh(rows: readonly unknown[]): Generator<PhoneNumberNode> {
        for (const row of rows) {
            const node = nodeFrom(row);
            if (node.id === "") this.unreadable++;
            else if (!this.ids.has(node.id)) {
                this.ids.add(node.id);
                yield node;
            }
        }
        this.emptyPages = rows.length === 0 ? this.emptyPages + 1 : 0;
    }

    /**
     * The cursor of the next page; undefined: that was the last one.
     * @throws ListingCut
     */
    next(page: Json): string | undefined {
        this.pages++;
        const { next, cursors } = json(page.paging);
        if (next === undefined || next === null) {
            if (this.unreadable > 0) throw this.cut(`${this.unreadable} of its rows have no ID`);
            return undefined;
        }
        const { after } = json(cursors);
        if (typeof after !== "string" || after === "")
            throw this.cut("Graph names a next page, but gives no cursor for it");
        if (this.cursors.has(after)) throw this.cut("Graph names the same next page again");
        if (this.emptyPages >= MOST_EMPTY_PAGES || this.pages >= MOST_PAGES)
            throw this.cut("it does not end");
        this.cursors.add(after);
        return after;
    }

    private cut(why: string): ListingCut {
        return new ListingCut({
            verdict: "unclear",
            request: LISTING,
            message: `${LISTING} was cut after ${this.ids.size} of WABA ${this.wabaId}: ${why}`,
            fix: { besides: "if it happens again, read single numbers by their ID" },
        });
    }
}

/** Uses the first spelling that Graph does not refuse as a wrong parameter. */
async function inSpelling<T>(
    spellings: readonly string[],
    ask: (spelling: string | undefined) => Promise<T>,
): Promise<{ readonly answer: T; readonly spelling: string | undefined }> {
    const [spelling, ...others] = spellings;
    try {
        return { answer: await ask(spelling), spelling };
    } catch (error) {
        if (others.length === 0 || !(error instanceof ParameterError)) throw error;
        return inSpelling(others, ask);
    }
}

/** The IDs of all numbers that the WABA lists. */
export async function listNumberIds(call: Call, wabaId: string): Promise<string[]> {
    const ids: string[] = [];
    for await (const { id } of listNumbers(call, wabaId, { fields: [] })) ids.push(id);
    return ids;
}

/** A number to add to a WABA. */
export interface NewNumber {
    /** The country calling code, without a plus. */
    readonly countryCode: string;
    /** The digits after it. */
    readonly nationalNumber: string;
    /** The display name to ask for, 2 to 75 characters. */
    readonly verifiedName: string;
    /**
     * Send the number with its country code, as the schema has it; the guide has it without (graph-api.md §2.8).
     * Never try both in turn: what one form refuses, the other may take for another number.
     */
    readonly withCountryCode?: boolean;
    /** It is in another WABA now. */
    readonly migrate?: boolean;
}

/** POST /{waba-id}/phone_numbers: adds a number, and returns its ID. Never repeated blindly. */
export async function addNumber(call: Call, wabaId: string, number: NewNumber): Promise<string> {
    const request = "adding the number";
    const { countryCode, nationalNumber, withCountryCode, migrate } = number;
    const body = {
        cc: countryCode,
        phone_number: withCountryCode === true ? countryCode + nationalNumber : nationalNumber,
        verified_name: number.verifiedName,
        ...(migrate === true ? { migrate_phone_number: true } : {}),
    };
    const how = { repeatable: false, kind: "ofWaba" } as const;
    const answer = await send(call, request, `${wabaId}/phone_numbers`, body, how);
    const id = idFrom(answer.id);
    if (id === undefined) throw unexpected(request);
    return id;
}
