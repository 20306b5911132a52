import { expect } from "chai";
import type { Switches } from "../../../emulator/index";
import { type Client, ID, outcome, withEmulator } from "../support/client";

const path = `/${ID}/whatsapp_business_profile`;
const product = { messaging_product: "whatsapp" };
const ALL = "about,address,description,email,profile_picture_url,websites,vertical";

const read = async (client: Client, fields?: string) =>
    (await client.get(fields === undefined ? path : `${path}?fields=${fields}`)).body.data[0];

describe("the business profile", () => {
    it("is changed key by key and read by fields", () =>
        withEmulator({}, async ({ client }) => {
            const first = { about: "Open", websites: ["https://example.com"], vertical: "RETAIL" };
            await client.post(path, { ...product, ...first });
            const { body } = await client.post(path, { ...product, about: "Closed" });
            expect(body).to.deep.equal({ success: true });
            expect(await read(client, ALL)).to.deep.equal({ ...product, ...first, about: "Closed" });
        }));

    for (const [fields, switches, expected] of [
        [undefined, {}, product],
        [undefined, { profileDefaultFields: "all" }, { ...product, vertical: "" }],
        ["about,vertical", {}, { ...product, vertical: "" }],
        ["vertical", { unsetVertical: "UNDEFINED" }, { ...product, vertical: "UNDEFINED" }],
        ["about,websites", { profileUnsetKeys: "empty" }, { ...product, about: "", websites: [] }],
        ["about", { profileShape: "wrapped" }, { business_profile: product }],
    ] as [string | undefined, Partial<Switches>, object][]) {
        it(`a fresh profile by ${fields} with ${JSON.stringify(switches)} is ${JSON.stringify(expected)}`, () =>
            withEmulator({ switches }, async ({ client }) => {
                expect(await read(client, fields)).to.deep.equal(expected);
            }));
    }

    it("an unknown field is refused", () =>
        withEmulator({}, async ({ client }) => {
            expect(outcome(await client.get(`${path}?fields=pet`))).to.equal("400 100");
        }));

    for (const empty of [
        { address: "" },
        { email: "" },
        { websites: "" },
        { websites: [] },
        { vertical: "" },
    ]) {
        it(`${JSON.stringify(empty)} clears`, () =>
            withEmulator(
                {
                    numbers: [
                        {
                            id: ID,
                            profile: {
                                address: "A",
                                email: "a@b.example",
                                websites: ["http://c"],
                                vertical: "AUTO",
                            },
                        },
                    ],
                },
                async ({ client }) => {
                    expect(outcome(await client.post(path, { ...product, ...empty }))).to.equal("ok");
                    const [key = ""] = Object.keys(empty);
                    expect((await read(client, key))[key] ?? "").to.equal("");
                },
            ));
    }

    for (const [body, switches] of [
        [{ messaging_product: undefined, about: "x" }],
        [{ about: "" }],
        [{ about: "x".repeat(140) }],
        [{ about: 7 }],
        [{ address: "x".repeat(257) }],
        [{ description: "x".repeat(513) }],
        [{ description: "x".repeat(257) }, { descriptionLimit: 256 }],
        [{ email: "nobody" }],
        [{ email: `${"x".repeat(125)}@b.example` }],
        [{ websites: ["http://a", "http://b", "http://c"] }],
        [{ websites: ["example.com"] }],
        [{ websites: [`https://${"x".repeat(250)}`] }],
        [{ vertical: "SPACE" }],
        [{ profile_picture_handle: "4::never" }],
        [{ profile_picture_handle: "" }],
    ] as [object, Partial<Switches>?][]) {
        it(`${JSON.stringify(body).slice(0, 60)} ${JSON.stringify(switches) ?? ""} is refused`, () =>
            withEmulator({ switches: switches ?? {} }, async ({ graph, client }) => {
                const before = graph.number(ID).profile;
                const send = () => client.post(path, { ...product, address: "New", ...body });
                expect(outcome(await send())).to.equal("400 100");
                graph.set({ profileRefusal: "error131009" });
                expect(outcome(await send())).to.equal("400 131009");
                expect(graph.number(ID).profile).to.deep.equal(before);
            }));
    }

    it("verticalClearing=refused keeps a vertical that is set", () =>
        withEmulator({ switches: { verticalClearing: "refused" } }, async ({ client }) => {
            const vertical = async (value: string) =>
                outcome(await client.post(path, { ...product, vertical: value }));
            expect(await vertical("")).to.equal("ok");
            expect(await vertical("HOTEL")).to.equal("ok");
            expect(await vertical("")).to.equal("400 100");
        }));
});
