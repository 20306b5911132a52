/** Switches: their form, and the types of their values. */

/** The steps by which Graph evaluates a register request, in the default order (graph-api.md §6). */
export const RUNGS = [
    "quota",
    "businessApp",
    "wabaReview",
    "accountLocked",
    "ownership",
    "recentlyDeleted",
    "partialDeregister",
    "inheritedTwoStep",
    "displayName",
    "signupAge",
    "payment",
    "pin",
    "region",
] as const;

/** One step of the evaluation of a register request. */
export type Rung = (typeof RUNGS)[number];

/** A switch: its default, its values ("text" and "number": any) and what it decides. */
export interface SwitchInfo<Value> {
    /** Its value unless it is set. */
    readonly default: Value;
    /** Its possible values. */
    readonly values: readonly Value[] | "text" | "number" | "order";
    /** What it decides, in one sentence. */
    readonly why: string;
}

/** Any switch, as a table has it. */
export type AnySwitch = SwitchInfo<string | boolean> | SwitchInfo<number> | SwitchInfo<readonly Rung[]>;

/** The value that a switch with these values has. */
type ValueOf<Values> = Values extends "number"
    ? number
    : Values extends "text"
      ? string
      : Values extends "order"
        ? readonly Rung[]
        : Values extends readonly (infer Value)[]
          ? Value
          : never;

/** The values of a table's switches. */
export type ValuesOf<Table extends Readonly<Record<string, AnySwitch>>> = {
    -readonly [Name in keyof Table]: ValueOf<Table[Name]["values"]>;
};
