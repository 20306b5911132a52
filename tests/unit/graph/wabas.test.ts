import { expect } from "chai";
import { startEmulator } from "../../../emulator";
import { graphClient } from "../../../graph/client";
import { NoAnswerError, ParameterError } from "../../../graph/errors";
import { addNumber, type ListOptions, listNumberIds, listNumbers, readWaba } from "../../../graph/wabas";
import { refused, scripted, unknownField } from "./scripted";

async function all<T>(sequence: AsyncIterable<T>): Promise<T[]> {
    const items: T[] = [];
    for await (const item of sequence) items.push(item);
    return items;
}

const page = (ids: string[], after?: string) => ({
    data: ids.map((id) => ({ id })),
    paging: { cursors: { after: after ?? "Z" }, ...(after === undefined ? {} : { next: "url" }) },
});

describe("listing a WABA's numbers", () => {
    it("reads every page", async () => {
        const { client, sent } = scripted(page(["1", "2"], "A"), page(["3"]));
        expect(await listNumberIds({ client }, "7")).to.deep.equal(["1", "2", "3"]);
        expect(sent.map((request) => request.params?.after)).to.deep.equal([undefined, "A"]);
        expect(sent[0]?.params).to.deep.equal({ fields: "id", limit: 100 });
    });

    it("requests no page that is not needed", async () => {
        const { client, sent } = scripted(page(["1", "2"], "A"), page(["3"]));
        for await (const { id } of listNumbers({ client }, "7", { fields: [] })) if (id === "2") break;
        expect(sent).to.have.length(1);
    });

    it("does not take half an answer, a row without ID or a cursor that stands still for a full listing", async () => {
        const still = { data: [], paging: { cursors: { after: "A" }, next: "url" } };
        for (const answers of [[{}], [{ data: [{}] }], [still, still]]) {
            const error = await listNumberIds({ client: scripted(...answers).client }, "7").catch(
                (e: unknown) => e,
            );
            expect(error).to.be.instanceOf(NoAnswerError);
        }
    });

    it("continues without a field that Graph no longer knows, on every page", async () => {
        const { client, sent } = scripted(unknownField("platform_type"), page(["1"], "A"), page(["2"]));
        const options: ListOptions = { fields: ["status", "platformType"] };
        expect(await all(listNumbers({ client }, "7", options))).to.deep.equal([{ id: "1" }, { id: "2" }]);
        expect(sent.map(({ params }) => params?.fields)).to.deep.equal([
            "status,platform_type",
            "status",
            "status",
        ]);
    });

    it("spells the order as the guide does, and as the schema does where Graph refuses that", async () => {
        const { client, sent } = scripted(
            refused(100, "Param sort can't be that"),
            page(["1"], "A"),
            page(["2"]),
        );
        await all(listNumbers({ client }, "7", { fields: [], sort: "oldestFirst" }));
        expect(sent.map(({ params }) => params?.sort)).to.deep.equal([
            "['last_onboarded_time_ascending']",
            "last_onboarded_time.asc",
            "last_onboarded_time.asc",
        ]);
    });

    it("asks for filters in Graph's words", async () => {
        const { client, sent } = scripted(page([]));
        await all(
            listNumbers({ client }, "7", {
                fields: [],
                filtering: [{ field: "accountMode", value: "SANDBOX" }],
            }),
        );
        expect(sent[0]?.params?.filtering).to.equal(
            '[{"field":"account_mode","operator":"EQUAL","value":"SANDBOX"}]',
        );
    });

    it("finds its way through an emulated WABA of 230 numbers, in either spelling of the order", async () => {
        const ids = Array.from({ length: 230 }, (_, at) => String(1000 + at));
        const numbers = ids.map((id, at) => ({ id, lastOnboardedTime: at * 1000, wabaId: "7" }));
        for (const sortStyle of ["underscore", "dot"] as const) {
            const graph = await startEmulator({ numbers, switches: { sortStyle } });
            const client = graphClient({
                accessToken: graph.token,
                appSecret: undefined,
                graphUrl: graph.url,
                apiVersion: "v25.0",
                requestTimeoutMs: 5000,
            });
            const listed = await all(listNumbers({ client }, "7", { fields: [], sort: "oldestFirst" }));
            expect(listed.map(({ id }) => id)).to.deep.equal(ids);
            await graph.close();
        }
    });
});

describe("a WABA", () => {
    it("is read in our names, without what Graph does not say or know", async () => {
        const { client, sent } = scripted(unknownField("status", "WhatsAppBusinessAccount"), {
            id: "7",
            account_review_status: "PENDING",
            business_verification_status: "not_verified",
            health_status: { can_send_message: "AVAILABLE", entities: [{ entity_type: "WABA" }] },
        });
        expect(await readWaba({ client }, "7")).to.deep.equal({
            id: "7",
            accountReviewStatus: "PENDING",
            businessVerificationStatus: "not_verified",
            healthStatus: { canSendMessage: "AVAILABLE", entities: [{ entityType: "WABA" }] },
        });
        expect(sent[1]?.params?.fields).not.to.match(/(^|,)status(,|$)/);
    });

    const number = { countryCode: "49", nationalNumber: "30901820", verifiedName: "Shop" };
    const rows: [string, Parameters<typeof addNumber>[2], unknown][] = [
        ["the national number by default", number, { phone_number: "30901820" }],
        ["with its country code", { ...number, withCountryCode: true }, { phone_number: "4930901820" }],
        ["migrating", { ...number, migrate: true }, { phone_number: "30901820", migrate_phone_number: true }],
    ];
    for (const [what, added, body] of rows) {
        it(`is given a number: ${what}`, async () => {
            const { client, sent } = scripted({ id: "12" });
            expect(await addNumber({ client }, "7", added)).to.equal("12");
            expect(sent).to.have.length(1);
            expect(sent[0]).to.include({ path: "7/phone_numbers", method: "POST", repeatable: false });
            expect(sent[0]?.body).to.deep.equal({ cc: "49", verified_name: "Shop", ...(body as object) });
        });
    }

    it("a refused number is not sent again in another form: it might be taken for another number", async () => {
        const { client, sent } = scripted(refused(100, "Param phone_number is wrong"));
        const error = await addNumber({ client }, "7", number).catch((e: unknown) => e);
        expect(error).to.be.instanceOf(ParameterError);
        expect(sent).to.have.length(1);
    });
});
