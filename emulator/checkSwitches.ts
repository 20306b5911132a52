/** Checks switches, and reads them from the command line. */
import { RUNGS, SWITCHES, type Switches, type SwitchInfo } from "./switches";

/** Returns the switches, or throws one line that names the wrong one and its values. */
export function checkSwitches(switches: Partial<Switches>): Partial<Switches> {
    for (const [name, value] of Object.entries(switches)) {
        if (!isSwitch(name)) {
            throw new Error(`no switch is called ${name}; there are ${Object.keys(SWITCHES).join(", ")}`);
        }
        const { values } = SWITCHES[name];
        if (!allows(values, value)) {
            throw new Error(`switch ${name} can't be ${JSON.stringify(value)}, only ${wording(values)}`);
        }
    }
    return switches;
}

/** Reads `name=value` from the command line. */
export function parseSwitch(text: string): Partial<Switches> {
    const [, name = "", value = ""] = /^([^=]*)=(.*)$/s.exec(text) ?? [];
    if (!isSwitch(name)) return checkSwitches({ [name]: value });
    const kind = SWITCHES[name].default;
    const read =
        typeof kind === "number"
            ? Number(value)
            : typeof kind === "boolean"
              ? ({ true: true, false: false }[value] ?? value)
              : Array.isArray(kind)
                ? value.split(",")
                : value;
    return checkSwitches({ [name]: read });
}

function isSwitch(name: string): name is keyof Switches {
    return Object.hasOwn(SWITCHES, name);
}

function allows(values: SwitchInfo<unknown>["values"], value: unknown): boolean {
    if (values === "text") return typeof value === "string";
    if (values === "number") return typeof value === "number" && value >= 0;
    if (values === "order") {
        return Array.isArray(value) && value.toSorted().join() === RUNGS.toSorted().join();
    }
    return values.includes(value);
}

function wording(values: SwitchInfo<unknown>["values"]): string {
    const words = { text: "a text", number: "a number from 0 on", order: `an order of ${RUNGS.join(",")}` };
    return typeof values === "string"
        ? words[values]
        : values.map((value) => JSON.stringify(value)).join(" or ");
}
