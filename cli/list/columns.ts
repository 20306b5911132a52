/** The columns of `list`: what each shows of a number, how it sorts, and which stay on a narrow terminal. */
import type { Colour } from "../colours";
import {
    customersOf,
    HELD,
    leftOf,
    limitOf,
    type NumberRow,
    pinOf,
    regionText,
    registrationOf,
} from "../numbers";

/** One column. */
export interface Column {
    /** As the command line writes it; the table has it in capitals. */
    readonly name: string;
    /** Which columns stay when not all fit: those of the lowest rank. */
    readonly rank: number;
    /** Whether it shows what a request for each number's settings told. */
    readonly ofSettings?: boolean;
    text(row: NumberRow, now: number): string;
    /** Default: the text, with numbers in it as numbers. */
    order?(row: NumberRow, now: number): number;
    colour?(text: string, row: NumberRow, now: number): Colour | undefined;
}

/** The columns, in the order in which they stand. */
export const COLUMNS: readonly Column[] = [
    { name: "id", rank: 0, text: ({ node }) => node.id },
    { name: "number", rank: 1, text: ({ node }) => node.displayPhoneNumber ?? "?" },
    { name: "name", rank: 4, text: ({ node }) => node.verifiedName ?? "?" },
    {
        name: "name-status",
        rank: 8,
        text: ({ node }) => node.nameStatus ?? "?",
        colour: among({ red: ["DECLINED", "EXPIRED"], yellow: ["PENDING_REVIEW"] }),
    },
    {
        name: "registration",
        rank: 2,
        text: ({ node }) => registrationOf(node),
        colour: among({
            green: ["registered", "registered, and on the app"],
            yellow: ["not registered", "app only", "unknown"],
        }),
    },
    {
        name: "status",
        rank: 3,
        text: ({ node }) => node.status ?? "?",
        colour: among({
            green: ["CONNECTED"],
            red: [...HELD, "BANNED", "DISCONNECTED"],
            yellow: ["PENDING", "UNVERIFIED", "MIGRATED", "DELETED"],
        }),
    },
    {
        name: "ownership",
        rank: 9,
        text: ({ node }) => node.codeVerificationStatus ?? "?",
        colour: among({ yellow: ["NOT_VERIFIED", "UNVERIFIED", "EXPIRED"] }),
    },
    { name: "region", rank: 5, ofSettings: true, text: regionText },
    { name: "pin", rank: 10, text: ({ node }) => pinOf(node), colour: among({ yellow: ["none"] }) },
    {
        name: "quality",
        rank: 6,
        text: ({ node }) => node.qualityRating ?? "?",
        order: ({ node }) => QUALITIES.indexOf(node.qualityRating ?? ""),
        colour: among({ green: ["GREEN"], yellow: ["YELLOW"], red: ["RED"] }),
    },
    {
        name: "limit",
        rank: 11,
        text: ({ node }) => limitOf(node),
        order: ({ node }) => customersOf(limitOf(node)),
    },
    {
        name: "left",
        rank: 7,
        text: (row, now) => leftText(row, now),
        order: ({ inStack }, now) => leftOf(inStack, now)?.register.left ?? -1,
        colour: (_, row, now) => (isLocked(leftOf(row.inStack, now)) ? "red" : undefined),
    },
];

/** What Graph shows as a quality, the worst first; what it does not rate is before that. */
const QUALITIES = ["RED", "YELLOW", "GREEN"];

/** Register and deregister requests that are left, where the stack or this machine knows the number. */
function leftText({ inStack }: NumberRow, now: number): string {
    const left = leftOf(inStack, now);
    if (left === undefined) return "-";
    return `${left.register.left}/${left.deregister.left}${isLocked(left) ? " locked" : ""}`;
}

function isLocked(left: ReturnType<typeof leftOf>): boolean {
    return (left?.register.lockedUntil ?? left?.deregister.lockedUntil) !== undefined;
}

/** The colour under which a text is listed. */
function among(colours: Readonly<Partial<Record<Colour, readonly string[]>>>) {
    return (text: string): Colour | undefined =>
        (Object.keys(colours) as Colour[]).find((colour) => colours[colour]?.includes(text));
}
