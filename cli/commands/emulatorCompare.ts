/** `emulator compare`: what the emulator answers otherwise than a recorded Graph API. */
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Difference } from "../../emulator/record/compare";
import { type Pair, parseRecording } from "../../emulator/record/recording";
import { type Comparison, compareRecording } from "../../emulator/record/replay";
import type { NumberSeed } from "../../emulator/state";
import { messageOf } from "../../graph/wire";
import { CliError, EXIT, type ExitCode } from "../errors";
import type { Shell } from "../shell";
import { jsonText, oneLine } from "../text";
import { readList, switchesFrom } from "./emulator";

export interface CompareOptions {
    readonly switch?: readonly string[];
    readonly numbers?: string;
    readonly json?: boolean;
}

/**
 * Replays a recording and shows the differences.
 * @returns 1 where there are any
 */
export async function emulatorCompare(
    shell: Shell,
    file: string,
    options: CompareOptions,
): Promise<ExitCode> {
    const comparison = await compareRecording(pairsIn(shell, file), {
        switches: switchesFrom(options.switch),
        numbers: options.numbers === undefined ? [] : readList<NumberSeed>(options.numbers, "id"),
    });
    shell.print(options.json === true ? jsonText(comparison) : textOf(comparison));
    return comparison.differences.length === 0 ? EXIT.done : EXIT.failed;
}

function pairsIn({ cwd }: Shell, file: string): Pair[] {
    const text = readFileSync(path.resolve(cwd, file), "utf8");
    try {
        return parseRecording(text);
    } catch (error) {
        throw new CliError(
            `${file} is not a recording: ${messageOf(error)}`,
            "give a file that pulumi-whatsapp emulator --record wrote",
        );
    }
}

function textOf({ compared, left, refused, differences }: Comparison): string {
    const requests = new Map<number, Difference[]>();
    for (const each of differences) requests.set(each.seq, [...(requests.get(each.seq) ?? []), each]);
    const found = [...requests.values()].flatMap((all) => [
        `${all[0]?.seq}. ${oneLine(all[0]?.request ?? "")}`,
        ...all.map((each) => `   ${oneLine(lineOf(each))}`),
    ]);
    const others = [
        ...left.map(({ seq, request, why }) => `${seq}. ${oneLine(request)}: left out, ${why}`),
        ...refused.map((each) => oneLine(`the emulator can't begin with ${each}`)),
    ];
    const verdict =
        differences.length === 0
            ? `${compared} answers, and the emulator's are the same`
            : `${compared} answers, ${requests.size} of them different in ${differences.length} places`;
    return [...found, ...others, ...(found.length + others.length > 0 ? [""] : []), verdict].join("\n");
}

function lineOf({ field, how, ...sides }: Difference): string {
    const said = (side: "recorded" | "emulated") =>
        side in sides ? [`${side} ${JSON.stringify(sides[side])}`] : [];
    return `${field}: ${how}: ${[...said("recorded"), ...said("emulated")].join(", ")}`;
}
