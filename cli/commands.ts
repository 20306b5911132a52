/** The commands about numbers, as the command line has them. */
import type { Command } from "commander";
import { painter } from "./colours.js";
import type { AddOptions } from "./commands/add.js";
import type { AdoptOptions } from "./commands/adopt.js";
import type { DoctorOptions } from "./commands/doctor.js";
import type { ListOptions } from "./commands/list.js";
import type { VerifyOptions } from "./commands/verify.js";
import type { ExitCode } from "./errors.js";
import type { CommonOptions } from "./session.js";
import type { World } from "./world.js";

// Each command's module is loaded only when it is needed: --help must not pay for the network.
const load = {
    add: () => require("./commands/add.js") as typeof import("./commands/add.js"),
    adopt: () => require("./commands/adopt.js") as typeof import("./commands/adopt.js"),
    doctor: () => require("./commands/doctor.js") as typeof import("./commands/doctor.js"),
    errors: () => require("./errors.js") as typeof import("./errors.js"),
    list: () => require("./commands/list.js") as typeof import("./commands/list.js"),
    show: () => require("./commands/show.js") as typeof import("./commands/show.js"),
    text: () => require("./text.js") as typeof import("./text.js"),
    verify: () => require("./commands/verify.js") as typeof import("./commands/verify.js"),
};

/**
 * Adds the commands about numbers to a program.
 * @param end told the exit code of the command that ran
 */
export function addNumberCommands(program: Command, world: World, end: (code: ExitCode) => void): void {
    const about = (name: string, description: string): Command =>
        program
            .command(name)
            .description(description)
            .option("--json", "answer in JSON")
            .option(
                "--stack <name>",
                "take settings and request counts from this stack, not the selected one",
            )
            .option("--no-stack", "don't ask Pulumi, also in a Pulumi project");
    const run = async (options: CommonOptions, work: () => Promise<ExitCode>, id?: string): Promise<void> => {
        try {
            end(await work());
        } catch (error) {
            end(fail(world, options, error, id));
        }
    };

    about(
        "list",
        "list the numbers of a WABA: registration, name, region, PIN, quality, limits, requests left",
    )
        .requiredOption("--waba <id>", "the WhatsApp Business Account")
        .option("--no-settings", "don't read each number's settings (a request per number): no regions")
        .action((options: ListOptions) => run(options, () => load.list().list(world, options)));

    about("show", "show everything of one number")
        .argument("<id>", "the phone number ID")
        .action((id: string, options: CommonOptions) =>
            run(options, () => load.show().show(world, id, options), id),
        );

    about("doctor", "look at what would refuse a registration or an outage, and change nothing")
        .argument("[id...]", "phone number IDs; without any, those of --waba, else those of the stack")
        .option("--waba <id>", "a WhatsApp Business Account, with all its numbers if no ID is given")
        .action((ids: string[], options: DoctorOptions) =>
            run(options, () => load.doctor().doctor(world, ids, options)),
        );

    about("add", "add a number to a WABA")
        .requiredOption("--waba <id>", "the WhatsApp Business Account")
        .requiredOption("--cc <code>", "the country calling code, for example 49")
        .requiredOption("--phone <number>", "the number without its country code")
        .requiredOption("--name <name>", "the display name to ask for, 2 to 75 characters")
        .option("--migrate", "it is in another WABA now")
        .option("--with-country-code", "send the number with its country code, if Meta refuses it without")
        .action((options: AddOptions) => run(options, () => load.add().add(world, options)));

    about("verify", "show that a number is yours, by a code that Meta sends to it")
        .argument("<id>", "the phone number ID")
        .option("--method <method>", "SMS or VOICE", "SMS")
        .option("--language <code>", "the message's language", "en_US")
        .option("--code <code>", "the code that came: nothing is requested then")
        .option("--again", "ask also where Graph shows the number as verified (after 133006)")
        .action((id: string, options: VerifyOptions) =>
            run(options, () => load.verify().verify(world, id, options), id),
        );

    about("adopt", "write a program that declares a WABA's numbers as they are, and change nothing")
        .requiredOption("--waba <id>", "the WhatsApp Business Account")
        .option("--out <file>", "write the program to this file, for example index.ts")
        .option("--force", "write over it if it is there")
        .action((options: AdoptOptions) => run(options, () => load.adopt().adopt(world, options)));
}

/** Says a failure: in JSON on stdout where that was asked for, else as a line and its remedy on stderr. */
function fail(world: World, options: CommonOptions, error: unknown, id?: string): ExitCode {
    const { exitCodeOf, failureOf } = load.errors();
    const failure = failureOf(error, id);
    world.progress(undefined);
    const { oneLine, jsonText } = load.text();
    if (options.json === true) world.print(jsonText({ error: failure }));
    else {
        const paint = painter(world.colours);
        world.note(`${paint("red", "pulumi-whatsapp:")} ${oneLine(failure.message)}`);
        if (failure.next !== undefined) world.note(`Next: ${oneLine(failure.next)}`);
    }
    return exitCodeOf(error);
}
