import { readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { CONCERNS, type Concern } from "../../report";
import { Terminal } from "./support/terminal";

const SUPPORT = "106540352242922";
const SALES = "106540352242924";
const PRESS = "106540352242926";
const OUTLET = "106540352242928";
const file = (name: string) => path.join(__dirname, "../fixtures/previews", `native-${name}.json`);

/** When it was recorded: soon after the last request in its ledgers. */
const NOW = Math.max(
    ...[...readFileSync(file("change"), "utf8").matchAll(/\b[rd](\d{10})=/g)].map(
        ([, at]) => Number(at) * 1000 + 1000,
    ),
);

/** What each preview holds; tests/engine/native/report.test.ts made them, and holds them to the engine. */
const FOUND: Record<string, readonly Concern[]> = {
    change: ["outage", "deregister", "replace", "locked", "refused", "transfer", "unsubscribe", "change"],
    unknown: ["outage", "deregister", "replace", "unknown", "change"],
    refresh: ["change"],
};

describe("the report of previews of the plugin's resources that the engine printed", () => {
    let terminal: Terminal;
    before(async () => {
        terminal = await Terminal.open({
            now: NOW,
            numbers: [
                { id: SUPPORT, registered: true, region: "CH" },
                { id: SALES, registered: true, displayPhoneNumber: "+1 631-555-5552" },
                { id: PRESS, registered: true, displayPhoneNumber: "+1 631-555-5554" },
                { id: OUTLET, displayPhoneNumber: "+1 631-555-5556" },
            ],
        });
    });
    after(() => terminal.close());

    for (const [name, found] of Object.entries(FOUND)) {
        for (const concern of Object.keys(CONCERNS) as Concern[]) {
            const code = found.includes(concern) ? 3 : 0;
            it(`${name}: --fail-on ${concern} ends with ${code}`, async () => {
                const said = await terminal.run("report", "--file", file(name), "--fail-on", concern);
                expect(said.code, said.stderr).to.equal(code);
                if (code === 3) expect(said.stderr).to.contain(`--fail-on ${concern}: `);
            });
        }
    }

    it("--live reads the numbers: what is registered is adopted, and what is there already is not sent", async () => {
        const { stdout, code, sent } = await terminal.run("report", "--file", file("change"), "--live");
        const plan = (id: string) => stdout.split("\n").find((line) => line.startsWith(`phone number ${id}`));
        expect(plan(SALES)).to.equal(`phone number ${SALES} (+1 631-555-5552): adopt: set PIN`);
        expect(plan(OUTLET)).to.match(/: register; leaves 9 register/);
        expect(plan(SUPPORT)).not.to.contain("OUTAGE");
        expect(plan(PRESS)).to.contain("It would be REFUSED: Graph locked it out of register requests");
        expect([code, sent]).to.deep.equal([0, []]);
    });

    for (const format of ["terminal", "markdown", "html", "json"]) {
        it(`as ${format}, no secret is in it`, async () => {
            const { stdout } = await terminal.run("report", "--file", file("change"), "--format", format);
            expect(stdout)
                .to.contain(SUPPORT)
                .and.not.to.match(/310467|826195|__provider/);
        });
    }
});
