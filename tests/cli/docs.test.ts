import { readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { Command } from "commander";
import { addNumberCommands } from "../../cli/commands";
import type { World } from "../../cli/world";
import { PHONE_NUMBER_FIELDS } from "../../graph/node";

const docs = (name: string) => readFileSync(path.join(__dirname, "../../docs", name), "utf8");

describe("the documentation", () => {
    it("docs/cli.md has every command about numbers, and each of its options", () => {
        const program = new Command();
        addNumberCommands(program, {} as World, () => {});
        const text = docs("cli.md");
        for (const command of program.commands) {
            expect(text).to.match(new RegExp(`\`${command.name()}\\b`));
            for (const { long } of command.options) expect(text).to.contain(long);
        }
    });

    it("docs/functions.md has every field of a number", () => {
        const text = docs("functions.md");
        for (const field of PHONE_NUMBER_FIELDS) expect(text).to.match(new RegExp(`\`${field}\\b`));
    });
});
