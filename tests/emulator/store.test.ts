import {
    existsSync,
    mkdirSync,
    mkdtempSync,
    readFileSync,
    rmSync,
    statSync,
    symlinkSync,
    writeFileSync,
} from "node:fs";
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

    it("of the first release loads as it is: all that requests and seeds had kept there", async () => {
        const old = readFileSync(join(__dirname, "../fixtures/emulator-0.1.json"), "utf8");
        writeFileSync(file, old);
        const graph = await startEmulator({ file });
        await graph.close();
        const [before, after] = [JSON.parse(old), JSON.parse(readFileSync(file, "utf8"))];
        // That release could give one display number to two numbers.
        expect(before.numbers[1].displayPhoneNumber).to.equal(before.numbers[0].displayPhoneNumber);
        before.numbers[1].displayPhoneNumber = "+1 631-555-5556";
        expect(after).to.deep.equal(before);
    });

    it("takes null as what is not there: a clock and a PIN that an older version had spoilt", async () => {
        const numbers = [{ id: ID, pin: null, registerRequests: null, calling: { sip: null } }];
        const old = { version: 1, clockOffset: null, wabas: [], tokens: [], numbers };
        writeFileSync(file, JSON.stringify(old));
        const graph = await startEmulator({ file });
        expect(graph.now()).to.be.closeTo(Date.now(), 60_000);
        expect(outcome(await new Client(graph).register(ID))).to.equal("ok");
        expect(outcome(await new Client(graph).get(`/${ID}/settings`))).to.equal("ok");
        await graph.close();
    });

    const spoilt: [string, (state: Record<string, never>) => unknown, string][] = [
        ["no object", () => [], "must be an object with"],
        [
            "another version",
            (state) => ({ ...state, version: 2 }),
            "must be 1, the version that this release reads",
        ],
        [
            "a clock that is text",
            (state) => ({ ...state, clockOffset: "03600000" }),
            "clockOffset of FILE must be a number",
        ],
        ["an unknown key", (state) => ({ ...state, number: [] }), "FILE has no number; it has numbers"],
        ["no numbers", ({ numbers: _, ...state }) => state, "FILE needs numbers"],
        [
            "a number's unknown key",
            (state) => ({ ...state, numbers: [{ id: ID, registred: true }] }),
            `numbers[0] (${ID}) of FILE has no registred; it has id`,
        ],
        [
            "a PIN of two digits",
            (state) => ({ ...state, numbers: [{ id: "1" }, { id: ID, pin: "12" }] }),
            `numbers[1].pin (${ID}) of FILE must be a text of six digits)`,
        ],
        [
            "one number twice",
            (state) => ({ ...state, numbers: [{ id: ID }, { id: ID }] }),
            `numbers of FILE has two numbers with the ID ${ID}`,
        ],
        [
            "a world with a line break",
            (state) => ({ ...state, world: "a\r\nb: c" }),
            "world of FILE must be a text of",
        ],
        ["half a file", (state) => JSON.stringify(state).slice(0, -3), "JSON"],
    ];
    for (const [what, spoil, saying] of spoilt) {
        it(`with ${what} ends the start, says where and what to do, and stays as it is`, async () => {
            const state = { version: 1, clockOffset: 0, wabas: [], tokens: [], numbers: [] };
            const spoiled = spoil(state as never);
            const text = typeof spoiled === "string" ? spoiled : JSON.stringify(spoiled);
            writeFileSync(file, text);
            const refusal = await startEmulator({ file }).catch((error: Error) => error.message);
            expect(refusal).to.include(`${file} is not an emulator's state file (`);
            expect(refusal).to.include(saying.replace("FILE", file));
            expect(refusal).to.include("correct it there, or move it away to start with an empty one");
            expect(readFileSync(file, "utf8")).to.equal(text);
        });
    }

    const places: [string, (file: string) => void, string][] = [
        [
            "a symbolic link",
            (at) => symlinkSync(join(at, "../other.json"), at),
            "a symbolic link, which is not followed",
        ],
        ["a folder", (at) => mkdirSync(at), "it is not a file"],
        ["in a folder that there is not", () => rmSync(folder, { recursive: true }), "ENOENT"],
        // A folder stands where the next text of the file would be written.
        ["where nothing can be written", (at) => mkdirSync(`${at}.new`), ".new"],
    ];
    for (const [what, prepare, saying] of places) {
        it(`${what} ends the start with an error, and nothing listens`, async () => {
            writeFileSync(join(folder, "other.json"), "{}");
            prepare(file);
            const before = process.getActiveResourcesInfo().filter((each) => each.startsWith("TCP")).length;
            const refusal = await startEmulator({ file }).catch((error: Error) => error.message);
            expect(refusal).to.be.a("string").that.includes(saying);
            const after = process.getActiveResourcesInfo().filter((each) => each.startsWith("TCP")).length;
            expect(after).to.equal(before);
            mkdirSync(folder, { recursive: true });
            expect(existsSync(`${file}.lock`)).to.equal(false);
        });
    }

    it("is for its owner only also where an older file was not, and follows no link to write", async () => {
        const victim = join(folder, "victim");
        writeFileSync(victim, "mine");
        symlinkSync(victim, `${file}.new`);
        const old = { version: 1, clockOffset: 0, wabas: [], tokens: [], numbers: [] };
        writeFileSync(file, JSON.stringify(old), { mode: 0o644 });
        const graph = await startEmulator({ file, numbers: [{ id: ID, pin: PIN }] });
        expect(readFileSync(victim, "utf8")).to.equal("mine");
        expect(statSync(file).mode & 0o777).to.equal(0o600);
        expect(statSync(`${file}.lock`).mode & 0o777).to.equal(0o600);
        await graph.close();
    });

    it("keeps a reset and a removal, and does not bring the first numbers back by itself", async () => {
        const options = { file, firstNumbers: [{ id: ID }, { id: "5" }] };
        const first = await startEmulator(options);
        first.remove("5");
        first.advance(3_600_000);
        await first.close();
        const second = await startEmulator(options);
        expect(second.state().numbers.map(({ id }) => id)).to.deep.equal([ID]);
        second.reset();
        await second.close();
        const third = await startEmulator({ file });
        expect(third.state().numbers.map(({ id }) => id)).to.deep.equal([ID, "5"]);
        expect([third.world, third.now() < Date.now() + 60_000]).to.deep.equal([second.world, true]);
        await third.close();
    });

    it("that can't be written any more is Graph's error, in the log, and a control's error", async () => {
        const graph = await startEmulator({ file, numbers: [{ id: ID }] });
        mkdirSync(`${file}.new`);
        const answer = await new Client(graph).register(ID);
        expect([answer.status, answer.body.error.code]).to.deep.equal([500, 1]);
        expect(graph.requests.at(-1)).to.include({ kind: "register", status: 500, code: 1, applied: true });
        const headers = { "content-type": "application/json" };
        const control = await new Client(graph, "").send("POST", "/_emulator/reset", { headers });
        expect(control.status).to.equal(500);
        expect(control.body.error).to.be.a("string");
        rmSync(`${file}.new`, { recursive: true });
        expect(outcome(await new Client(graph).register(ID))).to.equal("ok");
        await graph.close();
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
