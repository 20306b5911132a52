import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { expect } from "chai";
import { SWITCHES } from "../../emulator/switches";

const ROOT = join(__dirname, "../..");
const text = readFileSync(join(ROOT, "docs/emulator.md"), "utf8");

/** The cells of the table under a heading, without its head. */
function rows(heading: string): string[][] {
    const section = text.split(/^#+ /m).find((part) => part.startsWith(`${heading}\n`)) ?? "";
    const lines = section.split("\n").filter((line) => line.startsWith("|"));
    return lines.slice(2).map((line) =>
        line
            .slice(1, -1)
            .split(" | ")
            .map((cell) => cell.trim()),
    );
}

const quoted = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, inside]) => inside ?? "");

/** The full titles of all the emulator's tests, from a run that executes none. */
function titles(): Set<string> {
    const mocha = createRequire(__filename).resolve("mocha/bin/mocha.js");
    const args = [mocha, "--dry-run", "--reporter", "json", "tests/emulator/**/*.test.ts"];
    const output = execFileSync(process.execPath, args, {
        cwd: ROOT,
        encoding: "utf8",
        stdio: ["ignore", "pipe", "ignore"],
    });
    const report = JSON.parse(output.slice(output.indexOf("{"))) as { tests: { fullTitle: string }[] };
    return new Set(report.tests.map(({ fullTitle }) => fullTitle));
}

describe("docs/emulator.md", function () {
    this.timeout(30_000);
    const endpoints = rows("Endpoints");
    const behaviour = rows("Behaviour");

    it("names tests that exist, at least one in each row", () => {
        const known = titles();
        expect(known.size).to.be.greaterThan(200);
        const missing = [...endpoints, ...behaviour].flatMap((row) => {
            const named = quoted(row[4] ?? "");
            return named.length === 0
                ? [`no test: ${row.join(" | ")}`]
                : named.filter((title) => !known.has(title));
        });
        expect(missing).to.deep.equal([]);
    });

    it("has a row for each part of §2 and each row of §3", () => {
        const sections = new Set(endpoints.map(([section]) => section));
        expect([...sections]).to.deep.equal([
            "2",
            ...Array.from({ length: 11 }, (_, index) => `2.${index + 1}`),
        ]);
        expect(behaviour.map(([row]) => row)).to.deep.equal(
            Array.from({ length: 25 }, (_, index) => String(index + 1)),
        );
    });

    it("marks how well each row is known, and says why one is not emulated", () => {
        for (const [, what, emulated = "", known = ""] of [...endpoints, ...behaviour]) {
            expect(known, what).to.match(/^(D|R|U|!)(, (D|R|U|!|unconfirmed))*$/);
            expect(emulated, what).to.match(/^(yes|stored and given back|no: .+)/);
        }
    });

    it("lists each switch with its default, its other values and the reason", () => {
        const documented = new Map(rows("Switches").map(([name = "", ...cells]) => [quoted(name)[0], cells]));
        expect([...documented.keys()]).to.deep.equal(Object.keys(SWITCHES));
        for (const [name, { default: normal, values, why }] of Object.entries(SWITCHES)) {
            const [standard = "", others = "", reason] = documented.get(name) ?? [];
            expect(standard, name).to.equal(
                `\`${Array.isArray(normal) ? normal.join(", ") : String(normal)}\``,
            );
            expect(reason, name).to.equal(why);
            if (typeof values !== "string") {
                const rest = values.filter((value) => value !== normal).map(String);
                expect(quoted(others), name).to.deep.equal(rest);
            }
        }
    });

    it("each switch that a row speaks of exists", () => {
        const named = [...endpoints, ...behaviour].flatMap(([, , emulated = ""]) => {
            const [, list = ""] = /switch(?:es)? (.*)$/.exec(emulated) ?? [];
            return quoted(list.replace(/, or .*$/, ""));
        });
        expect(named.filter((name) => !(name in SWITCHES))).to.deep.equal([]);
    });
});
