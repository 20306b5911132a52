/**
 * What else is configured on a number, or on its WABA, as one table-driven core: a setting is its fields, how Graph
 * shows it, how it is written and taken away. `kinds/` has one small file for each; everything else here is the same
 * for all of them.
 */
import type { Call } from "../../graph/call";
import type { Source } from "../../graph/settings/source";
import { DYNAMIC } from "../resourceType";
import type { Rule } from "../rules";

/** The values of a setting, by input name. Absent: not set, or not shown. */
export type Values = Readonly<Record<string, unknown>>;

/** What a setting belongs to: the input that names it. */
export type Owner = "phoneNumberId" | "wabaId";

/** What an input is. */
export interface Field {
    readonly rule: Rule;
    /** What is said where it is missing; absent: it may be. */
    readonly required?: string;
    /** Its value is in no message, log or diff. */
    readonly secret?: true;
    /**
     * `shown`: Graph shows it, and it is compared with that. `writeOnly`: Graph never shows it, so it is compared with
     * what was accepted last. `option`: it is about the resource, and nothing of it is sent. Default `shown`.
     */
    readonly kind?: "shown" | "writeOnly" | "option";
    /** What it is where it is absent. Whether a program gives that or leaves it out is no difference. */
    readonly default?: unknown;
    /** `check` adds it; a program does not give it. */
    readonly derived?: true;
    /** How a change of it is said, where its value says nothing. */
    readonly says?: string;
    /** Whether what Graph shows is what is declared, where that is more than being equal. */
    same?(shown: unknown, declared: unknown, now: number): boolean;
}

/** One change, for a setting to send. */
export interface Change {
    /** The fields to set, with their values; never empty. */
    readonly set: Values;
    /** Everything that is declared. */
    readonly declared: Values;
    /** What Graph shows now. */
    readonly shown: Values;
    /** What is recorded: the outputs of earlier runs among it. */
    readonly recorded: Values;
    /** Milliseconds since 1970. */
    readonly now: number;
    /** Says one line to the user. */
    log(line: string): void;
    /** Remembers on this machine that a request is under way that must not be sent twice. */
    readonly attempts: Attempts;
}

/** Requests that made something which a lost answer would hide: remembered on this machine until they are answered. */
export interface Attempts {
    isOpen(key: string): boolean;
    begin(key: string): void;
    end(key: string): void;
}

/** What a delete does with it. */
type Removal =
    /** Nothing: it stays on the number. */
    | { readonly kind: "leave"; readonly why: string }
    /** Taken away; where `option` is named, only if that input is true. */
    | {
          readonly kind: "clear";
          readonly option?: string;
          /** Whether there is something to take away. */
          isSet(shown: Values): boolean;
          clear(call: Call, id: string, shown: Values): Promise<void>;
          /** What clearing it means, in words that follow "cleared: ". */
          means(shown: Values): string;
      };

/** What a delete does with a setting of which this is recorded: one that is taken away on request only may stay. */
export function removalOf({ removal }: Setting, recorded: Values): Removal {
    if (removal.kind === "leave" || removal.option === undefined) return removal;
    return recorded[removal.option] === true
        ? removal
        : { kind: "leave", why: `${removal.option} is not true` };
}

/** Why a declared change is refused before anything is sent. */
interface SettingRefusal {
    readonly why: string;
    readonly next: string;
}

/** A kind of setting. */
export interface Setting {
    /** Its class, without the prefix: `BusinessProfile`. */
    readonly name: string;
    /** What messages call it. */
    readonly noun: string;
    readonly of: Owner;
    /** Every input beside the owner's ID, in the order in which they are documented. */
    readonly fields: Readonly<Record<string, Field>>;
    /** Outputs that are no inputs. */
    readonly outputs: readonly string[];
    /** How many a number has. Default `one`. */
    readonly many?: true;
    /** Of many: the output that tells one from another, by which an import names it. */
    readonly named?: { readonly output: string; readonly example: string };
    /** Where Graph shows it, and what of that is a value; absent: `read` does it. */
    readonly source?: Source;
    from?(answer: unknown): Values;
    /** Reads what is no single source. Undefined: it is gone. */
    read?(call: Call, id: string, recorded: Values): Promise<Values | undefined>;
    /** Sends the difference. What it answers with is recorded besides what is read back. */
    write(call: Call, id: string, change: Change): Promise<Values>;
    readonly removal: Removal;
    /** Inputs that `check` adds, such as the hash of a file; they are fields too. */
    derive?(inputs: Values): Values;
    /** Rules about several inputs. */
    check?(inputs: Values): { readonly property: string; readonly reason: string } | undefined;
    /** What is declared and may still be refused: said in previews. */
    warn?(declared: Values): readonly string[];
    /** What is missing although no field differs, in words: `subscribe the app`. */
    missing?(there: Values): string | undefined;
    /** Fields that Graph never shows, and that are lost by what it does show. */
    gone?(shown: Values): readonly string[];
    /** Refuses a change that could not be made as declared. */
    gate?(change: Omit<Change, "log" | "attempts">): SettingRefusal | undefined;
    /** Changes that Meta made by itself: told, and not undone. */
    told?(shown: Values): readonly string[];
    /** Fields that are not compared while Meta holds them. */
    held?(shown: Values): readonly string[];
    /** A word before the line of a preview, where a change takes something from somebody: `TRANSFER`. */
    danger?(declared: Values): "TRANSFER" | undefined;
    /** How it comes back after an outage; absent: it is not the number's, or can't. */
    readonly restore?: Restore;
}

/** How a setting comes back after the number was off. */
interface Restore {
    /** Values that Graph shows and that are no inputs, but may be lost too. */
    readonly also?: readonly string[];
    /** Puts back what was lost. */
    putBack(call: Call, id: string, lost: Values, before: Values): Promise<void>;
    /** Of what would be lost, what can't be put back. */
    cannot?(lost: Values): CannotRestore | undefined;
}

/** What can't be put back from what Graph shows, and what does it instead. */
export interface CannotRestore extends SettingRefusal {
    /** The values that this is about. */
    readonly values: readonly string[];
    /** The inputs of its resource, where one declares it, that are to be set again. */
    readonly fields: readonly string[];
}

/** A setting with typed inputs, as the core has it: behind `check` its values are what the rules say. */
export function setting<Inputs extends object>(kind: SettingOf<Inputs>): Setting {
    return kind as unknown as Setting;
}

type SettingOf<Inputs extends object> = Omit<Setting, "fields" | "write" | "gate" | "from"> & {
    readonly fields: { readonly [K in keyof Inputs]-?: Field };
    from?(answer: unknown): object;
    write(call: Call, id: string, change: ChangeOf<Inputs>): Promise<Values>;
    gate?(change: Omit<ChangeOf<Inputs>, "log" | "attempts">): SettingRefusal | undefined;
};

type ChangeOf<Inputs> = Omit<Change, "set" | "declared"> & {
    readonly set: Partial<Inputs>;
    readonly declared: Inputs;
};

/** The dynamic type of its resource. */
export function typeOf({ name }: Pick<Setting, "name">): string {
    return `${DYNAMIC}${name}`;
}

/** The names of the inputs that are secrets. */
export function secretsOf({ fields }: Setting): string[] {
    return Object.entries(fields).flatMap(([name, { secret }]) => (secret === true ? [name] : []));
}
