import { expect } from "chai";
import type { Switches } from "../../../emulator/index";
import { details, ID, OTHER_PIN, outcome, PIN, withEmulator } from "../support/client";

const live = { id: ID, registered: true, pin: PIN };

describe("deregister", () => {
    it("takes the number off the Cloud API and keeps number, name and WABA", () =>
        withEmulator({ numbers: [live] }, async ({ graph, client }) => {
            const before = graph.number(ID);
            const answer = await client.deregister(ID);
            expect(answer.body).to.deep.equal({ success: true });
            const after = graph.number(ID);
            expect(after.registered).to.equal(false);
            expect([after.verifiedName, after.wabaId]).to.deep.equal([before.verifiedName, before.wabaId]);
            expect((await client.get(`/${ID}?fields=platform_type`)).body.platform_type).to.equal(
                "NOT_APPLICABLE",
            );
        }));

    it("keeps the PIN: another one is 133005 afterwards", () =>
        withEmulator({ numbers: [live] }, async ({ client }) => {
            await client.deregister(ID);
            expect(outcome(await client.register(ID, OTHER_PIN))).to.equal("400 133005");
            expect(outcome(await client.register(ID, PIN))).to.equal("ok");
        }));

    it("needs no re-verification to register again", () =>
        withEmulator({ numbers: [live] }, async ({ graph, client }) => {
            await client.deregister(ID);
            expect(graph.number(ID).codeVerificationStatus).to.equal("VERIFIED");
        }));

    it("a number that is not registered is “not linked”, or 2207051 under deregisterUnregistered=notRegistered", () =>
        withEmulator({}, async ({ graph, client }) => {
            const first = await client.deregister(ID);
            expect([outcome(first), details(first)]).to.deep.equal([
                "400 100",
                "Phone number is not currently linked in Facebook Hosted System",
            ]);
            graph.set({ deregisterUnregistered: "notRegistered" });
            expect(outcome(await client.deregister(ID))).to.equal("400 100/2207051");
        }));

    it("a number on the WhatsApp Business app can't be deregistered", () =>
        withEmulator({ numbers: [{ id: ID, isOnBizApp: true }] }, async ({ graph, client }) => {
            const answer = await client.deregister(ID);
            expect(details(answer)).to.equal(
                "Deregister endpoint is not available for API solution for SMB businesses.",
            );
            expect(graph.number(ID).registered).to.equal(true);
        }));

    it("repairs a deregister that failed half-way: deregister again, then register", () =>
        withEmulator({ numbers: [{ id: ID, partialDeregister: true }] }, async ({ client }) => {
            expect(outcome(await client.register(ID))).to.equal("500 133000");
            expect(outcome(await client.deregister(ID))).to.equal("ok");
            expect(outcome(await client.register(ID))).to.equal("ok");
        }));

    it("statusAfterDeregister is what status shows then", () =>
        withEmulator({ numbers: [live] }, async ({ graph, client }) => {
            await client.deregister(ID);
            expect((await client.get(`/${ID}?fields=status`)).body.status).to.equal("DISCONNECTED");
            await client.register(ID);
            graph.set({ statusAfterDeregister: "PENDING" });
            await client.deregister(ID);
            expect((await client.get(`/${ID}?fields=status`)).body.status).to.equal("PENDING");
        }));

    it("status and platform_type lag behind for deregisterSettleMs", () =>
        withEmulator(
            { numbers: [live], switches: { deregisterSettleMs: 1000 } },
            async ({ graph, client }) => {
                await client.deregister(ID);
                const platform = async () =>
                    (await client.get(`/${ID}?fields=platform_type`)).body.platform_type;
                expect(await platform()).to.equal("CLOUD_API");
                graph.advance(1001);
                expect(await platform()).to.equal("NOT_APPLICABLE");
            },
        ));

    const leavings: {
        rule: string;
        switches: Partial<Switches>;
        version: string;
        region?: string;
        check: boolean;
    }[] = [
        {
            rule: "local storage and identity check are reset by default",
            switches: {},
            version: "v25.0",
            check: false,
        },
        {
            rule: "storageAfterDeregister=kept keeps local storage",
            switches: { storageAfterDeregister: "kept" },
            version: "v25.0",
            region: "DE",
            check: false,
        },
        {
            rule: "on v20 deregister clears local storage whatever the switch",
            switches: { storageAfterDeregister: "kept" },
            version: "v20.0",
            check: false,
        },
        {
            rule: "identityCheckAfterDeregister=kept keeps the identity check",
            switches: { identityCheckAfterDeregister: "kept" },
            version: "v25.0",
            check: true,
        },
    ];
    for (const { rule, switches, version, region, check } of leavings) {
        it(rule, () =>
            withEmulator(
                { numbers: [{ ...live, region: "DE", identityKeyCheck: true }], switches },
                async ({ graph, client }) => {
                    await client.at(version).deregister(ID);
                    expect(graph.number(ID).region).to.equal(region);
                    expect(graph.number(ID).identityKeyCheck).to.equal(check);
                },
            ),
        );
    }
});
