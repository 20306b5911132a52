import { expect } from "chai";
import type { Switches } from "../../../emulator/index";
import { type Client, outcome, WABA, withEmulator } from "../support/client";

const numbers = Array.from({ length: 5 }, (_, index) => ({ id: String(index + 1) }));
const list = `/${WABA}/phone_numbers`;

/** A page as these tests look at it. */
interface Seen {
    ids: string;
    after: string | undefined;
    next: string | undefined;
}

/** The pages that a client meets which follows the cursors, the first few of them. */
async function pages(client: Client, limit: number, most = 8): Promise<Seen[]> {
    const seen: Seen[] = [];
    let after: string | undefined;
    while (seen.length < most) {
        const place = after === undefined ? "" : `&after=${after}`;
        const { data, paging } = (await client.get(`${list}?fields=id&limit=${limit}${place}`)).body;
        const ids = data.map(({ id }: { id: string }) => id).join("");
        after = paging?.cursors?.after;
        seen.push({ ids, after, next: paging?.next });
        if (paging?.next === undefined || after === undefined) {
            break;
        }
    }
    return seen;
}

describe("the end of a list", () => {
    const ends: {
        listingEnd: Switches["listingEnd"];
        is: string;
        ids: string[];
        /** What the cursors of the pages after the true ones are like: equal letters, equal cursors. */
        cursors: string;
    }[] = [
        { listingEnd: "complete", is: "says so", ids: ["12", "34", "5"], cursors: "" },
        { listingEnd: "cut", is: "says next, with no cursor", ids: ["12", "34", "5"], cursors: "" },
        {
            listingEnd: "repeats",
            is: "names the same cursor for ever",
            ids: ["12", "34", "5", "45", "45", "45", "45", "45"],
            cursors: "aaaaaa",
        },
        {
            listingEnd: "alternates",
            is: "names two cursors in turn",
            ids: ["12", "34", "5", "45", "45", "45", "45", "45"],
            cursors: "ababab",
        },
        {
            listingEnd: "empty",
            is: "is followed by empty pages with ever new cursors",
            ids: ["12", "34", "5", "", "", "", "", ""],
            cursors: "abcdef",
        },
    ];
    for (const { listingEnd, is, ids, cursors } of ends) {
        it(`listingEnd=${listingEnd}: the last page ${is}`, () =>
            withEmulator({ numbers, switches: { listingEnd } }, async ({ client }) => {
                const seen = await pages(client, 2);
                expect(seen.map((page) => page.ids)).to.deep.equal(ids);
                const beyond = cursors === "" ? [] : seen.slice(2).map(({ after }) => after);
                const letters = beyond.map((each) => "abcdef"[[...new Set(beyond)].indexOf(each)]);
                expect(letters.join("")).to.equal(cursors);
                const isEnd = listingEnd === "complete";
                expect(seen.at(-1)?.next === undefined).to.equal(isEnd);
                expect(seen.at(-1)?.after === undefined).to.equal(listingEnd === "cut");
            }));

        it(`listingEnd=${listingEnd}: the same for a WABA without numbers, and next can be followed`, () =>
            withEmulator({ numbers: [], switches: { listingEnd } }, async ({ graph, client }) => {
                const [first] = await pages(client, 2, 1);
                expect(first?.ids).to.equal("");
                expect(first?.next === undefined).to.equal(listingEnd === "complete");
                if (first?.next !== undefined) {
                    expect(first.next).to.include(`${graph.url}/v25.0${list}?fields=id&limit=2`);
                    const answer = await client.at("").get(first.next.slice(graph.url.length));
                    expect(answer.body.data).to.deep.equal([]);
                    expect(answer.body.paging).to.have.property("next");
                }
            }));
    }

    it("a cursor from beyond the end is none once lists end", () =>
        withEmulator({ numbers, switches: { listingEnd: "empty" } }, async ({ graph, client }) => {
            const [page] = await pages(client, 100, 1);
            graph.set({ listingEnd: "complete" });
            expect(outcome(await client.get(`${list}?after=${page?.after}`))).to.equal("400 100");
        }));
});

describe("duplicateRows", () => {
    it("each page begins with the row before it, the first one with its own first", () =>
        withEmulator({ numbers, switches: { duplicateRows: true } }, async ({ client }) => {
            const seen = await pages(client, 2);
            expect(seen.map(({ ids }) => ids)).to.deep.equal(["112", "234", "45"]);
        }));

    it("a list without rows stays so", () =>
        withEmulator({ numbers: [], switches: { duplicateRows: true } }, async ({ client }) => {
            expect((await client.get(list)).body).to.deep.equal({ data: [] });
        }));
});
