import { expect } from "chai";
import { ID, outcome, withEmulator } from "../support/client";

const path = `/${ID}/username`;
const OTHER = "106540352242923";
const numbers = [{ id: ID, registered: true }];

describe("the username", () => {
    it("is set, read and deleted", () =>
        withEmulator({ numbers }, async ({ client }) => {
            expect((await client.get(path)).body).to.deep.equal({});
            expect((await client.post(path, { username: "Jaspers.Market" })).body).to.deep.equal({
                status: "approved",
            });
            const shown = { username: "Jaspers.Market", status: "approved" };
            expect((await client.get(path)).body).to.deep.equal(shown);
            expect((await client.get(`/${ID}?fields=username`)).body.username).to.equal("Jaspers.Market");
            expect((await client.send("DELETE", path)).body).to.deep.equal({ success: true });
            expect((await client.get(path)).body).to.deep.equal({});
        }));

    it("usernameCasing, usernameReview and reservedUsernameDelete", () =>
        withEmulator(
            { numbers, switches: { usernameCasing: "lower", usernameReview: "reserved" } },
            async ({ graph, client }) => {
                expect((await client.post(path, { username: "Jasper" })).body).to.deep.equal({
                    status: "reserved",
                });
                expect((await client.get(path)).body).to.deep.equal({
                    username: "jasper",
                    status: "reserved",
                });
                graph.set({ reservedUsernameDelete: "kept" });
                expect((await client.send("DELETE", path)).body).to.deep.equal({ success: false });
                graph.change(ID, { usernameStatus: "approved" });
                await client.post(path, { username: "JASPER" });
                expect(graph.number(ID).usernameStatus).to.equal("approved");
                expect((await client.send("DELETE", path)).body).to.deep.equal({ success: true });
            },
        ));

    for (const username of [
        ..."ab,1234,.abc,abc.,a..b,wwwshop,shop.com,shop.HTML,a-b,ä-shop,a b".split(","),
        "x".repeat(36),
        7,
        undefined,
    ]) {
        it(`${username} is refused`, () =>
            withEmulator({ numbers }, async ({ client }) => {
                expect(outcome(await client.post(path, { username }))).to.equal("400 100");
            }));
    }

    for (const username of ["abc", "1a2", "a._b", "x".repeat(35), "shop.common"]) {
        it(`${username} is accepted`, () =>
            withEmulator({ numbers }, async ({ client }) => {
                expect(outcome(await client.post(path, { username }))).to.equal("ok");
            }));
    }

    it("is refused to a number that is not registered, or by its seed", () =>
        withEmulator({}, async ({ graph, client }) => {
            expect(outcome(await client.post(path, { username: "jasper" }))).to.equal("400 133010");
            graph.change(ID, { registered: true, usernameRefusal: 147002 });
            const refused = await client.post(path, { username: "jasper" });
            expect(outcome(refused)).to.equal("400 147002");
            expect(refused.body.error.message).to.include("(#147002) ");
        }));

    it("of somebody else is not available", () =>
        withEmulator(
            {
                numbers: [...numbers, { id: OTHER, wabaId: "2", username: "Other" }],

                tokens: [{ token: "EMULATOR-TOKEN", wabas: ["102290129340398"] }],
            },
            async ({ graph, client }) => {
                graph.seed({ takenUsernames: ["Jasper"] });
                for (const username of ["jasper", "other"]) {
                    const body = { username, transfer_action: "force_transfer" };
                    expect(outcome(await client.post(path, body))).to.equal("400 147001");
                }
            },
        ));

    it("of another own number needs force_transfer, which takes it away there", () =>
        withEmulator(
            { numbers: [...numbers, { id: OTHER, username: "Jasper" }] },
            async ({ graph, client }) => {
                expect(outcome(await client.post(path, { username: "jasper" }))).to.equal("400 147005");
                const asked = { username: "jasper", transfer_action: "now" };
                expect(outcome(await client.post(path, asked))).to.equal("400 100");
                expect(graph.number(OTHER).username).to.equal("Jasper");
                const forced = await client.post(path, { ...asked, transfer_action: "force_transfer" });
                expect(forced.body).to.deep.equal({ status: "approved" });
                expect(graph.number(OTHER)).not.to.have.any.keys("username", "usernameStatus");
            },
        ));

    it("suggestions can be taken", () =>
        withEmulator({ numbers }, async ({ graph, client }) => {
            graph.seed({ takenUsernames: ["jaspersmarket"] });
            const [{ username_suggestions: names }] = (await client.get(`/${ID}/username_suggestions`)).body
                .data;
            expect(names).not.to.include("jaspersmarket");
            for (const username of names)
                expect(outcome(await client.post(path, { username }))).to.equal("ok");
        }));
});
