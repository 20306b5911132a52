import {
    mkdirSync,
    mkdtempSync,
    readdirSync,
    readFileSync,
    rmSync,
    truncateSync,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { parseLedger } from "../../../provider/number/model/ledger";
import { fileJournal, JournalUnwritable, unionLedger, withJournal } from "../../../provider/run/journal";
import { countedFolder } from "../../support/countedFolder";

const NOW = Date.UTC(2026, 10, 22, 12);
const S = NOW / 1000;
const URL_A = "https://graph.example";

describe("the journal of this machine", () => {
    let folder: string;
    beforeEach(() => {
        folder = mkdtempSync(path.join(tmpdir(), "journal-"));
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));
    const journal = (url = URL_A, now = NOW) => fileJournal(url, { WHATSAPP_STATE_DIR: folder }, () => now);
    const spend = (requests: string, url = URL_A) => journal(url).write("1", () => ({ requests }));
    const files = () =>
        readdirSync(path.join(folder, "journal")).map((name) => path.join(folder, "journal", name));

    it("keeps what is written, for every process", () => {
        const record = {
            requests: `r${S - 5}=?`,
            registerLockedUntil: new Date(NOW + 1).toISOString(),
            refusedRegister: "133006 VERIFIED",
            verifiedAt: new Date(NOW).toISOString(),
            highestLimit: { limit: "TIER_1K", at: new Date(NOW).toISOString() },
        };
        journal().write("1", () => record);
        expect(journal().read("1")).to.deep.equal(record);
        expect(journal().read("2")).to.deep.equal({ requests: "" });
    });

    it("is one for each Graph, however its URL is spelled", () => {
        spend(`r${S}=ok`);
        expect(journal("HTTPS://GRAPH.example:443/").read("1").requests).to.equal(`r${S}=ok`);
        expect(journal("https://other.example").read("1").requests).to.equal("");
    });

    it("remembers what a Graph's version takes", () => {
        journal().rememberRegionParameter("v25.0", "refuses");
        expect(journal().regionParameter("v25.0")).to.equal("refuses");
        expect(journal().regionParameter("v26.0")).to.equal("unknown");
    });

    it("forgets with an emulator that begins again, and only with its own", () => {
        spend(`r${S}=ok`);
        spend(`r${S}=ok`, "http://127.0.0.1:4010");
        journal("http://127.0.0.1:4010").world("a");
        expect(journal("http://127.0.0.1:4010").read("1").requests).to.equal("");
        spend(`r${S}=ok`, "http://127.0.0.1:4010");
        journal("http://127.0.0.1:4010").world("a");
        expect(journal("http://127.0.0.1:4010").read("1").requests).to.equal(`r${S}=ok`);
        expect(journal().read("1").requests).to.equal(`r${S}=ok`);
    });

    it("drops what has left its window, what lies in the future, and what is no entry", () => {
        spend(`r${S - 80 * 3600}=ok r${S - 1}=ok r${S + 86400}=ok nonsense`);
        expect(journal().read("1").requests).to.equal(`r${S - 1}=ok`);
    });

    it("takes away what no window can hold any more", () => {
        spend(`r${S}=ok`);
        // The file's own time is the real one, and this process lives a hundred days later.
        journal(URL_A, Date.now() + 100 * 86400_000).write("2", (record) => record);
        expect(files()).to.have.length(1);
    });

    it("that is torn, or no journal at all, says nothing", () => {
        spend(`r${S}=ok`);
        for (const text of ["", "{", "null", "[]", '{"requests":{}}', '{"requests":7,"verifiedAt":"x"}']) {
            writeFileSync(files()[0] as string, text);
            expect(journal().read("1")).to.deep.equal({ requests: "" });
        }
        truncateSync(files()[0] as string);
        expect(journal().read("1")).to.deep.equal({ requests: "" });
    });

    it("that can't be written says so, with what to do, and is read as it was", () => {
        spend(`r${S}=ok`);
        const [file] = files() as [string];
        rmSync(file);
        mkdirSync(path.join(file, "in its place"), { recursive: true });
        expect(() => spend(`r${S}=ok`)).to.throw(JournalUnwritable, /set WHATSAPP_STATE_DIR/);
        expect(journal().read("1")).to.deep.equal({ requests: "" });
        expect(files()).to.have.length(1);
    });

    it("looks for its folder once, however often it is asked, and again once somebody has removed it", () => {
        const { env, looks } = countedFolder(folder);
        const kept = fileJournal(URL_A, env, () => NOW);
        kept.world("a");
        for (let id = 1; id <= 50; id++) {
            kept.write(String(id), () => ({ requests: `r${S - 5}=?` }));
            kept.world("a");
            expect(kept.read(String(id)).requests).to.equal(`r${S - 5}=?`);
        }
        expect(looks()).to.equal(1);

        rmSync(path.join(folder, "journal"), { recursive: true });
        expect(kept.read("1").requests).to.equal("");
        kept.write("1", () => ({ requests: `r${S - 4}=ok` }));
        expect(journal().read("1").requests).to.equal(`r${S - 4}=ok`);
        expect(looks()).to.equal(2);
    });

    it("learns of an emulator's new world from any answer, whoever else has learnt it before", () => {
        const [one, other] = [journal(), journal()];
        one.world("a");
        other.world("a");
        other.world("b");
        one.write("1", () => ({ requests: `r${S - 5}=ok` }));
        one.world("b");
        expect(journal().read("1").requests).to.equal(`r${S - 5}=ok`);
        one.world("c");
        expect(journal().read("1").requests).to.equal("");
    });

    it("holds no PIN and no token: only these properties are written", () => {
        spend(`r${S}=ok`);
        expect(JSON.parse(readFileSync(files()[0] as string, "utf8"))).to.have.all.keys("requests");
    });
});

describe("two ledgers of one number", () => {
    const entry = fc
        .record({
            kind: fc.constantFrom("r", "d", "n"),
            at: fc.integer({ min: S - 20, max: S }),
            outcome: fc.constantFrom("ok", "?", "133005"),
        })
        .map(({ kind, at, outcome }) => `${kind}${at}=${outcome}`);
    const ledger = fc.array(entry, { maxLength: 8 }).map((entries) => entries.join(" "));
    const bag = (text: string) => text.split(" ").sort().join(" ");

    it("are one, whichever comes first, and each with itself is itself", () => {
        fc.assert(
            fc.property(ledger, ledger, (a, b) => {
                expect(bag(unionLedger(a, b, NOW))).to.equal(bag(unionLedger(b, a, NOW)));
                expect(bag(unionLedger(a, a, NOW))).to.equal(bag(a));
            }),
        );
    });

    it("hold every request of either, and no more than of both", () => {
        const count = (text: string) => parseLedger(text).length;
        fc.assert(
            fc.property(ledger, ledger, (a, b) => {
                const both = count(unionLedger(a, b, NOW));
                expect(both).to.be.within(Math.max(count(a), count(b)), count(a) + count(b));
            }),
        );
    });

    it("tell the outcome of a request where one of them knows it", () => {
        expect(unionLedger(`r${S}=?`, `r${S}=ok`, NOW)).to.equal(`r${S}=ok`);
        expect(unionLedger(`r${S}=133016`, `r${S}=?`, NOW)).to.equal(`r${S}=133016`);
    });

    it("count in a state with its locks, of which the later one holds", () => {
        const [early, late] = [NOW + 1000, NOW + 5000].map((at) => new Date(at).toISOString()) as [
            string,
            string,
        ];
        const state = { phoneNumberId: "1", pinRevision: 1, registered: false };
        expect(
            withJournal(
                { ...state, requests: `r${S - 2}=ok`, registerLockedUntil: early },
                { requests: `d${S - 1}=?`, registerLockedUntil: late },
                NOW,
            ),
        ).to.deep.equal({ ...state, requests: `r${S - 2}=ok d${S - 1}=?`, registerLockedUntil: late });
    });
});

describe("what an outage left to restore", () => {
    const at = Math.floor(NOW / 1000) - 3600;
    const first = { Username: { username: "jaspers" } };
    const both = { ...first, CallingSettings: { status: "ENABLED" } };
    const rows = {
        "is the journal's, where state does not know the outage": [{}, { at, settings: both }, both],
        "is the journal's too, where state has what an earlier outage left": [
            { requests: `d${at - 900}=ok`, settingsToRestore: first },
            { at, settings: both },
            both,
        ],
        "is the state's, where it knows the outage": [
            { requests: `d${at}=ok`, settingsToRestore: first },
            { at, settings: both },
            first,
        ],
        "is nothing, where state knows the outage and that all is back": [
            { requests: `d${at}=ok` },
            { at, settings: both },
            undefined,
        ],
        "is the state's, where the journal has nothing": [{ settingsToRestore: first }, undefined, first],
    } as const;
    for (const [rule, [state, toRestore, expected]] of Object.entries(rows)) {
        it(rule, () => {
            const recorded = { phoneNumberId: "1", pinRevision: 1, registered: true, requests: "", ...state };
            const record = { requests: "", ...(toRestore === undefined ? {} : { toRestore }) };
            expect(withJournal(recorded, record, NOW).settingsToRestore).to.deep.equal(expected);
        });
    }
});
