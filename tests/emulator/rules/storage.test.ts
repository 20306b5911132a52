import { expect } from "chai";
import type { NumberSeed, Switches } from "../../../emulator/index";
import { details, ID, outcome, PIN, withEmulator } from "../support/client";

const live = { id: ID, registered: true, pin: PIN };

describe("local storage", () => {
    it("is set through /settings while unregistered, stays over register and is read back", () =>
        withEmulator({}, async ({ client }) => {
            expect(outcome(await client.store(ID, "BR"))).to.equal("ok");
            expect(outcome(await client.register(ID))).to.equal("ok");
            expect((await client.get(`/${ID}/settings`)).body.storage_configuration).to.deep.equal({
                status: "IN_COUNTRY_STORAGE_ENABLED",
                data_localization_region: "BR",
            });
        }));

    it("is switched off through /settings", () =>
        withEmulator({ numbers: [{ id: ID, region: "DE" }] }, async ({ client }) => {
            await client.store(ID, undefined);
            expect((await client.get(`/${ID}/settings`)).body.storage_configuration).to.deep.equal({
                status: "DEFAULT",
            });
        }));

    it("no storage is set with its retention, and ends local storage", () =>
        withEmulator({ numbers: [{ id: ID, region: "DE" }] }, async ({ client }) => {
            await client.post(`/${ID}/settings`, {
                storage_configuration: { status: "NO_STORAGE_ENABLED", retention_minutes: 60 },
            });
            expect((await client.get(`/${ID}/settings`)).body.storage_configuration).to.deep.equal({
                status: "NO_STORAGE_ENABLED",
                retention_minutes: 60,
            });
        }));

    const whileRegistered: [Switches["storageChangeWhileRegistered"], string, string | undefined][] = [
        ["error100", "400 100", undefined],
        ["error131009", "400 131009", undefined],
        ["ignored", "ok", undefined],
        ["accepted", "ok", "DE"],
    ];
    for (const [value, as, region] of whileRegistered) {
        it(`can't change while registered: storageChangeWhileRegistered=${value} is ${as}`, () =>
            withEmulator(
                { numbers: [live], switches: { storageChangeWhileRegistered: value } },
                async ({ graph, client }) => {
                    expect(outcome(await client.store(ID, "DE"))).to.equal(as);
                    expect(graph.number(ID).region).to.equal(region);
                },
            ));
    }

    it("is not available to a number on the WhatsApp Business app", () =>
        withEmulator({ numbers: [{ id: ID, isOnBizApp: true }] }, async ({ client }) => {
            expect(outcome(await client.store(ID, "DE"))).to.equal("400 100");
        }));

    for (const wanted of [
        { status: "SOMEWHERE" },
        { status: "IN_COUNTRY_STORAGE_ENABLED" },
        { status: "IN_COUNTRY_STORAGE_ENABLED", data_localization_region: "US" },
        { status: "NO_STORAGE_ENABLED", retention_minutes: -1 },
        {},
    ]) {
        it(`${JSON.stringify(wanted)} is refused`, () =>
            withEmulator({}, async ({ client }) => {
                const answer = await client.post(`/${ID}/settings`, { storage_configuration: wanted });
                expect(outcome(answer)).to.equal("400 100");
            }));
    }

    interface Case {
        rule: string;
        version?: string;
        number?: Partial<NumberSeed>;
        switches?: Partial<Switches>;
        asked?: string;
        as?: string;
        region?: string;
        saying?: string;
    }
    const throughRegister: Case[] = [
        {
            rule: "regionInRegister=accepted: register sets the region on v21 and later",
            asked: "DE",
            region: "DE",
        },
        {
            rule: "the oldest supported version is v21: it counts as later",
            version: "v21.0",
            number: { region: "DE" },
            region: "DE",
        },
        {
            rule: "regionInRegister=ignored: register leaves storage as it is",
            switches: { regionInRegister: "ignored" },
            number: { region: "IN" },
            asked: "DE",
            region: "IN",
        },
        {
            rule: "regionInRegister=rejected: register refuses the parameter",
            switches: { regionInRegister: "rejected" },
            asked: "DE",
            as: "400 100",
            saying: "deprecated",
        },
        {
            rule: "regionInRegister=deprecated: register refuses it with code 12",
            switches: { regionInRegister: "deprecated" },
            number: { region: "DE" },
            asked: "DE",
            as: "400 12",
            region: "DE",
            saying: "Deprecated for versions v21.0 or higher",
        },
        {
            rule: "regionInRegister=deprecated: without a region it succeeds, in the one that /settings have",
            switches: { regionInRegister: "deprecated" },
            number: { region: "DE" },
            region: "DE",
        },
        {
            rule: "on v20 register sets the region whatever the switch",
            version: "v20.0",
            switches: { regionInRegister: "rejected" },
            asked: "DE",
            region: "DE",
        },
        {
            rule: "on v20 register sets the region, deprecated or not",
            version: "v20.0",
            switches: { regionInRegister: "deprecated" },
            asked: "DE",
            region: "DE",
        },
        {
            rule: "on v20 register without a region is without local storage",
            version: "v20.0",
            number: { region: "DE" },
        },
        {
            rule: "regionConflict=refused: another region than the one in /settings is refused, naming it",
            number: { region: "IN" },
            asked: "DE",
            as: "400 100",
            region: "IN",
            saying: "Expected data localization region: 'IN'",
        },
        {
            rule: "regionConflict=overrides: register's region wins over the one in /settings",
            switches: { regionConflict: "overrides" },
            number: { region: "IN" },
            asked: "DE",
            region: "DE",
        },
        {
            rule: "regionOnReregister=ignored: a registered number keeps its region",
            number: { ...live, region: "IN" },
            asked: "DE",
            region: "IN",
        },
        {
            rule: "regionOnReregister=refused: a registered number's other region is refused",
            switches: { regionOnReregister: "refused" },
            number: { ...live, region: "IN" },
            asked: "DE",
            as: "400 100",
            region: "IN",
            saying: "Expected data localization region: 'IN'",
        },
        {
            rule: "regionOnReregister=refused: a registered number can't be given a first region either",
            switches: { regionOnReregister: "refused" },
            number: live,
            asked: "DE",
            as: "400 100",
        },
        {
            rule: "regionOnReregister=accepted: a registered number moves",
            switches: { regionOnReregister: "accepted" },
            number: { ...live, region: "IN" },
            asked: "DE",
            region: "DE",
        },
        {
            rule: "a bound number comes up once /settings has its region",
            number: { boundRegion: "IN", region: "IN" },
            region: "IN",
        },
        {
            rule: "a bound number is refused in another region",
            number: { boundRegion: "IN" },
            asked: "DE",
            as: "400 100",
            saying: "Expected data localization region: 'IN'",
        },
    ];
    for (const {
        rule,
        version = "v25.0",
        number = {},
        switches = {},
        asked,
        as = "ok",
        region,
        saying,
    } of throughRegister) {
        it(rule, () =>
            withEmulator({ numbers: [{ id: ID, ...number }], switches }, async ({ graph, client }) => {
                const answer = await client.at(version).register(ID, PIN, asked);
                expect(outcome(answer)).to.equal(as);
                expect(graph.number(ID).region).to.equal(region);
                if (saying !== undefined) expect(details(answer)).to.include(saying);
            }),
        );
    }

    it("a deprecated region is refused in Graph's words, and the request counts", () =>
        withEmulator({ switches: { regionInRegister: "deprecated" } }, async ({ graph, client }) => {
            const answer = await client.register(ID, PIN, "DE");
            const { fbtrace_id, ...error } = answer.body.error;
            expect(answer.status).to.equal(400);
            expect(fbtrace_id).to.be.a("string");
            expect(error).to.deep.equal({
                message: "(#12) Deprecated for versions v21.0 or higher",
                type: "OAuthException",
                code: 12,
            });
            expect(graph.number(ID).registerRequests.length).to.equal(1);
            graph.set({ refusedRequestsCount: false });
            await client.register(ID, PIN, "DE");
            expect(graph.number(ID).registerRequests.length).to.equal(1);
        }));

    it("a deprecated region is refused on a live number too, which stays as it is", () =>
        withEmulator(
            { numbers: [{ ...live, region: "DE" }], switches: { regionInRegister: "deprecated" } },
            async ({ graph, client }) => {
                expect(outcome(await client.register(ID, PIN, "DE"))).to.equal("400 12");
                expect(graph.number(ID)).to.include({ registered: true, region: "DE" });
            },
        ));

    it("a region change is: deregister, set storage, register", () =>
        withEmulator({ numbers: [{ ...live, region: "IN" }] }, async ({ graph, client }) => {
            await client.deregister(ID);
            await client.store(ID, "DE");
            expect(outcome(await client.register(ID, PIN, "DE"))).to.equal("ok");
            expect(graph.number(ID)).to.include({ registered: true, region: "DE" });
            expect(graph.writes().map(({ kind }) => kind)).to.deep.equal([
                "deregister",
                "setStorage",
                "register",
            ]);
        }));
});
