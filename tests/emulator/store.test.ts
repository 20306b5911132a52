import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { startEmulator } from "../../emulator/index";
import { Client, ID, OTHER_PIN, outcome, PIN, WABA } from "./support/client";
import { EmulatorProcess } from "./support/process";

describe("the state file", () => {
    let folder: string;
    let file: string;
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "emulator-"));
        file = join(folder, "state.json");
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    const modified = (): number => statSync(file, { bigint: false }).mtimeMs;

    it("brings everything back: numbers, PIN, windows, WABAs, tokens and the clock", async () => {
        const first = await startEmulator({
            file,
            numbers: [{ id: ID }],
            wabas: [{ id: WABA, name: "Kitchen" }],
            tokens: [{ token: "T", scopes: [] }],
        });
        await new Client(first).register(ID, PIN, "DE");
        first.advance(3_600_000);
        const before = first.state();
        await first.close();

        const second = await startEmulator({ file, numbers: [{ id: ID }], wabas: [{ id: WABA }] });
        const after = second.state();
        expect(after.numbers).to.deep.equal(before.numbers);
        expect(after.wabas).to.deep.equal(before.wabas);
        expect(after.tokens).to.deep.equal(before.tokens);
        expect(after.now).to.be.closeTo(before.now, 5000);
        await second.close();
    });

    it("has what an answer said before the answer is sent", async () => {
        const graph = await startEmulator({ file, numbers: [{ id: ID }] });
        await new Client(graph).register(ID);
        expect(JSON.parse(readFileSync(file, "utf8")).numbers[0]).to.include({ registered: true, pin: PIN });
        await graph.close();
    });

    it("is readable for its owner only, and is not written by reads", async () => {
        const graph = await startEmulator({ file, numbers: [{ id: ID }] });
        expect(statSync(file).mode & 0o777).to.equal(0o600);
        const before = modified();
        await new Client(graph).get(`/${ID}`);
        await new Client(graph).get(`/${ID}/settings`);
        expect(modified()).to.equal(before);
        await graph.close();
    });

    it("requests that come together share writes", async () => {
        const numbers = Array.from({ length: 200 }, (_, index) => ({ id: String(index + 1) }));
        const graph = await startEmulator({ file, numbers });
        const client = new Client(graph);
        const answers = await Promise.all(numbers.map(({ id }) => client.register(id)));
        expect(new Set(answers.map(outcome))).to.deep.equal(new Set(["ok"]));
        const kept = JSON.parse(readFileSync(file, "utf8")).numbers as { registered: boolean }[];
        expect(kept.filter(({ registered }) => registered).length).to.equal(200);
        await graph.close();
    });

    it("of an older version gets defaults for what that version did not write", async () => {
        const old = {
            version: 1,
            clockOffset: 0,
            wabas: [],
            tokens: [],
            numbers: [{ id: ID, registered: true, pin: PIN }],
        };
        writeFileSync(file, JSON.stringify(old));
        const graph = await startEmulator({ file });
        expect(graph.number(ID)).to.deep.include({
            registered: true,
            pin: PIN,
            status: "CONNECTED",
            pinGuesses: [],
        });
        await graph.close();
    });

    it("keeps the world's id; a fresh world has one of its own, an older version's file is given one", async () => {
        const begin = async (options: { file?: string }): Promise<string> => {
            const graph = await startEmulator(options);
            await graph.close();
            return graph.world;
        };
        const first = await begin({ file });
        expect(await begin({ file })).to.equal(first);
        const { world: _, ...old } = JSON.parse(readFileSync(file, "utf8"));
        writeFileSync(file, JSON.stringify(old));
        const given = await begin({ file });
        expect(await begin({ file })).to.equal(given);
        rmSync(file);
        const ids = [first, given, await begin({ file }), await begin({}), await begin({})];
        expect(new Set(ids).size).to.equal(ids.length);
    });

    it("a file whose world can't be a header is refused", async () => {
        const old = { version: 1, world: "a\r\nb: c", clockOffset: 0, wabas: [], tokens: [], numbers: [] };
        writeFileSync(file, JSON.stringify(old));
        const refusal = await startEmulator({ file }).catch((error: Error) => error.message);
        expect(refusal).to.include("world").and.include("move it away");
    });

    it("what is not a state file is refused and left alone", async () => {
        writeFileSync(file, "{}");
        const refusal = await startEmulator({ file }).catch((error: Error) => error.message);
        expect(refusal).to.include("is not an emulator's state file");
        expect(readFileSync(file, "utf8")).to.equal("{}");
    });

    it("killed at any moment, it loses nothing that was answered", async function () {
        this.timeout(600_000);
        const ids = Array.from({ length: 20 }, (_, index) => String(1000 + index));
        const seeds = join(folder, "numbers.json");
        writeFileSync(seeds, JSON.stringify(ids.map((id) => ({ id, registered: true, pin: PIN }))));
        const answered = new Map<string, string>();
        for (const killAfterMs of [40, 90, 170]) {
            const emulator = await EmulatorProcess.start("--file", file, "--numbers", seeds);
            const client = new Client(emulator);
            const killed = new Promise((resolve) => setTimeout(resolve, killAfterMs)).then(() =>
                emulator.end("SIGKILL"),
            );
            // Each number's PIN is set again and again until the process is gone.
            const asked = new Map(answered);
            await Promise.all(
                ids.map(async (id, index) => {
                    for (let round = 0; ; round += 1) {
                        const pin = String(100_000 + ((killAfterMs * 1000 + round * 20 + index) % 900_000));
                        asked.set(id, pin);
                        const answer = await client.post(`/${id}`, { pin }).catch(() => undefined);
                        if (answer === undefined) return;
                        answered.set(id, pin);
                    }
                }),
            );
            await killed;
            const after = await startEmulator({ file });
            for (const id of ids) {
                // The last request may or may not have been kept; nothing older may come back.
                expect([answered.get(id) ?? PIN, asked.get(id)], id).to.include(after.number(id).pin);
                answered.set(id, after.number(id).pin ?? OTHER_PIN);
            }
            await after.close();
        }
        expect(answered.size).to.equal(ids.length);
    });
});
