/** `pulumi-whatsapp report`: reads a preview, perhaps the numbers, and prints the report. */
import { readFileSync, writeFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { messageOf } from "../provider/errors.js";
import { TokenError } from "../provider/graph/errors.js";
import { type Observation, observe } from "../provider/observe.js";
import { resolveSettings, type Settings } from "../provider/settings.js";
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

/** The options of `pulumi-whatsapp report`, as commander hands them over. */
export interface ReportOptions {
    file?: string;
    format: string;
    failOn?: string[];
    live?: boolean;
    output?: string;
}

/** Exit codes besides 0 and 1, the same as of the other commands: a wrong command line, something found. */
const [USAGE, FOUND] = [2, 3];

const FORMATS: Record<string, (report: Report) => string> = {
    terminal,
    markdown: (report) => markdown(report),
    json: (report) => `${JSON.stringify(report, undefined, 2)}\n`,
};

function usage(message: string): Error {
    return Object.assign(new Error(message), { exitCode: USAGE });
}

/** How many numbers are read at once. */
const AT_ONCE = 8;

/** Prints the report of a preview; the exit code says what `--fail-on` found. */
export async function runReport(options: ReportOptions): Promise<void> {
    const render = FORMATS[options.format];
    if (render === undefined) {
        throw usage(`--format must be one of ${Object.keys(FORMATS).join(", ")}, not ${options.format}`);
    }
    const failOn = concerns(options.failOn ?? []);
    const settings = resolveSettings(process.env, () => undefined);
    const prepared = prepare(await input(options.file));
    const circumstances: Circumstances = {
        now: Date.now(),
        ignoreLocks: settings.ignoreLocks,
        ...(options.live === true ? { live: await look(prepared.toObserve, settings) } : {}),
    };
    const report = reportOf(prepared, circumstances);
    write(render(report), options.output);
    process.exitCode = exitCode(report, failOn);
}

/** A preview that failed, or one that holds what must not pass. */
function exitCode(report: Report, failOn: readonly Concern[]): number {
    if (report.errors.length > 0) {
        process.stderr.write(`pulumi-whatsapp: the preview failed, so the report is not whole\n`);
        return 1;
    }
    const found = failOn.filter((concern) => report.summary.concerns[concern] > 0);
    for (const concern of found) {
        const names = report.numbers
            .filter((entry) => concernsOf(entry).includes(concern))
            .map(({ phoneNumberId }) => phoneNumberId ?? "an ID that is not known until apply");
        const shown =
            names.length > 5
                ? `${names.slice(0, 5).join(", ")} and ${names.length - 5} more`
                : names.join(", ");
        process.stderr.write(`pulumi-whatsapp: --fail-on ${concern}: ${shown}\n`);
    }
    return found.length > 0 ? FOUND : 0;
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

type Live = NonNullable<Circumstances["live"]>;

/** Reads the numbers, some at a time. Without a usable token there is no live report at all. */
async function look(ids: readonly string[], { graph, limits }: Settings): Promise<Live> {
    const { graphClient } = await import("../provider/graph/client.js");
    const client = graphClient(graph);
    const seen = new Map<string, Observation | { readonly unread: string }>();
    const waiting = [...ids];
    const reader = async (): Promise<void> => {
        for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
            seen.set(id, await read(id));
        }
    };
    const read = async (id: string): Promise<Observation | { readonly unread: string }> => {
        try {
            return await observe({ client, signal: AbortSignal.timeout(limits.operationMs) }, id, true);
        } catch (error) {
            if (error instanceof TokenError) throw new Error(`${error.message}. Next: ${error.remedy}`);
            return { unread: `it could not be read, so this is from state alone: ${messageOf(error)}` };
        }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, reader));
    return seen;
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
