/** Switches, and reading them from the command line. The table says what each may be. */
import * as v from "valibot";
import { RUNGS, SWITCHES, type Switches, type SwitchInfo } from "../switches";
import { read } from "./read";
import { shape, whole } from "./shape";

/** A switch in milliseconds is added to the clock: the sum must be a time. */
const MOST = 1e12;

function schemaOf({ values }: SwitchInfo<unknown>): v.GenericSchema {
    if (values === "text") return v.string("must be a text");
    if (values === "number") return whole(0, MOST);
    const allowed =
        values === "order"
            ? `an order of ${RUNGS.join(",")}`
            : values.map((each) => JSON.stringify(each)).join(" or ");
    return v.custom<unknown>(
        (value) => (values === "order" ? isOrder(value) : values.includes(value)),
        `must be ${allowed}`,
    );
}

function isOrder(value: unknown): boolean {
    return Array.isArray(value) && value.toSorted().join() === RUNGS.toSorted().join();
}

/** Some switches; null: its default. */
export type SomeSwitches = { [Name in keyof Switches]?: Switches[Name] | null | undefined };

/** Some switches, each with a value of its own. */
export const SOME_SWITCHES = shape(
    Object.fromEntries(
        Object.entries(SWITCHES).map(([name, info]) => [
            name,
            v.exactOptional(schemaOf(info as SwitchInfo<unknown>)),
        ]),
    ),
) as unknown as v.GenericSchema<SomeSwitches, Partial<Switches>>;

/** Reads `name=value` from the command line. */
export function parseSwitch(text: string): Partial<Switches> {
    const [, name = "", value = ""] = /^([^=]*)=(.*)$/s.exec(text) ?? [];
    return read(SOME_SWITCHES, { [name]: typed(name, value) }, "the set of switches");
}

function typed(name: string, value: string): unknown {
    const kind = Object.hasOwn(SWITCHES, name) ? SWITCHES[name as keyof Switches].default : "";
    if (typeof kind === "number") return /^\d+$/.test(value) ? Number(value) : value;
    if (typeof kind === "boolean") return { true: true, false: false }[value] ?? value;
    return Array.isArray(kind) ? value.split(",") : value;
}
