import { expect } from "chai";
import { ERRORS } from "../../emulator/errors";
import { ID, outcome, withEmulator } from "./support/client";

// graph-api.md §4, transcribed by hand: code and HTTP status.
const CONTRACT: [code: number, status: number][] = [
    [0, 401],
    [1, 400],
    [2, 503],
    [3, 500],
    [4, 400],
    [10, 403],
    [12, 400],
    [17, 400],
    [33, 400],
    [100, 400],
    [102, 401],
    [104, 401],
    [190, 401],
    [200, 403],
    [299, 403],
    [200000, 400],
    [300, 400],
    [368, 403],
    [80007, 400],
    [80008, 400],
    [130429, 400],
    [131000, 500],
    [131005, 403],
    [131008, 400],
    [131009, 400],
    [131016, 500],
    [131031, 403],
    [131037, 400],
    [131042, 400],
    [131045, 500],
    [131057, 500],
    [133000, 500],
    [133004, 503],
    [133005, 400],
    [133006, 400],
    [133008, 400],
    [133009, 400],
    [133010, 400],
    [133015, 400],
    [133016, 400],
    [134011, 400],
    [136024, 400],
    [136025, 400],
    [138018, 400],
    [2388012, 400],
    [2388091, 400],
    [2388093, 400],
    [2388103, 400],
    [2494100, 400],
    [2494160, 400],
    [2593107, 400],
    [2593108, 400],
];

describe("the error table", () => {
    it("each code of the contract comes with its HTTP status and Graph's shape", () =>
        withEmulator({}, async ({ graph, client }) => {
            for (const [code, status] of CONTRACT) {
                graph.fail({ do: { error: { code } } });
                const answer = await client.get(`/${ID}`);
                expect(outcome(answer)).to.equal(`${status} ${code}`);
                expect(answer.body.error.message).to.include(`(#${code}) `);
            }
        }));

    it("has no code that the contract has not", () => {
        const known = new Set(CONTRACT.map(([code]) => String(code)));
        expect(Object.keys(ERRORS).filter((code) => !known.has(code))).to.deep.equal([]);
    });

    it("every error has an fbtrace_id of its own", () =>
        withEmulator({}, async ({ client }) => {
            const one = (await client.get("/1")).body.error.fbtrace_id;
            const other = (await client.get("/1")).body.error.fbtrace_id;
            expect(one).to.match(/^A[\w-]{22}$/);
            expect(one).to.not.equal(other);
        }));
});
