import { expect } from "chai";
import fc from "fast-check";
import type { GraphClient } from "../../../graph/client";
import { ListingCut } from "../../../graph/errors";
import { Listings } from "../../../graph/listings";
import { listNumbers } from "../../../graph/wabas";

interface Page {
    readonly rows: readonly unknown[];
    /** Absent: the last page. */
    readonly paging?: unknown;
}

/** A Graph whose pages are found by their cursors; the first one has none. */
function graphOf(pages: ReadonlyMap<string, Page>): { client: GraphClient; asked: () => number } {
    let asked = 0;
    return {
        client: {
            async send({ params }) {
                asked++;
                const page = pages.get(String(params?.after ?? "")) ?? { rows: [] };
                return { data: page.rows, ...(page.paging === undefined ? {} : { paging: page.paging }) };
            },
        },
        asked: () => asked,
    };
}

const next = (after: unknown) => ({ next: "https://graph.example/next", cursors: { after } });
const row = (id: unknown) => ({ id, status: "CONNECTED", platform_type: "CLOUD_API" });

async function listed(client: GraphClient): Promise<{ ids: string[]; error: unknown }> {
    const ids: string[] = [];
    try {
        for await (const { id } of listNumbers({ client }, "7", { fields: [] })) ids.push(id);
        return { ids, error: undefined };
    } catch (error) {
        return { ids, error };
    }
}

describe("a listing of a WABA's numbers", () => {
    const cut: [what: string, paging: unknown][] = [
        ["names a next page without cursors", { next: "x" }],
        ["names a next page with a cursor that is null", next(null)],
        ["names a next page with a cursor that is empty", next("")],
        ["names a next page with a cursor that is no text", next({ a: 1 })],
        ["repeats its cursor", next("again")],
    ];
    for (const [what, paging] of cut) {
        it(`that ${what} is cut: what came is listed, and nothing is proven to be missing`, async () => {
            const pages = new Map([
                ["", { rows: [row("1"), row("2")], paging: next("again") }],
                ["again", { rows: [row("3")], paging }],
            ]);
            const { client } = graphOf(pages);
            const { ids, error } = await listed(client);
            expect(ids).to.deep.equal(["1", "2", "3"]);
            expect(error).to.be.instanceOf(ListingCut);
            expect((error as Error).message).to.contain("cut after 3 of WABA 7");
            expect(await new Listings(client, Date.now).lacks("7", "9")).to.equal(false);
        });
    }

    it("whose cursors alternate, or whose pages are empty for ever, ends", async () => {
        const alternating = new Map([
            ["", { rows: [row("1")], paging: next("a") }],
            ["a", { rows: [row("2")], paging: next("b") }],
            ["b", { rows: [row("2")], paging: next("a") }],
        ]);
        expect((await listed(graphOf(alternating).client)).error).to.be.instanceOf(ListingCut);
        let cursor = 0;
        const empty: GraphClient = { send: async () => ({ data: [], paging: next(String(cursor++)) }) };
        expect((await listed(empty)).error).to.be.instanceOf(ListingCut);
        expect(cursor).to.be.below(10);
    });

    it("with rows that have no ID lists the others, and proves nothing", async () => {
        const rows = [row("http://evil.example/1"), row("1/../2"), null, "x", row(2), row("3"), row(1.5)];
        const { client } = graphOf(new Map([["", { rows }]]));
        const { ids, error } = await listed(client);
        expect(ids).to.deep.equal(["2", "3"]);
        expect(error).to.be.instanceOf(ListingCut);
    });

    it("that is never answered is waited for until the caller's deadline", async () => {
        const never: GraphClient = { send: () => new Promise(() => undefined) };
        const listings = new Listings(never, Date.now);
        const deadline = new AbortController();
        const looked = Promise.all([
            listings.lacks("7", "1", deadline.signal),
            listings.row("7", "1", deadline.signal),
        ]);
        deadline.abort();
        expect(await looked).to.deep.equal([false, undefined]);
    });

    it("of any shape ends, lists each number once, and lacks a number only if it was seen whole", async () => {
        const cursors = ["", "a", "b", "c", "d"];
        const paging = fc.oneof(
            fc.constant(undefined),
            fc.constantFrom(...cursors).map(next),
            fc.constantFrom({ next: "x" }, { next: null }, null, "x", { cursors: { after: "a" } }),
        );
        const page = fc.record({
            rows: fc.array(fc.constantFrom("1", "2", "3", 4, "x", null).map(row), { maxLength: 4 }),
            paging,
        });
        await fc.assert(
            fc.asyncProperty(fc.tuple(page, page, page, page, page), async (all) => {
                const pages = new Map(cursors.map((cursor, at) => [cursor, all[at] as Page]));
                const { client, asked } = graphOf(pages);
                const { ids, error } = await listed(client);
                expect(asked()).to.be.at.most(cursors.length + 1);
                expect(new Set(ids).size).to.equal(ids.length);
                for (const id of ["1", "2", "3", "4", "9"]) {
                    const lacks = await new Listings(client, Date.now).lacks("7", id);
                    expect(lacks).to.equal(error === undefined && !ids.includes(id));
                }
            }),
        );
    });
});
