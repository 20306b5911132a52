/** The commands, as the command line has them. */
import { Command, Option } from "commander";
import { painter } from "./colours";
import type { AddOptions } from "./commands/add";
import type { AdoptOptions } from "./commands/adopt";
import type { DoctorOptions } from "./commands/doctor";
import type { ListOptions } from "./commands/list";
import type { ReportOptions } from "./commands/report";
import type { VerifyOptions } from "./commands/verify";
import { addEmulator } from "./emulator/commands";
import { examplesText, GROUPS, programText } from "./help";
import type { CommonOptions } from "./session";
import type { Shell } from "./shell";
import { reportUsage } from "./usage";

// Each command's module is loaded only when it is needed: --help must not pay for loading the network code.
const load = {
    add: () => require("./commands/add.js") as typeof import("./commands/add.js"),
    adopt: () => require("./commands/adopt.js") as typeof import("./commands/adopt.js"),
    complete: () => require("./commands/complete.js") as typeof import("./commands/complete.js"),
    doctor: () => require("./commands/doctor.js") as typeof import("./commands/doctor.js"),
    errors: () => require("./errors.js") as typeof import("./errors.js"),
    list: () => require("./commands/list.js") as typeof import("./commands/list.js"),
    report: () => require("./commands/report.js") as typeof import("./commands/report.js"),
    show: () => require("./commands/show.js") as typeof import("./commands/show.js"),
    text: () => require("./text.js") as typeof import("./text.js"),
    verify: () => require("./commands/verify.js") as typeof import("./commands/verify.js"),
};

/** Receives the exit code of the command that ran. */
type End = (code: number) => void;

/** Adds all commands to a program. */
export function addCommands(program: Command, shell: Shell, end: End): void {
    addOwn(program, shell, end);
    addCompletion(program, () =>
        addOwn(new Command(program.name()).copyInheritedSettings(program), shell, end),
    );
    addExamples(program);
    program.addHelpText("after", programText);
    reportUsage(program, program, painter(shell.colours));
}

function addOwn(program: Command, shell: Shell, end: End): Command {
    program.commandsGroup(GROUPS.here).helpCommand("help [command]");
    addNumberCommands(program, shell, end);
    addReport(program, shell, end);
    addEmulator(program, shell, (options, work) => run({ shell, end }, options, work));
    return program;
}

/** @param own the same program once more: the library that completes it adds a command of this name */
function addCompletion(program: Command, own: () => Command): void {
    program
        .command("complete")
        .helpGroup(GROUPS.here)
        .description("print a script with which a shell completes this command")
        .argument("[shell]", "bash, zsh, fish or powershell")
        .allowExcessArguments()
        .allowUnknownOption()
        .action(() => {
            // As it was typed: what stands after `--` may be words of any form.
            const { rawArgs } = program as unknown as { readonly rawArgs: readonly string[] };
            return load.complete().complete(own(), rawArgs.slice(rawArgs.indexOf("complete") + 1));
        });
}

/** Examples stand last in the help of a command. */
function addExamples(program: Command): void {
    for (const command of program.commands) {
        command.addHelpText("after", () => examplesText(command.name()));
        addExamples(command);
    }
}

/** Runs a command, and reports its failure. */
async function run(
    { shell, end }: { readonly shell: Shell; readonly end: End },
    options: Pick<CommonOptions, "json">,
    work: () => Promise<number>,
    id?: string,
): Promise<void> {
    try {
        end(await work());
    } catch (error) {
        end(fail(shell, options, error, id));
    }
}

function addReport(program: Command, shell: Shell, end: End): void {
    program
        .command("report")
        .helpGroup(GROUPS.declare)
        .description("say in words what a Pulumi preview would do to each phone number")
        .option("--file <file>", "read the output of `pulumi preview --json` from this file (default: stdin)")
        .option(
            "--format <format>",
            "terminal, markdown (for a pull-request comment), html or json",
            "terminal",
        )
        .option("--output <file>", "write the report to this file (default: stdout)")
        .option("--live", "read the numbers too, and say register or adopt; needs the access token")
        .option("--fail-on <concerns...>", "exit with 3 when the report holds one of these, see below")
        .addHelpText("after", () => load.report().reportHelp())
        .action((options: ReportOptions) =>
            run({ shell, end }, {}, () => load.report().report(shell, options)),
        );
}

function addNumberCommands(program: Command, shell: Shell, end: End): void {
    const about = (name: string, group: string, description: string): Command =>
        program.command(name).helpGroup(group).description(description);
    about(
        "list",
        GROUPS.look,
        "list the numbers of a WABA: registration, name, region, PIN, quality, limits, requests left",
    )
        .requiredOption("--waba <id>", "the WhatsApp Business Account")
        .option("--no-settings", "don't read each number's settings (a request per number): no regions")
        .option(
            "--filter <condition...>",
            "only numbers with status=FLAGGED,BANNED or region!=DE or name~shop",
        )
        .option("--sort <columns>", "sort by these, for example quality,-left (- is descending)")
        .addOption(
            new Option("--columns <names>", "show these, for example id,name,status")
                .conflicts("json")
                .helpGroup(GROUPS.output),
        )
        .addOption(
            new Option("--wide", "show every column, also where the terminal is too narrow")
                .conflicts("json")
                .helpGroup(GROUPS.output),
        )
        .action((options: ListOptions) =>
            run({ shell, end }, options, () => load.list().list(shell, options)),
        );

    about("show", GROUPS.look, "show everything of one number")
        .argument("<id>", "the phone number ID")
        .action((id: string, options: CommonOptions) =>
            run({ shell, end }, options, () => load.show().show(shell, id, options), id),
        );

    about("doctor", GROUPS.look, "look at what would refuse a registration or an outage, and change nothing")
        .argument("[id...]", "phone number IDs; without any, those of --waba, else those of the stack")
        .option("--waba <id>", "a WhatsApp Business Account, with all its numbers if no ID is given")
        .addOption(new Option("--only <what>", "leave out what is in order").choices(["problems"]))
        .action((ids: string[], options: DoctorOptions) =>
            run({ shell, end }, options, () => load.doctor().doctor(shell, ids, options)),
        );

    about("add", GROUPS.add, "add a number to a WABA")
        .requiredOption("--waba <id>", "the WhatsApp Business Account")
        .requiredOption("--cc <code>", "the country calling code, for example 49")
        .requiredOption("--phone <number>", "the number without its country code")
        .requiredOption("--name <name>", "the display name to ask for, 2 to 75 characters")
        .option("--migrate", "it is in another WABA now")
        .option("--with-country-code", "send the number with its country code, if Meta refuses it without")
        .action((options: AddOptions) => run({ shell, end }, options, () => load.add().add(shell, options)));

    about("verify", GROUPS.add, "show that a number is yours, by a code that Meta sends to it")
        .argument("<id>", "the phone number ID")
        .option("--method <method>", "SMS or VOICE", "SMS")
        .option("--language <code>", "the message's language", "en_US")
        .option("--code <code>", "the code that came: nothing is requested then")
        .option("--again", "ask also where Graph shows the number as verified (after 133006)")
        .action((id: string, options: VerifyOptions) =>
            run({ shell, end }, options, () => load.verify().verify(shell, id, options), id),
        );

    about(
        "adopt",
        GROUPS.declare,
        "write a program that declares a WABA's numbers as they are, and change nothing",
    )
        .requiredOption("--waba <id>", "the WhatsApp Business Account")
        .option("--out <file>", "write the program to this file, for example index.ts")
        .option("--force", "write over it if it is there")
        .option("--settings", "declare also what else is set: profile, calling and the like")
        .option(
            "--project <folder>",
            "write a whole Pulumi project there: program, package.json and the rest",
        )
        .option("--keep-pins", "leave the PINs as they are until one is needed")
        .option("--csv", "write rows for examples/fleet-from-file instead of a program")
        .action((options: AdoptOptions) =>
            run({ shell, end }, options, () => load.adopt().adopt(shell, options)),
        );

    // After its own, which are what a command is about.
    for (const command of program.commands) {
        command
            .addOption(new Option("--json", "answer in JSON").helpGroup(GROUPS.output))
            .addOption(
                new Option(
                    "--stack <name>",
                    "this stack's settings and state, not the selected one's",
                ).helpGroup(GROUPS.stack),
            )
            .addOption(
                new Option("--no-stack", "don't ask Pulumi, also in a Pulumi project").helpGroup(
                    GROUPS.stack,
                ),
            );
    }
}

/** Reports a failure: in JSON on stdout with --json, else as a line with its remedy on stderr. */
function fail(shell: Shell, options: Pick<CommonOptions, "json">, error: unknown, id?: string): number {
    const { exitCodeOf, failureOf } = load.errors();
    const failure = failureOf(error, id);
    shell.progress(undefined);
    if (shell.env.PULUMI_WHATSAPP_DEBUG === "1" && error instanceof Error) shell.note(String(error.stack));
    const { oneLine, jsonText } = load.text();
    if (options.json === true) shell.print(jsonText({ error: failure }));
    else {
        const paint = painter(shell.colours);
        shell.note(`${paint("red", "pulumi-whatsapp:")} ${oneLine(failure.message)}`);
        if (failure.next !== undefined) shell.note(`Next: ${oneLine(failure.next)}`);
    }
    return exitCodeOf(error);
}
