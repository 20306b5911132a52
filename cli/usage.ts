/** A wrong command line: commander's message, with what to do, as any other failure. */
import type { Command } from "commander";
import type { Paint } from "./colours";
import { jsonText } from "./text";

/** Makes a command, and those below it, report a wrong command line like a failure: in JSON on stdout with --json. */
export function reportUsage(program: Command, command: Command, paint: Paint): void {
    command.configureOutput({
        outputError: (text, write) => {
            const failure = usageFailure(text, pathOf(command));
            const { writeOut } = program.configureOutput();
            if (ownArgsOf(program).includes("--json")) writeOut?.(`${jsonText({ error: failure })}\n`);
            else write(`${paint("red", "pulumi-whatsapp:")} ${failure.message}\nNext: ${failure.next}\n`);
        },
    });
    for (const below of command.commands) reportUsage(program, below, paint);
}

/** A message of commander's, with the next step: what it guesses, else the command's help. */
export function usageFailure(
    text: string,
    path: string,
): { readonly message: string; readonly next: string } {
    const [first = "", ...more] = text.trim().split("\n");
    const meant = /Did you mean (?:one of )?(.+?)\?\)?$/.exec(more.join(" "))?.[1];
    const help = `${path} --help`;
    return {
        message: first.replace(/^error: /, ""),
        next: meant === undefined ? `see ${help}` : `did you mean ${meant}? see ${help}`,
    };
}

/** What was typed, without what is for another command, after --: commander has it, and leaves it out of its types. */
function ownArgsOf(program: Command): readonly string[] {
    const typed = (program as unknown as { readonly rawArgs?: readonly string[] }).rawArgs ?? [];
    const end = typed.indexOf("--");
    return end === -1 ? typed : typed.slice(0, end);
}

function pathOf(command: Command): string {
    return command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;
}
