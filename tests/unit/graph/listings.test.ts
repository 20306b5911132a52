import { expect } from "chai";
import { Listings } from "../../../graph/listings";
import { refused, scripted } from "./scripted";

const row = (id: number) => ({ id: String(id), status: "CONNECTED", platform_type: "CLOUD_API" });
/** A WABA's pages of a hundred rows, numbered from 1. */
const pages = (count: number, last = 100) =>
    Array.from({ length: count }, (_, page) => ({
        data: Array.from({ length: page === count - 1 ? last : 100 }, (_, i) => row(page * 100 + i + 1)),
        paging: { cursors: { after: `${page}` }, ...(page === count - 1 ? {} : { next: "url" }) },
    }));

function world(...answers: unknown[]) {
    const { client, sent } = scripted(...answers);
    let clock = 0;
    const listings = new Listings(client, () => clock);
    const wait = (ms: number) => {
        clock += ms;
    };
    return { listings, sent, wait };
}

describe("the listing that the reads of a run share", () => {
    it("is asked for once, a page per hundred numbers, however many look for theirs", async () => {
        const { listings, sent } = world(...pages(3));
        const ids = Array.from({ length: 300 }, (_, i) => String(i + 1));
        const rows = await Promise.all(ids.map((id) => listings.row("7", id)));
        expect(rows.every((each) => each?.platformType === "CLOUD_API" && each.wabaId === "7")).to.equal(
            true,
        );
        expect(sent).to.have.length(3);
    });

    it("costs no more pages in a row than all at once: one after the other, the last number first", async () => {
        const { listings, sent } = world(...pages(10));
        for (let id = 1000; id > 0; id--) await listings.row("7", String(id));
        expect(sent).to.have.length(10);
    });

    it("is read only as far as somebody looks", async () => {
        const { listings, sent } = world(...pages(3));
        await listings.row("7", "50");
        expect(sent).to.have.length(1);
        await listings.row("7", "150");
        expect(sent).to.have.length(2);
    });

    it("gives up on a few numbers of a huge WABA: they are cheaper to read one by one", async () => {
        const { listings, sent } = world(...pages(50));
        expect(await listings.row("7", "4950")).to.equal(undefined);
        expect(await listings.row("7", "4951")).to.equal(undefined);
        expect(sent).to.have.length(12);
    });

    it("is one per WABA", async () => {
        const { listings, sent } = world(pages(1)[0]);
        await listings.row("7", "1");
        await listings.row("8", "1");
        expect(sent.map(({ path }) => path)).to.deep.equal(["7/phone_numbers", "8/phone_numbers"]);
    });

    it("is not tried again where it failed; the pages before are good", async () => {
        const { listings, sent } = world(pages(2)[0], refused(10, "no permission"));
        expect(await listings.row("7", "150")).to.equal(undefined);
        expect(await listings.row("7", "151")).to.equal(undefined);
        expect(await listings.row("7", "50")).to.include({ platformType: "CLOUD_API" });
        expect(sent).to.have.length(2);
    });

    it("is asked for again after ten minutes", async () => {
        const { listings, sent, wait } = world(pages(1)[0]);
        await listings.row("7", "1");
        wait(9 * 60_000);
        await listings.row("7", "1");
        expect(sent).to.have.length(1);
        wait(60_000);
        await listings.row("7", "1");
        expect(sent).to.have.length(2);
    });

    it("keeps no caller beyond its deadline, and continues for the others", async () => {
        const { listings, sent } = world(...pages(3));
        expect(await listings.row("7", "250", AbortSignal.abort())).to.equal(undefined);
        expect(await listings.row("7", "250")).to.include({ platformType: "CLOUD_API" });
        expect(sent).to.have.length(3);
    });

    it("lacks a number only when it was read to its end without it", async () => {
        expect(await world(...pages(2)).listings.lacks("7", "999")).to.equal(true);
        expect(await world(...pages(2)).listings.lacks("7", "150")).to.equal(false);
        const torn = world(pages(2)[0], refused(2, "try again"));
        expect(await torn.listings.lacks("7", "999")).to.equal(false);
    });
});
