/** `report`: reads a preview, and with --live the numbers, and says what would happen to each. */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { TokenError } from "../../graph/errors";
import { messageOf } from "../../graph/wire";
import { observe } from "../../provider/number/act/observe";
import type { Observation } from "../../provider/number/decide/known";
import { realMemory, recollection } from "../../provider/run/memory";
import { resolveSettings } from "../../provider/run/settings";
import { cannotRestore, survey } from "../../provider/settings/outage";
import {
    type Circumstances,
    CONCERNS,
    concernsOf,
    isConcern,
    type Prepared,
    prepare,
    type Report,
    reportOf,
} from "../../report/index";
import type { Around, Gate } from "../../report/render/around";
import { html } from "../../report/render/html";
import { markdown } from "../../report/render/markdown";
import { originOf } from "../../report/render/origin";
import { terminal } from "../../report/render/terminal";
import { CliError, EXIT, type ExitCode, nextOf, usage } from "../errors";
import { inParallel } from "../inParallel";
import { Session } from "../session";
import type { Shell } from "../shell";

/** The options of `pulumi-whatsapp report`, as commander hands them over. */
export interface ReportOptions {
    readonly file?: string;
    readonly format: string;
    readonly failOn?: readonly string[];
    readonly live?: boolean;
    readonly output?: string;
}

const FORMATS: Record<string, (report: Report, around: Around) => string> = {
    terminal,
    markdown: (report, around) => markdown(report, around),
    html,
    json: (report) => `${JSON.stringify(report, undefined, 2)}\n`,
};

const FORMAT_HELP: Record<keyof typeof FORMATS, string> = {
    terminal: "lines of text (the default)",
    markdown: "a comment on a pull request, within GitHub's 65,536 characters",
    html: "a page for a browser: sorts, prints, draws each number's 72 hours; loads nothing",
    json: "for programs: pulumi-whatsapp/report.schema.json",
};

/** Prints the report of a preview; the exit code says what `--fail-on` found. */
export async function report(shell: Shell, options: ReportOptions): Promise<ExitCode> {
    const render = FORMATS[options.format];
    if (render === undefined) {
        throw usage(`--format must be one of ${Object.keys(FORMATS).join(", ")}, not ${options.format}`);
    }
    const gates = gatesOf(options.failOn ?? []);
    // Without --live no stack is read, so its config for Graph is not known.
    const settings = resolveSettings(shell.env, () => undefined);
    const prepared = prepare(await input(shell, options.file));
    const now = shell.now();
    const memory = recollection(realMemory(settings), now);
    const circumstances: Circumstances = {
        now,
        ignoreLocks: settings.ignoreLocks,
        ...(options.live === true ? await look(shell, prepared.toObserve) : { memory }),
    };
    const made = await withStakes(shell, prepared, circumstances);
    const around = { gates, ...originOf(shell.env, githubEvent(shell)) };
    write(shell, render(made, around), options.output);
    return exitCode(shell, made, gates);
}

/** A preview that failed, or one that contains what must not pass. */
function exitCode(shell: Shell, report: Report, gates: readonly Gate[]): ExitCode {
    if (report.errors.length > 0) {
        shell.note("pulumi-whatsapp: the preview failed, so the report is incomplete");
        return EXIT.failed;
    }
    const found = gates.filter(({ concern }) => report.summary.concerns[concern] > 0);
    for (const { concern } of found) {
        const names = report.numbers
            .filter((entry) => concernsOf(entry).includes(concern))
            .map(({ phoneNumberId, resources }) => phoneNumberId ?? `the number of ${resources[0]?.name}`)
            .concat(
                report.settings.filter((each) => each.concerns.includes(concern)).map(({ name }) => name),
            );
        const shown =
            names.length > 5
                ? `${names.slice(0, 5).join(", ")} and ${names.length - 5} more`
                : names.join(", ");
        shell.note(`pulumi-whatsapp: --fail-on ${concern}: ${shown}`);
    }
    return found.length > 0 ? EXIT.found : EXIT.done;
}

/** Commander passes each use of the option; each may have several values, separated by commas: `CONCERN[:LABEL]`. */
function gatesOf(given: readonly string[]): Gate[] {
    const names = given.flatMap((each) => each.split(",")).map((name) => name.trim());
    return names.filter(Boolean).map((each) => {
        const [, name = each, label = ""] = /^([^:]*):(.*)$/s.exec(each) ?? [];
        if (isConcern(name)) return { concern: name, ...(label === "" ? {} : { label }) };
        throw usage(`--fail-on knows ${Object.keys(CONCERNS).join(", ")}, not ${name}`);
    });
}

/** The event of a GitHub job. A file that is not there, or not JSON, only costs the link to the commit. */
function githubEvent({ env: { GITHUB_EVENT_PATH: file } }: Shell): unknown {
    if (file === undefined) return undefined;
    try {
        return JSON.parse(readFileSync(file, "utf8"));
    } catch {
        return undefined;
    }
}

async function input(shell: Shell, file: string | undefined): Promise<string> {
    if (file !== undefined && file !== "-") return readFileSync(path.resolve(shell.cwd, file), "utf8");
    const given = shell.input();
    if (given !== undefined) return given;
    throw new CliError(
        "there is no preview to read",
        "pulumi preview --json | pulumi-whatsapp report, or give --file",
    );
}

function write(shell: Shell, text: string, file: string | undefined): void {
    if (file === undefined) shell.print(text.trimEnd());
    else writeFileSync(path.resolve(shell.cwd, file), text);
}

/** The report; with --live it also says what an outage may take that nobody could put back. */
async function withStakes(shell: Shell, prepared: Prepared, circumstances: Circumstances): Promise<Report> {
    const made = reportOf(prepared, circumstances);
    const offline = made.numbers.flatMap(({ offline, phoneNumberId: id }) =>
        id !== null && (offline === "briefly" || offline === "maybe") ? [id] : [],
    );
    if (circumstances.live === undefined || offline.length === 0) return made;
    const { call, settings } = await Session.start(shell, { stack: true });
    const found = await inParallel(offline, async (id) => {
        const signal = AbortSignal.timeout(settings.limits.operationMs);
        return [id, cannotRestore((await survey({ ...call, signal }, id, undefined)).settings)] as const;
    });
    return reportOf(prepared, { ...circumstances, atStake: new Map(found) });
}

/** Reads the numbers, some at once. Without a usable token there is no live report at all. */
async function look(shell: Shell, ids: readonly string[]): Promise<Pick<Circumstances, "live" | "memory">> {
    const { call, settings, memory } = await Session.start(shell, { stack: true });
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
        "--format knows:",
        ...Object.entries(FORMAT_HELP).map(([name, what]) => `  ${name.padEnd(12)}${what}`),
        "",
        "--fail-on knows, each also as CONCERN:LABEL, which names the label that lets it pass in your pipeline:",
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
