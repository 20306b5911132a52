#!/usr/bin/env node
/** The command `pulumi-whatsapp`: its subcommands, and how a failure ends the process. */
import { Command } from "commander";
import { version } from "../graph/version";
import { addCommands } from "./commands";
import { exitCodeOf, failureOf } from "./errors";
import { thisShell } from "./shell";
import { oneLine } from "./text";

const program = new Command("pulumi-whatsapp")
    .description("Tools around the pulumi-whatsapp provider")
    .version(version);
// A wrong command line is 2 (docs/cli.md); help, when it was asked for, is none.
program.exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2));

addCommands(program, thisShell(), (code) => {
    process.exitCode = code;
});

// The reader of the output may go away (`| head`): that ends a command quietly. An emulator keeps running: the numbers
// must not end with its log.
const goesOn = process.argv[2] === "emulator";
for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
        if (goesOn) return;
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
