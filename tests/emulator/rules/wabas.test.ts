import { expect } from "chai";
import { details, ID, outcome, WABA, withEmulator } from "../support/client";

const numbers = Array.from({ length: 5 }, (_, index) => ({
    id: String(index + 1),
    lastOnboardedTime: Date.UTC(2026, 0, index + 1),
}));
const list = `/${WABA}/phone_numbers`;
const ids = (body: { data: { id: string }[] }): string => body.data.map(({ id }) => id).join("");

/** The fields of Meta's own SDK, v26. */
const OF_THE_REFERENCE = (
    "account_review_status analytics auth_international_rate_eligibility business_verification_status country " +
    "creation_time currency disable_marketing_messages_on_cloud_api health_status id is_enabled_for_insights " +
    "is_shared_with_partners linked_commerce_account marketing_messages_ad_account " +
    "marketing_messages_lite_api_status marketing_messages_onboarding_status message_template_namespace name " +
    "on_behalf_of_business_info owner_business owner_business_info ownership_type primary_business_location " +
    "primary_funding_id purchase_order_number service_pricing_policy status template_auto_archival_enabled " +
    "timezone_id whatsapp_business_manager_messaging_limit " +
    "whatsapp_manager_marketing_messages_max_price_enroll_status"
).split(" ");

/** What a client in Python reads in one request, edges too. */
const OF_PYWA = (
    "id name timezone_id message_template_namespace status business_verification_status is_enabled_for_insights " +
    "marketing_messages_lite_api_status marketing_messages_onboarding_status on_behalf_of_business_info " +
    "ownership_type health_status currency country subscribed_apps owner_business_info account_review_status " +
    "disable_marketing_messages_on_cloud_api"
).split(" ");

describe("a WABA", () => {
    it("answers its default fields, or those that are named", () =>
        withEmulator({}, async ({ graph, client }) => {
            expect((await client.get(`/${WABA}`)).body).to.have.keys(
                "id",
                "name",
                "timezone_id",
                "message_template_namespace",
            );
            graph.changeWaba(WABA, { accountReviewStatus: "PENDING", payment: false });
            const { body } = await client.get(
                `/${WABA}?fields=account_review_status,primary_funding_id,country`,
            );
            expect(body).to.deep.equal({ account_review_status: "PENDING", country: "US", id: WABA });
            expect(graph.requests.map(({ kind }) => kind)).to.deep.equal(["readWaba", "readWaba"]);
        }));

    it("has every field that clients read at once", () =>
        withEmulator({}, async ({ client }) => {
            for (const fields of [OF_THE_REFERENCE, OF_PYWA]) {
                const answer = await client.get(`/${WABA}?fields=${fields.join(",")}`);
                expect(outcome(answer)).to.equal("ok");
                expect(answer.body).to.include({ id: WABA, status: "ACTIVE", currency: "USD" });
                expect(answer.body.owner_business_info).to.have.keys("id", "name");
            }
            expect(OF_THE_REFERENCE).to.have.length(31);
        }));

    it("a field without a value is left out, and a seed can give it one", () =>
        withEmulator({}, async ({ graph, client }) => {
            const read = async () => (await client.get(`/${WABA}?fields=purchase_order_number`)).body;
            expect(await read()).to.deep.equal({ id: WABA });
            graph.changeWaba(WABA, { fields: { purchase_order_number: "7" } });
            expect(await read()).to.deep.equal({ id: WABA, purchase_order_number: "7" });
        }));

    it("an unknown field is error 100 that names it and the type", () =>
        withEmulator({}, async ({ client }) => {
            const answer = await client.get(`/${WABA}?fields=id,colour`);
            expect(outcome(answer)).to.equal("400 100");
            expect(answer.body.error.message).to.equal(
                "(#100) Tried accessing nonexisting field (colour) on node type (WhatsAppBusinessAccount)",
            );
        }));

    it("its apps and numbers may be read as fields, page by page", () =>
        withEmulator(
            {
                numbers: Array.from({ length: 26 }, (_, index) => ({ id: String(index + 1) })),
                wabas: [{ id: WABA, subscribedApps: ["67084829"] }],
            },
            async ({ graph, client }) => {
                const fields = "subscribed_apps{whatsapp_business_api_data{id}},phone_numbers{id,status}";
                const { body } = await client.get(`/${WABA}?fields=${fields}`);
                expect(body.subscribed_apps).to.deep.equal({
                    data: [{ whatsapp_business_api_data: { id: "67084829" } }],
                });
                expect(body.phone_numbers.data).to.have.length(25);
                expect(body.phone_numbers.data[0]).to.deep.equal({ id: "1", status: "PENDING" });
                const next = body.phone_numbers.paging.next.slice(graph.url.length);
                expect((await client.at("").get(next)).body.data).to.deep.equal([
                    { id: "26", status: "PENDING" },
                ]);
                const whole = (await client.get(`/${WABA}?fields=subscribed_apps`)).body.subscribed_apps;
                expect(whole).to.deep.equal((await client.get(`/${WABA}/subscribed_apps`)).body);
            },
        ));

    it("can say AVAILABLE while its review is pending", () =>
        withEmulator({ wabas: [{ id: WABA, accountReviewStatus: "PENDING" }] }, async ({ client }) => {
            const { body } = await client.get(`/${WABA}?fields=health_status`);
            expect(body.health_status.can_send_message).to.equal("AVAILABLE");
        }));
});

describe("the list of a WABA's numbers", () => {
    it("is newest first, and oldest first when asked", () =>
        withEmulator({ numbers }, async ({ client }) => {
            expect(ids((await client.get(list)).body)).to.equal("54321");
            expect(ids((await client.get(`${list}?sort=last_onboarded_time.asc`)).body)).to.equal("12345");
        }));

    it("is sorted by the order in which its numbers were created when asked", () =>
        withEmulator({ numbers: numbers.toReversed() }, async ({ client }) => {
            expect(ids((await client.get(`${list}?sort=creation_time.asc`)).body)).to.equal("54321");
            expect(ids((await client.get(`${list}?sort=creation_time.desc`)).body)).to.equal("12345");
            expect(outcome(await client.get(`${list}?sort=creation_time`))).to.equal("400 100");
            expect(outcome(await client.get(`${list}?sort=name.asc`))).to.equal("400 100");
        }));

    it("says UNKNOWN where a node says NA of its quality", () =>
        withEmulator({ numbers: [{ id: ID, qualityRating: "NA" }] }, async ({ client }) => {
            const fields = "fields=quality_rating,quality_score";
            expect((await client.get(`${list}?${fields}`)).body.data).to.deep.equal([
                { quality_rating: "UNKNOWN", quality_score: { score: "UNKNOWN" }, id: ID },
            ]);
            expect((await client.get(`/${ID}?${fields}`)).body).to.include({ quality_rating: "NA" });
        }));

    it("sortStyle decides which spelling is understood", () =>
        withEmulator({ numbers }, async ({ graph, client }) => {
            const dot = `${list}?sort=last_onboarded_time.asc`;
            const underscore = `${list}?sort=${encodeURIComponent("['last_onboarded_time_ascending']")}`;
            const both = async () => [outcome(await client.get(dot)), outcome(await client.get(underscore))];
            expect(await both()).to.deep.equal(["ok", "ok"]);
            graph.set({ sortStyle: "dot" });
            expect(await both()).to.deep.equal(["ok", "400 100"]);
            graph.set({ sortStyle: "underscore" });
            expect(await both()).to.deep.equal(["400 100", "ok"]);
        }));

    it("comes in pages, and next only where there is another", () =>
        withEmulator({ numbers }, async ({ graph, client }) => {
            const first = (await client.get(`${list}?limit=2&fields=id`)).body;
            expect(ids(first)).to.equal("54");
            expect(first.paging.next).to.include(`${graph.url}/v25.0${list}`);
            const second = (await client.get(`${list}?limit=2&after=${first.paging.cursors.after}`)).body;
            expect(ids(second)).to.equal("32");
            const third = (await client.get(`${list}?limit=2&after=${second.paging.cursors.after}`)).body;
            expect(ids(third)).to.equal("1");
            expect(third.paging).to.not.have.property("next");
            const back = (await client.get(`${list}?limit=2&before=${third.paging.cursors.before}`)).body;
            expect(ids(back)).to.equal("32");
        }));

    it("next can be followed as it is", () =>
        withEmulator({ numbers }, async ({ graph, client }) => {
            const first = (await client.get(`${list}?limit=2&access_token=${graph.token}`)).body;
            const second = await (await fetch(first.paging.next)).json();
            expect(ids(second as { data: { id: string }[] })).to.equal("32");
        }));

    it("has 25 numbers a page by default, 100 at most", () =>
        withEmulator(
            { numbers: Array.from({ length: 120 }, (_, index) => ({ id: String(index + 1) })) },
            async ({ client }) => {
                expect((await client.get(list)).body.data.length).to.equal(25);
                expect((await client.get(`${list}?limit=100`)).body.data.length).to.equal(100);
                for (const limit of ["0", "101", "x"]) {
                    expect(outcome(await client.get(`${list}?limit=${limit}`))).to.equal("400 100");
                }
                expect(outcome(await client.get(`${list}?after=bm9uZQ`))).to.equal("400 100");
            },
        ));

    it("is empty for a WABA without numbers", () =>
        withEmulator({ numbers: [], wabas: [{ id: "9" }] }, async ({ client }) => {
            expect((await client.get("/9/phone_numbers")).body).to.deep.equal({ data: [] });
        }));

    it("can be filtered by account_mode and others, and by nothing else", () =>
        withEmulator(
            {
                numbers: [
                    { id: "1", accountMode: "SANDBOX" },
                    { id: "2", isOfficialBusinessAccount: true },
                ],
            },
            async ({ client }) => {
                const where = (field: string, value: unknown, operator = "EQUAL") =>
                    `${list}?filtering=${encodeURIComponent(JSON.stringify([{ field, operator, value }]))}`;
                expect(ids((await client.get(where("account_mode", "SANDBOX"))).body)).to.equal("1");
                expect(ids((await client.get(where("is_official_business_account", true))).body)).to.equal(
                    "2",
                );
                expect(outcome(await client.get(where("colour", "red")))).to.equal("400 100");
                expect(outcome(await client.get(where("account_mode", "LIVE", "LIKE")))).to.equal("400 100");
                expect(outcome(await client.get(`${list}?filtering=x`))).to.equal("400 100");
            },
        ));

    it("a deleted number is not in it, unless deletedNumber=status", () =>
        withEmulator(
            { numbers: [{ id: "1" }, { id: "2", status: "DELETED" }] },
            async ({ graph, client }) => {
                expect(ids((await client.get(list)).body)).to.equal("1");
                graph.set({ deletedNumber: "status" });
                expect(ids((await client.get(list)).body)).to.equal("12");
            },
        ));

    it("listStatus=linked writes LINKED and UNLINKED", () =>
        withEmulator(
            { numbers: [{ id: "1", registered: true }, { id: "2" }], switches: { listStatus: "linked" } },
            async ({ client }) => {
                const { body } = await client.get(`${list}?fields=status`);
                expect(body.data.map(({ status }: { status: string }) => status)).to.deep.equal([
                    "LINKED",
                    "UNLINKED",
                ]);
                expect((await client.get("/1?fields=status")).body.status).to.equal("CONNECTED");
            },
        ));
});

describe("adding a number", () => {
    const wanted = { cc: "49", phone_number: "3012345678", verified_name: "Jasper's Market" };

    it("it is not registered, not verified, and named by the answer", () =>
        withEmulator({}, async ({ graph, client }) => {
            const { body } = await client.post(list, wanted);
            expect(graph.number(body.id)).to.include({
                wabaId: WABA,
                displayPhoneNumber: "+49 3012345678",
                registered: false,
                codeVerificationStatus: "NOT_VERIFIED",
            });
            expect(outcome(await client.register(body.id))).to.equal("400 133006");
        }));

    it("country_code is understood as cc", () =>
        withEmulator({}, async ({ client }) => {
            const { cc, ...rest } = wanted;
            expect(outcome(await client.post(list, { ...rest, country_code: cc }))).to.equal("ok");
        }));

    it("a preverified number is verified", () =>
        withEmulator({}, async ({ graph, client }) => {
            const { body } = await client.post(list, { ...wanted, preverified_id: "7" });
            expect(graph.number(body.id).codeVerificationStatus).to.equal("VERIFIED");
        }));

    it("addNumberFormat decides about the country code in phone_number", () =>
        withEmulator({}, async ({ graph, client }) => {
            const shown = async (phone_number: string) => {
                graph.seed({ wabas: [{ id: "9" }] });
                const answer = await client.post("/9/phone_numbers", { ...wanted, phone_number });
                return outcome(answer) === "ok"
                    ? graph.number(answer.body.id).displayPhoneNumber
                    : outcome(answer);
            };
            expect(await shown("493012345671")).to.equal("+49 3012345671");
            graph.set({ addNumberFormat: "national" });
            expect(await shown("493012345672")).to.equal("+49 493012345672");
            graph.set({ addNumberFormat: "e164" });
            expect(await shown("493012345673")).to.equal("+49 3012345673");
            expect(await shown("3012345674")).to.equal("400 100");
        }));

    it("more numbers than the business may have is 200000", () =>
        withEmulator({ wabas: [{ id: WABA, maxNumbers: 2 }] }, async ({ client }) => {
            expect(outcome(await client.post(list, wanted))).to.equal("ok");
            const answer = await client.post(list, { ...wanted, phone_number: "3012345679" });
            expect(outcome(answer)).to.equal("400 200000");
            expect(details(answer)).to.include("2 phone numbers");
        }));

    it("a number that is there already is 2388012", () =>
        withEmulator({}, async ({ client }) => {
            await client.post(list, wanted);
            expect(outcome(await client.post(list, wanted))).to.equal("400 2388012");
        }));

    for (const [name, value] of [
        ["cc", "+49"],
        ["phone_number", "30 12345678"],
        ["verified_name", "J"],
    ] as const) {
        it(`${name} ${JSON.stringify(value)} is refused`, () =>
            withEmulator({}, async ({ client }) => {
                expect(outcome(await client.post(list, { ...wanted, [name]: value }))).to.equal("400 100");
            }));
    }

    it("a migrating number waits for a payment method", () =>
        withEmulator({ wabas: [{ id: WABA, payment: false }] }, async ({ graph, client }) => {
            const { body } = await client.post(list, { ...wanted, migrate_phone_number: true });
            graph.change(body.id, { codeVerificationStatus: "VERIFIED" });
            expect(outcome(await client.register(body.id))).to.equal("400 100");
            graph.changeWaba(WABA, { payment: true });
            expect(outcome(await client.register(body.id))).to.equal("ok");
        }));

    it("another number's id is never given out", () =>
        withEmulator({ numbers: [{ id: ID }] }, async ({ client }) => {
            expect((await client.post(list, wanted)).body.id).to.not.equal(ID);
        }));
});
