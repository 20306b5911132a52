/** `adopt --waba ID`: writes a program that declares the WABA's numbers as they are. Changes nothing on Graph. */
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { GraphError } from "../../graph/errors";
import { messageOf } from "../../graph/wire";
import { observe } from "../../provider/number/act/observe";
import type { Observation } from "../../provider/number/decide/known";
import { judge } from "../adopt/judge";
import { type Adoptee, program } from "../adopt/program";
import { CliError, EXIT, type ExitCode } from "../errors";
import { inParallel } from "../inParallel";
import { type CommonOptions, idFrom, Session } from "../session";
import type { Shell } from "../shell";
import { allNumbers, type Listed, notWhole } from "./list";

export interface AdoptOptions extends CommonOptions {
    readonly waba: string;
    /** The file to write; absent: stdout. */
    readonly out?: string;
    readonly force?: boolean;
}

export async function adopt(shell: Shell, options: AdoptOptions): Promise<ExitCode> {
    const waba = idFrom("--waba", options.waba);
    const session = await Session.start(shell, options);
    const { adoptees, cut } = await adopteesOf(session, waba);
    const text = program(waba, adoptees);
    if (options.out !== undefined)
        await write(path.resolve(shell.cwd, options.out), text, options.force === true);
    const left = adoptees.filter(({ judgement }) => !judgement.declared);
    session.answer(
        { numbers: adoptees, ...(options.out === undefined ? { program: text } : { file: options.out }) },
        () => (options.out === undefined ? text.trimEnd() : `Written to ${options.out}.`),
    );
    shell.note(
        `${adoptees.length - left.length} numbers are declared, ${left.length} are left as comments with their reason. ` +
            "Next: pulumi config set --secret pin …, then pulumi up, which adopts them.",
    );
    return cut === undefined ? EXIT.done : notWhole(session, cut);
}

async function adopteesOf(
    session: Session,
    waba: string,
): Promise<Pick<Listed, "cut"> & { readonly adoptees: Adoptee[] }> {
    const { shell } = session;
    const known = await session.stackNumbers();
    const { nodes, cut } = await allNumbers(session, waba, ["displayPhoneNumber", "verifiedName"]);
    const adoptees = await inParallel(
        nodes,
        async ({ id, displayPhoneNumber, verifiedName }): Promise<Adoptee> => {
            const number = { phoneNumberId: id, displayPhoneNumber, verifiedName };
            const found = { phoneNumberId: id, inStack: known.get(id), ...(await seen(session, id)) };
            return { ...number, judgement: judge(found, shell.now()) };
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

/** Does not overwrite an existing program: it may declare live numbers. */
async function write(file: string, text: string, force: boolean): Promise<void> {
    try {
        await writeFile(file, text, { flag: force ? "w" : "wx" });
    } catch (error) {
        const exists = (error as NodeJS.ErrnoException).code === "EEXIST";
        if (exists) throw new CliError(`${file} is there already`, "give another --out, or --force");
        throw new CliError(`${file} can't be written: ${messageOf(error)}`, "give another --out");
    }
}
