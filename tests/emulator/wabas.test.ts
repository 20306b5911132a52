import { expect } from "chai";
import { details, ID, outcome, WABA, withEmulator } from "./support/client";

const numbers = Array.from({ length: 5 }, (_, index) => ({
    id: String(index + 1),
    lastOnboardedTime: Date.UTC(2026, 0, index + 1),
}));
const list = `/${WABA}/phone_numbers`;
const ids = (body: { data: { id: string }[] }): string => body.data.map(({ id }) => id).join("");

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
