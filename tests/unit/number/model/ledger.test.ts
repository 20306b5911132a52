import { expect } from "chai";
import fc from "fast-check";
import {
    type CountedRequest,
    formatLedger,
    freeAt,
    type LedgerEntry,
    lockedUntil,
    parseLedger,
    recordRequest,
    requestsLeft,
    SETTLING_MS,
    settling,
    WINDOW_MS,
} from "../../../../provider/number/model/ledger";

const NOW = Date.UTC(2026, 10, 22, 12);
const S = Math.floor(NOW / 1000);
const state = (requests: string) => ({ requests });

describe("the ledger", () => {
    it("is one compact string", () => {
        const first = recordRequest(state(""), "register", "ok", NOW);
        const second = recordRequest(first, "deregister", 133016, NOW + 5000);
        expect(recordRequest(second, "register", "?", NOW + 6000).requests).to.equal(
            `r${S}=ok d${S + 5}=133016 r${S + 6}=?`,
        );
    });

    it("reads what it wrote", () => {
        const entry = fc.record<LedgerEntry>({
            request: fc.constantFrom("register", "deregister"),
            at: fc.integer({ min: S - 1000, max: S }),
            outcome: fc.oneof(
                fc.constantFrom("ok" as const, "?" as const),
                fc.integer({ min: 1, max: 3_000_000 }),
            ),
        });
        fc.assert(
            fc.property(fc.array(entry), (entries) => {
                expect(parseLedger(formatLedger(entries, NOW))).to.deep.equal(entries);
            }),
        );
    });

    it("passes over what it can't read, as from a later version", () => {
        expect(parseLedger(`x1=2 r${S}=ok r=ok  d${S}=`)).to.deep.equal([
            { request: "register", at: S, outcome: "ok" },
        ]);
        expect(parseLedger(undefined)).to.deep.equal([]);
    });

    it("is pruned when written: what is 72 hours old is gone", () => {
        const old = `r${S - WINDOW_MS / 1000}=ok r${S - WINDOW_MS / 1000 + 1}=ok`;
        expect(recordRequest(state(old), "deregister", "ok", NOW).requests).to.equal(
            `r${S - WINDOW_MS / 1000 + 1}=ok d${S}=ok`,
        );
    });

    it("locks the kind that Graph refused, and only that, for 72 hours", () => {
        const locked = recordRequest(state(""), "register", 133016, NOW);
        expect(lockedUntil(locked, "register", NOW)).to.equal(NOW + WINDOW_MS);
        expect(lockedUntil(locked, "register", NOW + WINDOW_MS)).to.equal(undefined);
        expect(lockedUntil(locked, "deregister", NOW)).to.equal(undefined);
    });
});

describe("the requests that are left", () => {
    const rows: [string, string, number, number][] = [
        ["none sent", "", 10, 10],
        ["one of each", `r${S}=ok d${S}=ok`, 9, 9],
        ["refused ones count too", `r${S}=133005 r${S}=?`, 8, 10],
        ["what left the window does not", `r${S - WINDOW_MS / 1000}=ok`, 10, 10],
        ["never below none", Array(12).fill(`d${S}=ok`).join(" "), 10, 0],
    ];
    for (const [what, requests, register, deregister] of rows) {
        it(`${what}: ${register} register, ${deregister} deregister`, () => {
            expect(requestsLeft(state(requests), "register", NOW)).to.equal(register);
            expect(requestsLeft(state(requests), "deregister", NOW)).to.equal(deregister);
        });
    }

    it("are free again exactly when the state says so", () => {
        const kind: CountedRequest = "register";
        fc.assert(
            fc.property(
                fc.array(fc.integer({ min: 0, max: WINDOW_MS / 1000 - 1 }), { maxLength: 14 }),
                fc.integer({ min: 1, max: 3 }),
                (ages, needed) => {
                    const ledger = state(ages.map((age) => `r${S - age}=ok`).join(" "));
                    const free = freeAt(ledger, kind, needed, NOW);
                    expect(requestsLeft(ledger, kind, free)).to.be.at.least(needed);
                    if (free > NOW) expect(requestsLeft(ledger, kind, free - 1)).to.be.lessThan(needed);
                },
            ),
        );
    });
});

describe("settling", () => {
    const at = (ms: number) => Math.floor((NOW - ms) / 1000);
    const rows: [string, string, boolean | undefined][] = [
        ["no request", "", undefined],
        ["an accepted register", `r${at(60_000)}=ok`, true],
        ["an accepted deregister", `r${at(60_000)}=ok d${at(30_000)}=ok`, false],
        ["15 minutes later", `r${at(SETTLING_MS)}=ok`, undefined],
        ["a refused register after a deregister", `d${at(60_000)}=ok r${at(30_000)}=133005`, false],
        ["a register of unknown outcome after a deregister", `d${at(60_000)}=ok r${at(30_000)}=?`, undefined],
    ];
    for (const [what, requests, registered] of rows) {
        it(`${what}: ${registered === undefined ? "what the node shows" : registered ? "registered" : "not registered"}`, () => {
            expect(settling(state(requests), NOW)?.registered).to.equal(registered);
        });
    }
});
