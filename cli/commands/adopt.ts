/** `adopt --waba ID`: writes a program that declares the WABA's numbers as they are. Changes nothing on Graph. */
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { defined } from "../../graph/defined";
import { GraphError } from "../../graph/errors";
import { messageOf } from "../../graph/wire";
import { observe } from "../../provider/number/act/observe";
import type { Observation } from "../../provider/number/decide/known";
import { ConfiguredReader, KINDS } from "../../provider/settings/reading";
import { fleetFile } from "../adopt/fleetFile";
import { type FoundSettings, settingsFound } from "../adopt/found";
import { type Found, judge } from "../adopt/judge";
import { type Adoptee, program } from "../adopt/program";
import { projectFiles, projectName } from "../adopt/project";
import { callingOf } from "../configured/calling";
import { CliError, EXIT, type ExitCode, usage } from "../errors";
import { inParallel } from "../inParallel";
import { type CommonOptions, idFrom, Session } from "../session";
import type { Shell } from "../shell";
import { allNumbers, type Listed, notWhole } from "./list";

export interface AdoptOptions extends CommonOptions {
    readonly waba: string;
    /** The file to write; absent: stdout. */
    readonly out?: string;
    readonly force?: boolean;
    /** Declare also what else is set on the numbers. */
    readonly settings?: boolean;
    /** Write a whole project to this folder. */
    readonly project?: string;
    /** Write the rows of a fleet's file instead of a program. */
    readonly csv?: boolean;
    /** Adopting a number leaves its PIN as it is. */
    readonly keepPins?: boolean;
}

export async function adopt(shell: Shell, options: AdoptOptions): Promise<ExitCode> {
    const waba = idFrom("--waba", options.waba);
    const clash = clashOf(options);
    if (clash !== undefined) throw usage(...clash);
    const session = await Session.start(shell, options);
    const reader = options.settings === true ? new ConfiguredReader(session.call) : undefined;
    const { adoptees, cut } = await adopteesOf(session, reader, waba);
    const appSubscription = await reader?.subscription(waba);
    const { keepPins } = options;
    const text =
        options.csv === true
            ? fleetFile(adoptees)
            : program(waba, adoptees, { subscription: appSubscription, keepPins });
    const target = options.project ?? options.out;
    const files = filesOf(shell.cwd, options, text);
    // All or none: half a project is no start.
    const there = options.force === true ? undefined : files.find(([file]) => existsSync(file));
    if (there !== undefined) throw isThere(there[0]);
    for (const [file, content] of files) await write(file, content, options.force === true);
    const left = adoptees.filter(({ judgement }) => !judgement.declared);
    session.answer(
        {
            numbers: adoptees.map(({ latinName: _, ...number }) => number),
            appSubscription,
            ...(target === undefined
                ? { [options.csv === true ? "csv" : "program"]: text }
                : { file: target }),
        },
        () => (target === undefined ? text.trimEnd() : `Written to ${target}.`),
    );
    const leaves =
        options.csv === true ? "left out (without --csv: why)" : "left as comments with their reason";
    shell.note(
        `${adoptees.length - left.length} numbers are declared, ${left.length} are ${leaves}. Next: ${nextOf(options)}`,
    );
    return cut === undefined ? EXIT.done : notWhole(session, cut);
}

/** Options that can't be given together, and what to do; undefined: they can. */
function clashOf({ out, project, csv, settings, keepPins }: AdoptOptions): [string, string] | undefined {
    if (csv === true && keepPins === true)
        return ["--csv can't say what to do with a PIN", "leave out --keep-pins, or --csv"];
    if (csv === true && settings === true)
        return ["a row has no place for settings", "leave out --settings, or --csv"];
    if (csv === true && project !== undefined)
        return ["--project writes a program, and --csv a file", "give --out with --csv"];
    if (out !== undefined && project !== undefined)
        return ["--out and --project both say where", "give one of them"];
    return undefined;
}

function filesOf(cwd: string, { out, project }: AdoptOptions, text: string): [string, string][] {
    if (out !== undefined) return [[path.resolve(cwd, out), text]];
    if (project === undefined) return [];
    const folder = path.resolve(cwd, project);
    const files = projectFiles(projectName(path.basename(folder)), text);
    return Object.entries(files).map(([name, content]) => [path.join(folder, name), content]);
}

/** What the user types next. */
function nextOf({ project, csv }: AdoptOptions): string {
    if (csv === true)
        return "put the rows into the file of a stack of examples/fleet-from-file, and give it the PINs.";
    const begin = project === undefined ? "" : `cd ${project} && npm install && pulumi stack init, then `;
    return `${begin}pulumi config set --secret pin …, then pulumi up, which adopts them.`;
}

async function adopteesOf(
    session: Session,
    reader: ConfiguredReader | undefined,
    waba: string,
): Promise<Pick<Listed, "cut"> & { readonly adoptees: Adoptee[] }> {
    const { shell } = session;
    const known = await session.stackNumbers();
    const { nodes, cut } = await allNumbers(session, waba, ["displayPhoneNumber", "verifiedName"]);
    // An ES module: on Node.js 20 it is imported, not required.
    const { default: toLatin } = await import("any-ascii");
    const adoptees = await inParallel(
        nodes,
        async ({ id, displayPhoneNumber, verifiedName }): Promise<Adoptee> => {
            const latinName = verifiedName && toLatin(verifiedName);
            const number = { phoneNumberId: id, displayPhoneNumber, verifiedName, latinName };
            const found = { phoneNumberId: id, inStack: known.get(id), ...(await seen(session, id)) };
            const settings = await settingsOf(reader, found, shell.now());
            return { ...number, judgement: judge(found, shell.now()), ...defined({ settings }) };
        },
        (count) => shell.progress(`reading: ${count} of ${nodes.length} numbers`),
    ).finally(() => shell.progress(undefined));
    return cut === undefined ? { adoptees } : { adoptees, cut };
}

async function seen(
    { call }: Session,
    id: string,
): Promise<{ seen: Observation | undefined; readError?: string }> {
    try {
        return { seen: await observe(call, id, true) };
    } catch (error) {
        if (!(error instanceof GraphError)) throw error;
        return { seen: undefined, readError: messageOf(error) };
    }
}

/** Undefined: not asked for, or the number itself can't be read. */
async function settingsOf(
    reader: ConfiguredReader | undefined,
    { phoneNumberId, seen }: Pick<Found, "phoneNumberId" | "seen">,
    now: number,
): Promise<FoundSettings | undefined> {
    if (reader === undefined || seen === undefined) return undefined;
    const calling = callingOf(seen.settings, seen.settingsError?.message);
    return settingsFound(await reader.ofNumber(phoneNumberId, calling, KINDS), now);
}

/** Does not overwrite an existing program: it may declare live numbers. */
async function write(file: string, text: string, force: boolean): Promise<void> {
    try {
        await mkdir(path.dirname(file), { recursive: true });
        await writeFile(file, text, { flag: force ? "w" : "wx" });
    } catch (error) {
        const exists = (error as NodeJS.ErrnoException).code === "EEXIST";
        if (exists) throw isThere(file);
        throw new CliError(`${file} can't be written: ${messageOf(error)}`, "give another place");
    }
}

function isThere(file: string): CliError {
    return new CliError(`${file} is there already`, "give another place, or --force");
}
