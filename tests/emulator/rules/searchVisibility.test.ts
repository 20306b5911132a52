import { expect } from "chai";
import { ID, outcome, withEmulator } from "../support/client";

const read = `/${ID}?fields=search_visibility`;

describe("search_visibility", () => {
    it("is set on the node and reads as hiddenSearchVisibility says", () =>
        withEmulator({}, async ({ graph, client }) => {
            const shown = async () => (await client.get(read)).body.search_visibility;
            expect(await shown()).to.equal("VISIBLE");
            await client.post(`/${ID}`, { search_visibility: "HIDDEN" });
            expect(await shown()).to.equal("NON_VISIBLE");
            graph.set({ hiddenSearchVisibility: "HIDDEN" });
            expect(await shown()).to.equal("HIDDEN");
            expect(outcome(await client.post(`/${ID}`, { search_visibility: "DIM" }))).to.equal("400 100");
        }));

    it("searchVisibilityField decides whether the node has it", () =>
        withEmulator({ switches: { searchVisibilityField: "omitted" } }, async ({ graph, client }) => {
            expect((await client.get(read)).body).to.deep.equal({ id: ID });
            graph.set({ searchVisibilityField: "unknownField" });
            expect(outcome(await client.get(read))).to.equal("400 100");
        }));
});
