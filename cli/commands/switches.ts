/** `emulator switches`: what the emulator's switches choose, and the values that they have. */
import { SWITCHES } from "../../emulator/switches";
import { CliError, EXIT, type ExitCode } from "../errors";
import type { Shell } from "../shell";
import { jsonText } from "../text";

export interface SwitchesOptions {
    readonly json?: boolean;
}

/** One switch, in words. */
interface Told {
    readonly name: string;
    readonly default: string;
    readonly values: string;
    readonly why: string;
}

const ALL: readonly Told[] = Object.entries(SWITCHES).map(([name, { default: value, values, why }]) => ({
    name,
    default: String(value),
    values: typeof values === "string" ? values : values.join("|"),
    why,
}));

/** @param words which switches: those whose name or explanation has one of these */
export async function switches(
    shell: Shell,
    words: readonly string[],
    { json = false }: SwitchesOptions,
): Promise<ExitCode> {
    const found = ALL.filter(({ name, why }) =>
        [...(words.length === 0 ? [""] : words)].some((word) =>
            `${name} ${why}`.toLowerCase().includes(word.toLowerCase()),
        ),
    );
    if (found.length === 0) {
        throw new CliError(
            `no switch is about ${words.join(" or ")}`,
            "pulumi-whatsapp emulator switches lists them all",
        );
    }
    shell.print(json ? jsonText(found) : textOf(found));
    return EXIT.done;
}

function textOf(found: readonly Told[]): string {
    const lines = found.map(
        ({ name, values, default: value, why }) => `${name}=${values} (default ${value})\n    ${why}`,
    );
    return [
        ...lines,
        "",
        "Set with --switch name=value. docs/emulator.md explains each; § is docs/graph-api.md.",
    ].join("\n");
}

/** The switches that a wrong name may mean: those with a part of it. */
export function nearSwitches(name: string): string[] {
    const [wanted, least] = [name.toLowerCase(), 4];
    if (wanted.length < least) return [];
    const isNear = (each: string) => each.startsWith(wanted.slice(0, least)) || each.includes(wanted);
    return ALL.map((each) => each.name)
        .filter((each) => isNear(each.toLowerCase()))
        .slice(0, 3);
}
