/** The operations of the fault matrix: where a number stands before, and the run that is disturbed. */
import type { Program } from "../support/pulumiModel";
import type { Play } from "./bench";

export const PIN = "493817";
export const NEW_PIN = "271828";

/** One operation on one number. */
export interface Operation extends Play {
    /** What the number is in the end. */
    readonly ends: { registered: boolean; pin: string; region?: string; identityKeyCheck?: boolean };
    /** The requests that Graph counts, when nothing goes wrong. */
    readonly spends: { register: number; deregister: number };
}

const declared =
    (change: object = {}) =>
    (id: string): Program => ({
        support: { phoneNumberId: id, pin: PIN, ...change },
    });
const DE = { dataLocalizationRegion: "DE" };
const CH = { dataLocalizationRegion: "CH" };
const CHECK = { enableIdentityKeyCheck: true };
const NOTHING = { register: 0, deregister: 0 };
const OUTAGE = { register: 1, deregister: 1 };
const live = (change: object = {}) => ({ registered: true, pin: PIN, ...change });

export const OPERATIONS: readonly Operation[] = [
    {
        name: "create",
        seed: {},
        program: declared({ ...DE, ...CHECK }),
        ends: live({ region: "DE", identityKeyCheck: true }),
        spends: { register: 1, deregister: 0 },
    },
    {
        name: "adopt",
        seed: { registered: true, pin: NEW_PIN, region: "DE" },
        program: declared({ ...DE, ...CHECK }),
        ends: live({ region: "DE", identityKeyCheck: true }),
        spends: NOTHING,
    },
    {
        name: "region change",
        seed: {},
        before: declared({ ...DE, ...CHECK }),
        program: declared({ ...CH, ...CHECK }),
        ends: live({ region: "CH", identityKeyCheck: true }),
        spends: OUTAGE,
    },
    {
        name: "region removed",
        seed: {},
        before: declared(DE),
        program: declared(),
        ends: live(),
        spends: OUTAGE,
    },
    {
        name: "pin change",
        seed: {},
        before: declared(DE),
        program: declared({ ...DE, pin: NEW_PIN }),
        ends: live({ region: "DE", pin: NEW_PIN }),
        spends: NOTHING,
    },
    {
        name: "pin and region",
        seed: {},
        before: declared(DE),
        program: declared({ ...CH, pin: NEW_PIN }),
        ends: live({ region: "CH", pin: NEW_PIN }),
        spends: OUTAGE,
    },
    {
        name: "identity change",
        seed: {},
        before: declared({ enableIdentityKeyCheck: false }),
        program: declared(CHECK),
        ends: live({ identityKeyCheck: true }),
        spends: NOTHING,
    },
    {
        name: "refresh",
        seed: {},
        before: declared({ ...DE, ...CHECK }),
        program: declared({ ...DE, ...CHECK }),
        run: (stack) => stack.refresh(),
        ends: live({ region: "DE", identityKeyCheck: true }),
        spends: NOTHING,
    },
    {
        // Without its WABA there is no listing, so the number itself is read.
        name: "refresh by node",
        seed: {},
        before: declared({ ...DE, ...CHECK }),
        program: declared({ ...DE, ...CHECK }),
        run: (stack) => {
            for (const { outputs } of stack.resources.values()) delete outputs.wabaId;
            return stack.refresh();
        },
        ends: live({ region: "DE", identityKeyCheck: true }),
        spends: NOTHING,
    },
    {
        name: "delete",
        seed: {},
        before: declared(DE),
        program: () => ({}),
        ends: { registered: false, pin: PIN },
        spends: { register: 0, deregister: 1 },
    },
    {
        name: "replacement",
        seed: {},
        before: declared(DE),
        program: declared(DE),
        run: (stack, program) => stack.up(program, stack.pending.length === 0 ? ["support"] : []),
        ends: live({ region: "DE" }),
        spends: NOTHING,
    },
    {
        name: "rename",
        seed: {},
        before: declared(DE),
        program: (id) => ({ renamed: { phoneNumberId: id, pin: PIN, ...DE } }),
        ends: live({ region: "DE" }),
        spends: NOTHING,
    },
];

/** Whether an operation takes a live number offline and brings it back. */
export function isOutage({ spends }: Operation): boolean {
    return spends.register > 0 && spends.deregister > 0;
}
