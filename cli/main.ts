#!/usr/bin/env node
import { Command } from "commander";
import type { EmulatorOptions } from "./emulator.js";

const program = new Command("pulumi-whatsapp").description("Tools around the pulumi-whatsapp provider");

// Each command's module is loaded only when it is needed: --help must not pay for all of them.
const load = { emulator: () => require("./emulator.js") as typeof import("./emulator.js") };

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

program.parseAsync().catch((error: unknown) => {
    process.stderr.write(`pulumi-whatsapp: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
});
