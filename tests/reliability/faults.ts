/** Everything that can go wrong with one request, as graph-api.md §4 and a network can make it. */
import type { FaultAction } from "../../emulator";

/** One way in which a request can fail. */
export interface NamedFault {
    readonly name: string;
    readonly does: FaultAction | "refuseConnection";
    /** Whether the work is done anyway: then it must not be paid for twice. */
    readonly applied: boolean;
    /** What has to pass before the same operation can succeed: milliseconds, or a locked window. */
    readonly passes?: number;
    /** Graph wrongly says that the PIN is wrong: only a person can know. */
    readonly blamesPin?: true;
    /** Says that a person has something to fix: register is not sent again until somebody confirms it. */
    readonly needsPerson?: true;
}

const usage = (percent: number) => ({
    "x-app-usage": JSON.stringify({ call_count: percent, total_cputime: 1, total_time: 1 }),
    "x-business-use-case-usage": JSON.stringify({
        "1": [
            { type: "whatsapp_business_management", call_count: percent, estimated_time_to_regain_access: 1 },
        ],
    }),
});

const HOUR = 3600_000;

const NETWORK: readonly NamedFault[] = [
    { name: "connection refused", does: "refuseConnection", applied: false },
    { name: "reset before it arrived", does: { drop: "before" }, applied: false },
    { name: "reset after it was done", does: { drop: "after" }, applied: true },
    { name: "hangs before", does: { hang: "before" }, applied: false },
    { name: "hangs after", does: { hang: "after" }, applied: true },
    { name: "slow body", does: { slow: 40 }, applied: true },
    { name: "truncated body", does: { truncate: true }, applied: true },
];

const SERVER: readonly NamedFault[] = [500, 502, 503].flatMap((status) =>
    (status === 500 ? [false, true] : [false]).flatMap((applied) => [
        { name: `${status} HTML${applied ? ", done" : ""}`, does: { html: status, applied }, applied },
        { name: `${status} empty${applied ? ", done" : ""}`, does: { empty: status, applied }, applied },
        {
            name: `${status} JSON${applied ? ", done" : ""}`,
            does: { error: { code: 2, status }, applied },
            applied,
        },
    ]),
);

const LIMITS: readonly NamedFault[] = [
    { name: "429 empty", does: { empty: 429 }, applied: false },
    ...[4, 17, 80007].flatMap((code) => [
        { name: `${code}`, does: { error: { code } }, applied: false },
        {
            name: `${code} with usage headers`,
            does: { error: { code }, headers: usage(100) },
            applied: false,
        },
    ]),
];

const CODES: readonly NamedFault[] = [
    ...[1, 131000, 131016, 133004].flatMap((code) => [
        { name: `${code}`, does: { error: { code } }, applied: false },
        { name: `${code}, done`, does: { error: { code }, applied: true }, applied: true },
    ]),
    { name: "133000", does: { error: { code: 133000 } }, applied: false },
    { name: "133015", does: { error: { code: 133015 } }, applied: false, passes: 6 * 60_000 },
    {
        name: "133016",
        does: { error: { code: 133016, isTransient: true } },
        applied: false,
        passes: 73 * HOUR,
    },
    { name: "133005", does: { error: { code: 133005 } }, applied: false, blamesPin: true },
    ...[200, 10, 133006].map(
        (code): NamedFault => ({
            name: `${code}`,
            does: { error: { code } },
            applied: false,
            needsPerson: true,
        }),
    ),
    ...[100, 190, 12, 131031, 133009, 424242].map((code) => ({
        name: `${code}`,
        does: { error: { code } },
        applied: false,
    })),
    { name: "100/33", does: { error: { code: 100, subcode: 33 } }, applied: false },
];

/** Every fault. */
export const FAULTS: readonly NamedFault[] = [...NETWORK, ...SERVER, ...LIMITS, ...CODES];
