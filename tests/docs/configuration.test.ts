import { expect } from "chai";
import type { Tokens } from "marked";
import { CONFIGURATION } from "../../provider/run/configuration";
import { codesIn, rowsOf, tokensOf } from "./support/documents";
import { ours } from "./support/ours";

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

/** What only the environment sets, and why stack config does not. */
const OF_THE_ENVIRONMENT = {
    WHATSAPP_IGNORE_LOCKS: "it is for one command; in stack config it would stay for all that follow",
    WHATSAPP_STATE_DIR: "a folder is of a machine, and stack config is shared by all of them",
};

describe("the provider's configuration", () => {
    it("has a key for each variable that the provider knows, but for those with a reason", () => {
        const sources = Object.entries(ours()).filter(([file]) =>
            /^(provider|graph|sdk)\/.*\.ts$/.test(file),
        );
        const known = sources.flatMap(([, source]) => source.match(/\b(PULUMI_)?WHATSAPP_[A-Z_]+/g) ?? []);
        const variables = Object.values(CONFIGURATION).map(({ variable }) => variable);
        expect([...new Set(known)]).to.have.members([...variables, ...Object.keys(OF_THE_ENVIRONMENT)]);
    });
});

describe("the provider's configuration in the documentation", () => {
    it("README has it, in the table's order, and what only the environment sets after it", () => {
        const rows = rowsWith("README.md", "stack config").map(([variable, config]) => ({
            config,
            variable,
        }));
        expect(rows.slice(0, SETTINGS.length)).to.deep.equal(SETTINGS);
        const others = Object.keys(OF_THE_ENVIRONMENT).map((name) => ({
            config: "",
            variable: `\`${name}\``,
        }));
        expect(rows.slice(SETTINGS.length)).to.deep.equal(others);
    });

    it("docs/installation-configuration.md has it, and no other", () => {
        const rows = rowsWith("docs/installation-configuration.md", "stack config");
        expect(rows.map(([config, variable]) => ({ config, variable }))).to.deep.equal(SETTINGS);
        for (const [, , meaning = ""] of rows) expect(codesIn(meaning).join()).not.to.contain("whatsapp:");
    });
});
