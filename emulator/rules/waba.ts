/** The list of a WABA's numbers, and adding one (graph-api.md §2.8). */
import { GraphRefusal, invalidParameter } from "../errors";
import { isObject } from "../schema/json";
import type { JsonObject, NumberSeed, NumberState, WabaState } from "../state";
import type { Switches } from "../switches";
import type { Selection } from "./fields";
import { type Beyond, beyond, pageBeyond } from "./listingEnd";
import { type FieldFacts, NUMBER_FIELDS, showNumber } from "./node";
import { plainValue } from "./select";

/** How to list a WABA's numbers (graph-api.md §2.8). */
export interface ListRequest {
    readonly fields: string | readonly Selection[] | undefined;
    readonly limit?: string | undefined;
    readonly after?: string | undefined;
    readonly before?: string | undefined;
    readonly filtering?: unknown;
    readonly sort?: string | undefined;
}

/** One page and the cursors around it. */
interface Page {
    readonly data: JsonObject[];
    readonly first?: string;
    readonly last?: string;
    /** Another regular page, or what comes after the last one. */
    readonly next: Beyond;
    readonly hasPrevious: boolean;
}

const LINKED = { CONNECTED: "LINKED", FLAGGED: "LINKED", RATE_LIMITED: "LINKED", RESTRICTED: "LINKED" };

const linked = (number: NumberState, facts: FieldFacts): string =>
    LINKED[String(plainValue(NUMBER_FIELDS.status, number, facts)) as keyof typeof LINKED] ?? "UNLINKED";

/** A rating that there is none of yet: lists have another word for it than nodes (graph-api.md §5). */
const rating = ({ qualityRating }: NumberState): string =>
    qualityRating === "NA" ? "UNKNOWN" : qualityRating;

/** The fields of a number in a list. */
const ROW_FIELDS: typeof NUMBER_FIELDS = {
    ...NUMBER_FIELDS,
    quality_rating: rating,
    quality_score: (number) => ({ score: rating(number) }),
};

/** Lists a WABA's numbers, page by page. */
export function listNumbers(numbers: readonly NumberState[], request: ListRequest, facts: FieldFacts): Page {
    const sorted = sort(filter(numbers, request.filtering, facts), request.sort, facts.switches);
    const limit = pageSize(request.limit);
    const isBeyond = pageBeyond(request.after, facts.switches);
    const [start, end] =
        isBeyond === undefined ? bounds(sorted, request, limit) : boundsBeyond(sorted.length, limit, facts);
    const page = sorted.slice(start, end);
    const table = facts.switches.listStatus === "linked" ? { ...ROW_FIELDS, status: linked } : ROW_FIELDS;
    const [first, last] = [page.at(0)?.id, page.at(-1)?.id];
    return {
        data: withDuplicates(sorted, start, end, facts.switches).map((number) =>
            showNumber(number, request.fields, facts, table),
        ),
        ...(first === undefined || last === undefined ? {} : { first: cursor(first), last: cursor(last) }),
        next:
            end < sorted.length && last !== undefined
                ? { kind: "more", cursor: cursor(last) }
                : beyond(isBeyond ?? 0, facts.switches),
        hasPrevious: start > 0,
    };
}

/** A page as it is answered. A list without rows has no cursors. */
export function pageBody(
    { data, first, last, next, hasPrevious }: Page,
    link: (place: Readonly<Record<string, string>>) => string,
): JsonObject {
    if (next.kind === "cut") return { data, paging: { next: link({}) } };
    const after = next.kind === "more" ? next.cursor : last;
    if (after === undefined) return { data: [] };
    return {
        data,
        paging: {
            cursors: { before: first ?? after, after },
            ...(next.kind === "more" ? { next: link({ after }) } : {}),
            ...(hasPrevious && first !== undefined ? { previous: link({ before: first }) } : {}),
        },
    };
}

const cursor = (id: string): string => Buffer.from(id).toString("base64url");

function pageSize(limit: string | undefined): number {
    const size = limit === undefined ? 25 : Number(limit);
    if ((limit !== undefined && !/^\d+$/.test(limit)) || size < 1 || size > 100) {
        throw invalidParameter("Param limit must be a number from 1 to 100");
    }
    return size;
}

function bounds(
    sorted: readonly NumberState[],
    { after, before }: ListRequest,
    limit: number,
): [number, number] {
    const position = (text: string): number => {
        const id = Buffer.from(text, "base64url").toString();
        const found = sorted.findIndex((number) => number.id === id);
        if (found < 0) throw invalidParameter("Invalid cursor");
        return found;
    };
    if (before !== undefined && before !== "") {
        const end = position(before);
        return [Math.max(0, end - limit), end];
    }
    const start = after === undefined || after === "" ? 0 : position(after) + 1;
    return [start, Math.min(sorted.length, start + limit)];
}

/** The rows beyond the last page: those of the last page again, or none. */
function boundsBeyond(length: number, limit: number, { switches }: FieldFacts): [number, number] {
    return [switches.listingEnd === "empty" ? length : Math.max(0, length - limit), length];
}

/** A page's rows. With duplicates it starts with the row before it; the first page has its first row twice. */
function withDuplicates(
    sorted: readonly NumberState[],
    start: number,
    end: number,
    { duplicateRows }: Switches,
): NumberState[] {
    const again = duplicateRows && start < end ? sorted.slice(Math.max(0, start - 1)).slice(0, 1) : [];
    return [...again, ...sorted.slice(start, end)];
}

/** How a request names an order, and by what (graph-api.md §2.8). */
const SORTS: { pattern: RegExp; style: "dot" | "underscore"; by: "onboarded" | "created" }[] = [
    { pattern: /^last_onboarded_time\.(asc|desc)$/, style: "dot", by: "onboarded" },
    { pattern: /^creation_time\.(asc|desc)$/, style: "dot", by: "created" },
    {
        pattern: /^\[?['"]?last_onboarded_time_(asc|desc)ending['"]?\]?$/,
        style: "underscore",
        by: "onboarded",
    },
];

/** Newest first by default; equal times keep their order. Numbers come in the order in which they were created. */
function sort(numbers: NumberState[], order: string | undefined, switches: Switches): NumberState[] {
    const known = SORTS.find(
        ({ pattern, style }) =>
            order !== undefined && pattern.test(order) && ["both", style].includes(switches.sortStyle),
    );
    if (order !== undefined && known === undefined) throw invalidParameter(`Param sort can't be ${order}`);
    const isUp = order !== undefined && known?.pattern.exec(order)?.[1] === "asc";
    if (known?.by === "created") return isUp ? numbers : numbers.toReversed();
    const time = (number: NumberState): number => number.lastOnboardedTime ?? 0;
    return numbers.toSorted((a, b) => (isUp ? 1 : -1) * (time(a) - time(b)));
}

const said = (value: unknown): string => JSON.stringify(value) ?? "nothing";

const FILTERS = ["account_mode", "messaging_limit_tier", "is_official_business_account"];

function filter(numbers: readonly NumberState[], filtering: unknown, facts: FieldFacts): NumberState[] {
    if (filtering === undefined) return [...numbers];
    if (!Array.isArray(filtering)) throw invalidParameter("Param filtering must be an array");
    return filtering.reduce(
        (left: NumberState[], each: unknown) => {
            if (!isObject(each)) throw invalidParameter("Param filtering must be an array of objects");
            const { field, operator, value } = each;
            if (typeof field !== "string" || !FILTERS.includes(field) || operator !== "EQUAL") {
                throw invalidParameter(`Filtering by ${said(field)} ${said(operator)} is not supported`);
            }
            return left.filter(
                (number) => String(plainValue(NUMBER_FIELDS[field], number, facts)) === String(value),
            );
        },
        [...numbers],
    );
}

/** A number to add to a WABA. */
interface AddRequest {
    readonly countryCode: string | undefined;
    readonly phoneNumber: string | undefined;
    readonly verifiedName: string | undefined;
    readonly migrate: boolean;
    readonly preverified: string | undefined;
}

/** Checks a POST to /phone_numbers; returns the number to add (graph-api.md §2.8). */
export function numberToAdd(
    waba: WabaState,
    others: readonly NumberState[],
    request: AddRequest,
    now: number,
    switches: Switches,
): Omit<NumberSeed, "id"> {
    const { countryCode, phoneNumber, verifiedName } = request;
    if (countryCode === undefined || !/^[1-9][0-9]{0,2}$/.test(countryCode)) {
        throw invalidParameter("Param cc must be a country calling code");
    }
    if (verifiedName === undefined || verifiedName.length < 2 || verifiedName.length > 75) {
        throw invalidParameter("Param verified_name must have 2 to 75 characters");
    }
    const displayPhoneNumber = `+${countryCode} ${national(countryCode, phoneNumber, switches)}`;
    const digits = (text: string): string => text.replace(/\D/g, "");
    if (others.some((other) => digits(other.displayPhoneNumber) === digits(displayPhoneNumber))) {
        throw new GraphRefusal(2388012);
    }
    if (waba.maxNumbers !== undefined && others.length >= waba.maxNumbers) {
        throw new GraphRefusal(200000, { details: `The business may have ${waba.maxNumbers} phone numbers` });
    }
    return {
        wabaId: waba.id,
        displayPhoneNumber,
        verifiedName,
        codeVerificationStatus: request.preverified === undefined ? "NOT_VERIFIED" : "VERIFIED",
        isPreverifiedNumber: request.preverified !== undefined,
        nameStatus: "PENDING_REVIEW",
        qualityRating: "NA",
        migrating: request.migrate,
        lastOnboardedTime: now,
    };
}

/** The number without its country code, from the forms that the switch allows. */
function national(countryCode: string, phoneNumber: string | undefined, switches: Switches): string {
    const format = switches.addNumberFormat;
    const rest = phoneNumber?.startsWith(countryCode) ? phoneNumber.slice(countryCode.length) : undefined;
    if (phoneNumber === undefined || !/^[0-9]{4,14}$/.test(phoneNumber) || (format === "e164" && !rest)) {
        throw invalidParameter("Param phone_number must be the digits of a phone number");
    }
    const carriesCode = format === "e164" || (format === "both" && rest !== undefined && rest.length >= 8);
    return carriesCode && rest !== undefined ? rest : phoneNumber;
}
