/** Operations and faults of the matrix that the real engine runs: a part of the one in process. */
import type { RequestKind } from "../../../emulator";
import { FAULTS, type NamedFault } from "../../reliability/faults";
import { PIN } from "./numbers";
import type { Declared } from "./stack";

/** One operation, and those of its requests that are disturbed. */
export interface CellOperation {
    readonly name: string;
    /** Live from the start. */
    readonly live?: true;
    readonly from?: Declared;
    readonly to?: Declared;
    readonly disturbed: readonly RequestKind[];
}

const DE = { pin: PIN, dataLocalizationRegion: "DE" };

export const CELL_OPERATIONS: readonly CellOperation[] = [
    { name: "create", to: DE, disturbed: ["setStorage", "register"] },
    { name: "adopt", live: true, to: { pin: PIN }, disturbed: ["setPin"] },
    {
        name: "region change",
        from: DE,
        to: { ...DE, dataLocalizationRegion: "CH" },
        disturbed: ["setPin", "deregister", "setStorage", "register"],
    },
    { name: "pin change", from: DE, to: { ...DE, pin: "826195" }, disturbed: ["setPin"] },
    { name: "delete", from: DE, disturbed: ["deregister"] },
];

const NAMES = [
    "reset before it arrived",
    "reset after it was done",
    "hangs before",
    "hangs after",
    "truncated body",
    "500 JSON, done",
    "502 HTML",
    "503 empty",
    "429 empty",
    "80007 with usage headers",
    "131000",
    "131000, done",
    "133000",
    "133004",
    "133005",
    "12",
    "133016",
    "100",
    "190",
    "131031",
    "133006",
    "100/33",
];

/** One number: its operation, and the fault that meets it. */
export interface FaultCell {
    readonly operation: CellOperation;
    readonly id: string;
    readonly name: string;
    readonly kind: RequestKind;
    readonly fault: NamedFault;
}

export const CELLS: readonly FaultCell[] = CELL_OPERATIONS.flatMap((operation, row) =>
    operation.disturbed.flatMap((kind, column) =>
        NAMES.map((name, at) => {
            const fault = FAULTS.find((each) => each.name === name);
            if (fault === undefined) throw new Error(`no fault is named ${name}`);
            const id = String(106540353000000 + row * 10_000 + column * 1000 + at);
            return { operation, id, name: `${operation.name}, ${kind}, ${name}`, kind, fault };
        }),
    ),
);
