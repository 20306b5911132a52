import { expect } from "chai";
import { ID, outcome, PIN, withEmulator } from "../support/client";

const DAY = 24 * 3_600_000;
const live = { id: ID, registered: true, pin: PIN };
const ask = { new_display_name: "Jasper's Kitchen" };

describe("the display name", () => {
    it("a new one waits for its review, and registering before it changes nothing", () =>
        withEmulator({ numbers: [live] }, async ({ client }) => {
            await client.post(`/${ID}`, ask);
            await client.register(ID);
            const { body } = await client.get(`/${ID}?fields=verified_name,new_display_name,new_name_status`);
            expect(body).to.deep.equal({
                verified_name: "Jasper's Market",
                new_display_name: "Jasper's Kitchen",
                new_name_status: "PENDING_REVIEW",
                id: ID,
            });
        }));

    it("an approved one is applied by registering again within 14 days", () =>
        withEmulator({ numbers: [live] }, async ({ graph, client }) => {
            await client.post(`/${ID}`, ask);
            graph.change(ID, { newNameStatus: "APPROVED" });
            graph.advance(14 * DAY - 60_000);
            await client.register(ID);
            const { body } = await client.get(`/${ID}?fields=verified_name,new_display_name,new_name_status`);
            expect(body).to.deep.equal({ verified_name: "Jasper's Kitchen", id: ID });
        }));

    it("an approval runs out after 14 days", () =>
        withEmulator({ numbers: [live] }, async ({ graph, client }) => {
            await client.post(`/${ID}`, ask);
            graph.change(ID, { newNameStatus: "APPROVED" });
            graph.advance(14 * DAY + 1);
            await client.register(ID);
            const { body } = await client.get(`/${ID}?fields=verified_name,new_name_status`);
            expect(body).to.include({ verified_name: "Jasper's Market", new_name_status: "EXPIRED" });
        }));

    it("nameReview=approve and decline review it at once", () =>
        withEmulator({ numbers: [live] }, async ({ graph, client }) => {
            const review = async () => {
                await client.post(`/${ID}`, ask);
                return (await client.get(`/${ID}?fields=new_name_status`)).body.new_name_status;
            };
            graph.set({ nameReview: "approve" });
            expect(await review()).to.equal("APPROVED");
            graph.set({ nameReview: "decline" });
            expect(await review()).to.equal("DECLINED");
        }));

    it("can be given as query parameter", () =>
        withEmulator({ numbers: [live] }, async ({ graph, client }) => {
            await client.send("POST", `/${ID}?new_display_name=Kitchen`);
            expect(graph.number(ID).newDisplayName).to.equal("Kitchen");
            expect(graph.writes()[0]?.kind).to.equal("setDisplayName");
        }));

    it("can be changed 10 times in 30 days", () =>
        withEmulator({ numbers: [live] }, async ({ graph, client }) => {
            for (let left = 10; left > 0; left -= 1) {
                expect(outcome(await client.post(`/${ID}`, ask))).to.equal("ok");
            }
            expect(outcome(await client.post(`/${ID}`, ask))).to.equal("400 100");
            graph.advance(30 * DAY + 1);
            expect(outcome(await client.post(`/${ID}`, ask))).to.equal("ok");
        }));

    it("of an Official Business Account can't be changed", () =>
        withEmulator({ numbers: [{ ...live, isOfficialBusinessAccount: true }] }, async ({ client }) => {
            expect(outcome(await client.post(`/${ID}`, ask))).to.equal("400 100");
        }));

    for (const name of ["J", "J".repeat(76)]) {
        it(`has 2 to 75 characters, not ${name.length}`, () =>
            withEmulator({ numbers: [live] }, async ({ client }) => {
                expect(outcome(await client.post(`/${ID}`, { new_display_name: name }))).to.equal("400 100");
            }));
    }
});
