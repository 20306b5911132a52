import { expect } from "chai";
import {
    type Answered,
    type Client,
    details,
    ID,
    OTHER_PIN,
    outcome,
    PIN,
    withEmulator,
} from "../support/client";

const HOUR = 3_600_000;
const live = { id: ID, registered: true, pin: PIN };

async function repeat(times: number, request: () => Promise<Answered>): Promise<string[]> {
    const outcomes: string[] = [];
    for (let left = times; left > 0; left -= 1) {
        outcomes.push(outcome(await request()));
    }
    return outcomes;
}

const ten = (client: Client) => repeat(10, () => client.register(ID));

describe("the quota of 72 hours", () => {
    it("the 11th register in 72 hours is 133016, in its documented words", () =>
        withEmulator({ numbers: [live] }, async ({ client }) => {
            expect(await ten(client)).to.deep.equal(Array(10).fill("ok"));
            const answer = await client.register(ID);
            expect(answer.status).to.equal(400);
            expect(answer.body.error).to.include({
                message: "(#133016) Account register deregister rate limit exceeded",
                code: 133016,
                is_transient: true,
            });
            expect(details(answer)).to.equal(
                "Registration or Deregistration failed because there were too many attempts for this phone number in a short period of time",
            );
        }));

    it("the 11th deregister in 72 hours is 133016", () =>
        withEmulator({}, async ({ client }) => {
            expect(await repeat(11, () => client.deregister(ID))).to.deep.equal([
                ...Array(10).fill("400 100"),
                "400 133016",
            ]);
        }));

    it("the block lasts 72 hours from the request that was one too many", () =>
        withEmulator({ numbers: [live] }, async ({ graph, client }) => {
            await ten(client);
            graph.advance(71 * HOUR);
            expect(outcome(await client.register(ID))).to.equal("400 133016");
            graph.advance(72 * HOUR - 60_000);
            expect(outcome(await client.register(ID))).to.equal("400 133016");
            graph.advance(60_001);
            expect(outcome(await client.register(ID))).to.equal("ok");
        }));

    it("the window moves: a request is free again 72 hours after each one", () =>
        withEmulator({ numbers: [live] }, async ({ graph, client }) => {
            await client.register(ID);
            graph.advance(HOUR);
            await repeat(9, () => client.register(ID));
            graph.advance(71 * HOUR + 1);
            expect(outcome(await client.register(ID))).to.equal("ok");
            expect(outcome(await client.register(ID))).to.equal("400 133016");
        }));

    it("refused requests count too, unless refusedRequestsCount=false", () =>
        withEmulator(
            { numbers: [live], switches: { pinGuessesPerHour: 0, pinGuessesPer12Hours: 0 } },
            async ({ graph, client }) => {
                await repeat(4, () => client.register(ID, OTHER_PIN));
                expect(graph.number(ID).registerRequests.length).to.equal(4);
                graph.set({ refusedRequestsCount: false });
                await repeat(4, () => client.register(ID, OTHER_PIN));
                expect(graph.number(ID).registerRequests.length).to.equal(4);
            },
        ));

    it("refused deregister requests count too, unless refusedRequestsCount=false", () =>
        withEmulator({}, async ({ graph, client }) => {
            await client.deregister(ID);
            graph.set({ refusedRequestsCount: false });
            await client.deregister(ID);
            expect(graph.number(ID).deregisterRequests.length).to.equal(1);
        }));

    it("register and deregister have counters of their own, and share one under quotaCounters=shared", () =>
        withEmulator({ numbers: [live] }, async ({ graph, client }) => {
            await ten(client);
            expect(outcome(await client.register(ID))).to.equal("400 133016");
            expect(outcome(await client.deregister(ID))).to.equal("ok");
            graph.set({ quotaCounters: "shared" });
            expect(outcome(await client.deregister(ID))).to.equal("400 133016");
        }));

    it("blockedRequestsExtend=true starts the block again with each request", () =>
        withEmulator(
            { numbers: [live], switches: { blockedRequestsExtend: true } },
            async ({ graph, client }) => {
                await ten(client);
                await client.register(ID);
                graph.advance(71 * HOUR);
                expect(outcome(await client.register(ID))).to.equal("400 133016");
                graph.advance(2 * HOUR);
                expect(outcome(await client.register(ID))).to.equal("400 133016");
            },
        ));

    it("quotaTransient is what is_transient says on 133016", () =>
        withEmulator(
            { numbers: [{ id: ID, registerBlockedUntil: Date.now() + HOUR }] },
            async ({ graph, client }) => {
                const flag = async () => (await client.register(ID)).body.error.is_transient;
                expect(await flag()).to.equal(true);
                graph.set({ quotaTransient: "false" });
                expect(await flag()).to.equal(false);
                graph.set({ quotaTransient: "omitted" });
                expect(await flag()).to.equal(undefined);
            },
        ));

    it("retryAfterHeader adds Retry-After to 133016", () =>
        withEmulator(
            { numbers: [{ id: ID, registerBlockedUntil: Date.now() + HOUR }] },
            async ({ graph, client }) => {
                expect((await client.register(ID)).headers.get("retry-after")).to.equal(null);
                graph.set({ retryAfterHeader: true });
                expect(Number((await client.register(ID)).headers.get("retry-after"))).to.be.within(
                    3590,
                    3600,
                );
            },
        ));

    it("one number's requests are not another's", () =>
        withEmulator({ numbers: [live, { ...live, id: "2" }] }, async ({ client }) => {
            await ten(client);
            expect(outcome(await client.register("2"))).to.equal("ok");
        }));

    it("readLimits: 200 reads an hour without a registered number, then 80007", () =>
        withEmulator({ switches: { readLimits: true } }, async ({ graph, client }) => {
            for (let left = 200; left > 0; left -= 1) {
                await client.get(`/${ID}`);
            }
            expect(outcome(await client.get(`/${ID}`))).to.equal("400 80007");
            graph.change(ID, { registered: true });
            expect(outcome(await client.get(`/${ID}`))).to.equal("ok");
            graph.change(ID, { registered: false });
            graph.advance(HOUR + 1);
            expect(outcome(await client.get(`/${ID}`))).to.equal("ok");
        }));
});
