#!/usr/bin/env node
import { Command } from "commander";
import { version } from "../graph/version.js";
import { addNumberCommands } from "./commands.js";
import type { EmulatorOptions } from "./emulator.js";
import { exitCodeOf, failureOf } from "./errors.js";
import type { ReportOptions } from "./report.js";
import { oneLine } from "./text.js";
import { thisWorld } from "./world.js";

const program = new Command("pulumi-whatsapp")
    .description("Tools around the pulumi-whatsapp provider")
    .version(version);
// A wrong command line is 2 (docs/cli.md); help, when it was asked for, is none.
program.exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2));

// Each command's module is loaded only when it is needed: --help must not pay for all of them.
const load = {
    emulator: () => require("./emulator.js") as typeof import("./emulator.js"),
    report: () => require("./report.js") as typeof import("./report.js"),
};

program
    .command("emulator")
    .description("run a Graph API for WhatsApp phone numbers on this machine")
    .option("--port <port>", "port to listen on, on 127.0.0.1 only; 0 takes a free one", "4010")
    .option(
        "--file <file>",
        "keep the state in this file, so that numbers survive a restart",
        ".whatsapp-emulator.json",
    )
    .option("--in-memory", "keep nothing: every start is a fresh one")
    .option(
        "--numbers <file>",
        "JSON list of numbers to begin with (those in the state file stay as they are)",
    )
    .option("--tokens <file>", "JSON list of access tokens with scopes and WABAs, besides EMULATOR-TOKEN")
    .option("--switch <name=value...>", "settle one of the questions Meta leaves open; may be repeated")
    .option("--latency <ms>", "wait this long before each answer", "0")
    .addHelpText("after", () => load.emulator().switchHelp())
    .action((options: EmulatorOptions) => load.emulator().runEmulator(options));

program
    .command("report")
    .description("say in words what a Pulumi preview would do to each phone number")
    .option("--file <file>", "read the output of `pulumi preview --json` from this file (default: stdin)")
    .option("--format <format>", "terminal, markdown (for a pull-request comment) or json", "terminal")
    .option("--output <file>", "write the report to this file (default: stdout)")
    .option("--live", "read the numbers too, and say register or adopt; needs the access token")
    .option("--fail-on <concerns...>", "exit with 3 when the report holds one of these, see below")
    .addHelpText("after", () => load.report().reportHelp())
    .action((options: ReportOptions) => load.report().runReport(options));

addNumberCommands(program, thisWorld(), (code) => {
    process.exitCode = code;
});

// Whoever reads may go away (`| head`): that ends the command, quietly.
for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
        if (error.code !== "EPIPE") throw error;
        process.exit();
    });
}

program.parseAsync().catch((error: unknown) => {
    const { message, next } = failureOf(error);
    const said = oneLine(`pulumi-whatsapp: ${message}${next === undefined ? "" : `. Next: ${next}`}`);
    process.stderr.write(`${said}\n`);
    if (process.env.PULUMI_WHATSAPP_DEBUG === "1" && error instanceof Error)
        process.stderr.write(`${error.stack}\n`);
    process.exitCode = exitCodeOf(error);
});
