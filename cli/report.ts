/** `pulumi-whatsapp report`: reads a preview, perhaps the numbers, and prints the report. */
import { readFileSync, writeFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { TokenError } from "../graph/errors.js";
import { messageOf } from "../graph/wire.js";
import { observe } from "../provider/number/act/observe.js";
import type { Observation } from "../provider/number/decide/known.js";
import { realMemory, recollection } from "../provider/run/memory.js";
import { resolveSettings } from "../provider/run/settings.js";
import {
    type Circumstances,
    CONCERNS,
    type Concern,
    concernsOf,
    isConcern,
    prepare,
    type Report,
    reportOf,
} from "../report/index.js";
import { markdown } from "../report/render/markdown.js";
import { terminal } from "../report/render/terminal.js";
import { CliError, EXIT, type ExitCode, nextOf, usage } from "./errors.js";
import { inParallel } from "./inParallel.js";
import { Session } from "./session.js";
import { thisWorld } from "./world.js";

/** The options of `pulumi-whatsapp report`, as commander hands them over. */
export interface ReportOptions {
    file?: string;
    format: string;
    failOn?: string[];
    live?: boolean;
    output?: string;
}

const FORMATS: Record<string, (report: Report) => string> = {
    terminal,
    markdown: (report) => markdown(report),
    json: (report) => `${JSON.stringify(report, undefined, 2)}\n`,
};

/** Prints the report of a preview; the exit code says what `--fail-on` found. */
export async function runReport(options: ReportOptions): Promise<void> {
    const render = FORMATS[options.format];
    if (render === undefined) {
        throw usage(`--format must be one of ${Object.keys(FORMATS).join(", ")}, not ${options.format}`);
    }
    const failOn = concerns(options.failOn ?? []);
    // Without --live no stack is asked: what its config says of Graph is not known then.
    const settings = resolveSettings(process.env, () => undefined);
    const prepared = prepare(await input(options.file));
    const now = Date.now();
    const memory = recollection(realMemory(settings), now);
    const circumstances: Circumstances = {
        now,
        ignoreLocks: settings.ignoreLocks,
        ...(options.live === true ? await look(prepared.toObserve) : { memory }),
    };
    const report = reportOf(prepared, circumstances);
    write(render(report), options.output);
    process.exitCode = exitCode(report, failOn);
}

/** A preview that failed, or one that holds what must not pass. */
function exitCode(report: Report, failOn: readonly Concern[]): ExitCode {
    if (report.errors.length > 0) {
        process.stderr.write(`pulumi-whatsapp: the preview failed, so the report is not whole\n`);
        return EXIT.failed;
    }
    const found = failOn.filter((concern) => report.summary.concerns[concern] > 0);
    for (const concern of found) {
        const names = report.numbers
            .filter((entry) => concernsOf(entry).includes(concern))
            .map(({ phoneNumberId, resources }) => phoneNumberId ?? `the number of ${resources[0]?.name}`);
        const shown =
            names.length > 5
                ? `${names.slice(0, 5).join(", ")} and ${names.length - 5} more`
                : names.join(", ");
        process.stderr.write(`pulumi-whatsapp: --fail-on ${concern}: ${shown}\n`);
    }
    return found.length > 0 ? EXIT.found : EXIT.done;
}

/** Commander gives each use of the option; each may hold several, with commas. */
function concerns(given: readonly string[]): Concern[] {
    const names = given.flatMap((each) => each.split(",")).map((name) => name.trim());
    return names.filter(Boolean).map((name) => {
        if (isConcern(name)) return name;
        throw usage(`--fail-on knows ${Object.keys(CONCERNS).join(", ")}, not ${name}`);
    });
}

async function input(file: string | undefined): Promise<string> {
    if (file !== undefined && file !== "-") return readFileSync(file, "utf8");
    if (process.stdin.isTTY) {
        throw new Error(
            "there is no preview to read: pulumi preview --json | pulumi-whatsapp report, or --file",
        );
    }
    return text(process.stdin);
}

function write(report: string, file: string | undefined): void {
    if (file === undefined) process.stdout.write(report);
    else writeFileSync(file, report);
}

/** Reads the numbers, some at once. Without a usable token there is no live report at all. */
async function look(ids: readonly string[]): Promise<Pick<Circumstances, "live" | "memory">> {
    const { call, settings, memory } = await Session.start(thisWorld(), { stack: true });
    const read = async (id: string): Promise<Observation | { readonly unread: string }> => {
        try {
            return await observe(
                { ...call, signal: AbortSignal.timeout(settings.limits.operationMs) },
                id,
                true,
            );
        } catch (error) {
            if (error instanceof TokenError) throw new CliError(error.message, nextOf(error));
            return { unread: `it could not be read, so this is from state alone: ${messageOf(error)}` };
        }
    };
    const seen = await inParallel(ids, async (id) => [id, await read(id)] as const);
    return { live: new Map(seen), memory };
}

/** The concerns and the exit codes, for --help. */
export function reportHelp(): string {
    const concernLines = Object.entries(CONCERNS).map(([name, what]) => `  ${name.padEnd(12)}${what}`);
    return [
        "",
        "--fail-on knows:",
        ...concernLines,
        "",
        "Exit codes:",
        "  0           the report is made",
        "  1           there is none, or the preview itself failed",
        "  2           the command line is wrong",
        "  3           it is made, and holds something that --fail-on names",
        "",
        "Example: pulumi preview --json | pulumi-whatsapp report --fail-on outage,deregister",
        "",
    ].join("\n");
}
