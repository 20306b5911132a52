import { expect } from "chai";
import type { Tokens } from "marked";
import { readText, rowsOf, tokensOf } from "./support/documents";

const PAGE = "docs/reliability.md";
const NAMED = /^`(\w+\.test\.ts)`: "(.+)"$/;

describe(PAGE, () => {
    const rows = tokensOf(PAGE)
        .filter((token): token is Tokens.Table => token.type === "table")
        .filter(({ header }) => header.at(-1)?.text === "test")
        .flatMap(rowsOf);

    it("says of each claim about settings which test holds it", () => {
        expect(rows).to.have.length.above(10);
        for (const row of rows) expect(row.at(-1), row[0]).to.match(NAMED);
    });

    it("names tests that exist", () => {
        for (const row of rows) {
            const [, file = "", title = ""] = NAMED.exec(row.at(-1) ?? "") ?? [];
            const source = readText(`tests/unit/settings/${file}`);
            expect(
                source.includes(`it("${title}`) || source.includes(`it(\`${title}`),
                `${file} has no test "${title}"`,
            ).to.equal(true);
        }
    });
});
