/** `emulator` and the commands below it, as the command line has them. */
import { type Command, Option } from "commander";
import type { EmulatorOptions } from "../commands/emulator";
import type { CompareOptions } from "../commands/emulatorCompare";
import type { ExecOptions } from "../commands/emulatorExec";
import type { RecordOptions } from "../commands/emulatorRecord";
import type { SwitchesOptions } from "../commands/switches";
import type { Shell } from "../shell";

// As in ../commands: a command's module is loaded only when it is needed.
const load = {
    compare: () =>
        require("../commands/emulatorCompare.js") as typeof import("../commands/emulatorCompare.js"),
    emulator: () => require("../commands/emulator.js") as typeof import("../commands/emulator.js"),
    exec: () => require("../commands/emulatorExec.js") as typeof import("../commands/emulatorExec.js"),
    record: () => require("../commands/emulatorRecord.js") as typeof import("../commands/emulatorRecord.js"),
    switches: () => require("../commands/switches.js") as typeof import("../commands/switches.js"),
};

/** Runs a command's work, and reports its failure. */
type Run = (options: { readonly json?: boolean }, work: () => Promise<number>) => Promise<void>;

/** Adds `emulator` to a program. */
export function addEmulator(program: Command, shell: Shell, run: Run): void {
    // An option belongs to the command that it follows: `emulator` and `exec` have some of the same name.
    program.enablePositionalOptions();
    const emulator = program
        .command("emulator")
        .enablePositionalOptions()
        .description("run a Graph API for WhatsApp phone numbers on this machine")
        .option("--port <port>", "port to listen on, on 127.0.0.1 only; 0 takes a free one", "4010")
        .option(
            "--file <file>",
            "keep the state in this file, so that numbers survive a restart",
            ".whatsapp-emulator.json",
        )
        .addOption(new Option("--in-memory", "keep nothing: every start is a fresh one").conflicts("file"));
    addWhatItHas(emulator)
        .option("--json", "say in one line of JSON where it is, for the program that starts it")
        .addOption(
            new Option(
                "--record <file>",
                "forward requests to --upstream instead of emulating, and keep them in this file, masked",
            ).conflicts(["file", "inMemory", "numbers", "tokens", "switch", "latency", "tls"]),
        )
        .option("--upstream <url>", "with --record: where requests go", "https://graph.facebook.com")
        .action((options: EmulatorOptions & Partial<RecordOptions>) =>
            run(options, () => {
                const { record, upstream } = options;
                return record === undefined || upstream === undefined
                    ? load.emulator().emulator(shell, options)
                    : load.record().emulatorRecord(shell, { ...options, record, upstream });
            }),
        )
        .hook("preSubcommand", (_, below) => refuseOptionsBefore(emulator, below));
    addExec(emulator, shell, run);
    emulator
        .command("compare")
        .description("ask the emulator what a recording has, and show what it answers otherwise")
        .argument("<recording>", "the file of emulator --record")
        .option("--switch <name=value...>", "a switch of the emulator; may be repeated")
        .option("--numbers <file>", "JSON list of numbers as they were at first, by the recording's IDs")
        .option("--json", "answer in JSON")
        .action((file: string, options: CompareOptions) =>
            run(options, () => load.compare().emulatorCompare(shell, file, options)),
        );
    emulator
        .command("switches")
        .description("list the switches: their values, and what each decides")
        .argument("[word...]", "only those whose name or explanation has one of these words")
        .option("--json", "answer in JSON")
        .action((words: string[], options: SwitchesOptions) =>
            run(options, () => load.switches().switches(shell, words, options)),
        );
}

function addExec(emulator: Command, shell: Shell, run: Run): void {
    const exec = emulator
        .command("exec")
        .description("run a command, for example a test, with an emulator of its own")
        .usage("[options] -- <command...>")
        // What stands after the command's name is the command's own, also without --.
        .passThroughOptions()
        .argument("[command...]", "the command and its arguments, after --")
        .option("--port <port>", "port to listen on, on 127.0.0.1 only; 0 takes a free one", "0")
        .option("--file <file>", "keep the state in this file (default: keep nothing)");
    addWhatItHas(exec).action((command: string[], options: ExecOptions) =>
        run({}, () => load.exec().emulatorExec(shell, command, options)),
    );
}

/** What an emulator begins with, and how it answers. */
function addWhatItHas(command: Command): Command {
    return command
        .option(
            "--numbers <file>",
            "JSON list of numbers to begin with (those in the state file stay as they are)",
        )
        .option("--tokens <file>", "JSON list of access tokens with scopes and WABAs, besides EMULATOR-TOKEN")
        .option(
            "--switch <name=value...>",
            "choose an answer where Meta leaves it open (`emulator switches` lists them); may be repeated",
        )
        .option("--latency <ms>", "wait this long before each answer", "0")
        .option("--tls", "speak https, with a certificate that is made at the start");
}

/** An option before `exec` would be one of `emulator`, and without effect. */
function refuseOptionsBefore(emulator: Command, below: Command): void {
    const given = emulator.options.filter(
        (option) => emulator.getOptionValueSource(option.attributeName()) === "cli",
    );
    const [first] = given;
    if (first === undefined) return;
    emulator.error(
        `error: ${first.long} stands before ${below.name()}: give the options of ${below.name()} after it`,
    );
}
