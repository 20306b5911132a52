import { readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { Command } from "commander";
import { addCommands } from "../../cli/commands";
import type { Shell } from "../../cli/shell";
import { PHONE_NUMBER_FIELDS } from "../../graph/node";

const docs = (name: string) => readFileSync(path.join(__dirname, "../../docs", name), "utf8");

describe("the documentation", () => {
    it("docs/cli.md has every command, and with the pages of report and emulator each of its options", () => {
        const program = new Command();
        addCommands(program, {} as Shell, () => {});
        const all = ["cli", "report", "emulator"].map((page) => docs(`${page}.md`)).join("\n");
        for (const command of program.commands) {
            const isNumbers = command.name() !== "report" && command.name() !== "emulator";
            const text = isNumbers ? docs("cli.md") : all;
            expect(text).to.match(new RegExp(`\`${command.name()}\\b`));
            for (const { long } of command.options) expect(text).to.contain(long);
        }
    });

    it("docs/functions.md has every field of a number", () => {
        const text = docs("functions.md");
        for (const field of PHONE_NUMBER_FIELDS) expect(text).to.match(new RegExp(`\`${field}\\b`));
    });
});
