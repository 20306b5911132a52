import { expect } from "chai";
import { type Client, ID, outcome, withEmulator } from "../support/client";

const path = `/${ID}/message_qrdls`;
const create = async (client: Client, text: string) =>
    (await client.post(path, { prefilled_message: text })).body as { code: string };

describe("QR codes", () => {
    it("are created, changed, read and deleted", () =>
        withEmulator({}, async ({ client }) => {
            const made = (await client.post(path, { prefilled_message: "Hi", generate_qr_image: "SVG" }))
                .body;
            expect(made).to.have.keys("code", "prefilled_message", "deep_link_url", "qr_image_url");
            expect(made.code).to.match(/^[A-Z2-7]{14}$/);
            expect(made.deep_link_url).to.equal(`https://wa.me/message/${made.code}`);
            const changed = { code: made.code, prefilled_message: "Ho", deep_link_url: made.deep_link_url };
            expect(
                (await client.post(path, { code: made.code, prefilled_message: "Ho" })).body,
            ).to.deep.equal(changed);
            expect((await client.get(`${path}/${made.code}`)).body).to.deep.equal({ data: [changed] });
            expect((await client.send("DELETE", `${path}/${made.code}`)).body).to.deep.equal({
                success: true,
            });
            expect(outcome(await client.get(`${path}/${made.code}`))).to.equal("400 100");
            expect(outcome(await client.send("DELETE", `${path}/${made.code}`))).to.equal("400 100");
        }));

    it("the same text twice is two codes", () =>
        withEmulator({}, async ({ client }) => {
            expect((await create(client, "Hi")).code).not.to.equal((await create(client, "Hi")).code);
        }));

    it("a picture comes in the format that the fields name", () =>
        withEmulator({}, async ({ client }) => {
            const { code } = await create(client, "Hi");
            const { data } = (await client.get(`${path}/${code}?fields=code,qr_image_url.format(SVG)`)).body;
            expect(data[0]).to.have.keys("code", "qr_image_url");
            expect(data[0].qr_image_url).to.include(".svg?");
            expect(outcome(await client.get(`${path}/${code}?fields=pet`))).to.equal("400 100");
        }));

    it("are listed with the newest first, 25 a page, both ways", () =>
        withEmulator({}, async ({ graph, client }) => {
            const qrCodes = Array.from({ length: 30 }, (_, at) => ({
                code: `CODE${at}`,
                prefilledMessage: `${at}`,
                createdAt: at,
            }));
            graph.change(ID, { qrCodes });
            const first = (await client.get(`${path}?limit=100`)).body;
            const { next } = first.paging;
            const second = (await client.get(next.slice(next.indexOf(`/${ID}`)))).body;
            const texts = [...first.data, ...second.data].map((each) => each.prefilled_message);
            expect(first.data).to.have.length(25);
            expect(texts).to.deep.equal(qrCodes.map((each) => each.prefilledMessage).reverse());
            expect(second.paging).not.to.have.key("next");
            const { previous } = second.paging;
            expect((await client.get(previous.slice(previous.indexOf(`/${ID}`)))).body.data).to.deep.equal(
                first.data,
            );
            expect((await client.get(`${path}?code=CODE7`)).body.data).to.have.length(1);
            expect((await client.get(`${path}?code=NONE`)).body).to.deep.equal({ data: [] });
            for (const query of ["limit=0", "limit=x", "after=x", "before=x"]) {
                expect(outcome(await client.get(`${path}?${query}`)), query).to.equal("400 100");
            }
        }));

    it("missingQrCode=empty reads an unknown one as an empty list", () =>
        withEmulator({ switches: { missingQrCode: "empty" } }, async ({ client }) => {
            expect((await client.get(`${path}/NONE`)).body).to.deep.equal({ data: [] });
        }));

    it("qrCodeLimit is the most that a number has", () =>
        withEmulator({ switches: { qrCodeLimit: 1 } }, async ({ client }) => {
            const { code } = await create(client, "Hi");
            expect(outcome(await client.post(path, { prefilled_message: "Ho" }))).to.equal("400 100");
            expect(outcome(await client.post(path, { code, prefilled_message: "Ho" }))).to.equal("ok");
        }));

    for (const body of [
        {},
        { prefilled_message: "" },
        { prefilled_message: "x".repeat(141) },
        { prefilled_message: "x", generate_qr_image: "GIF" },
        { prefilled_message: "x", code: "NONE" },
        { prefilled_message: "x", code: null },
    ]) {
        it(`${JSON.stringify(body).slice(0, 60)} is refused`, () =>
            withEmulator({}, async ({ graph, client }) => {
                expect(outcome(await client.post(path, body))).to.equal("400 100");
                expect(graph.number(ID).qrCodes).to.deep.equal([]);
            }));
    }
});
