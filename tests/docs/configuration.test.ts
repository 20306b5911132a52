import { expect } from "chai";
import type { Tokens } from "marked";
import { CONFIGURATION } from "../../provider/run/configuration";
import { codesIn, rowsOf, tokensOf } from "./support/documents";

const rowsWith = (file: string, head: string) =>
    tokensOf(file)
        .filter((token): token is Tokens.Table => token.type === "table")
        .filter(({ header }) => header.some(({ text }) => text === head))
        .flatMap(rowsOf);

/** Every setting of the provider: its key, its variable, and whether it is a secret. */
const SETTINGS = Object.entries(CONFIGURATION).map(([key, { variable, secret }]) => ({
    config: `\`whatsapp:${key}\`${secret ? " (secret)" : ""}`,
    variable: `\`${variable}\``,
}));

describe("the provider's configuration in the documentation", () => {
    it("README has it, in the table's order, and what only the environment sets after it", () => {
        const rows = rowsWith("README.md", "stack config").map(([variable, config]) => ({
            config,
            variable,
        }));
        expect(rows.slice(0, SETTINGS.length)).to.deep.equal(SETTINGS);
        for (const { config } of rows.slice(SETTINGS.length)) expect(config).to.equal("");
    });

    it("docs/installation-configuration.md has it, and no other", () => {
        const rows = rowsWith("docs/installation-configuration.md", "stack config");
        expect(rows.map(([config, variable]) => ({ config, variable }))).to.deep.equal(SETTINGS);
        for (const [, , meaning = ""] of rows) expect(codesIn(meaning).join()).not.to.contain("whatsapp:");
    });
});
