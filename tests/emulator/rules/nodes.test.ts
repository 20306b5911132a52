import { expect } from "chai";
import { NUMBER_FIELDS } from "../../../emulator/rules/node";
import type { Switches } from "../../../emulator/switches";
import { ID, outcome, WABA, withEmulator } from "../support/client";

const APP = "67084829";

const FIELDS_OF_CONTRACT = (
    "display_phone_number verified_name quality_rating quality_score status platform_type host_platform " +
    "code_verification_status name_status new_name_status new_display_name certificate new_certificate is_pin_enabled " +
    "is_on_biz_app is_official_business_account official_business_account is_preverified_number account_mode throughput messaging_limit_tier " +
    "whatsapp_business_manager_messaging_limit search_visibility eligibility_for_api_business_global_search " +
    "last_onboarded_time webhook_configuration health_status conversational_automation country_code " +
    "country_dial_code unified_cert_status username"
).split(" ");

describe("reading a number", () => {
    const captured = {
        verified_name: "Jasper's Market",
        code_verification_status: "VERIFIED",
        display_phone_number: "+1 631-555-5555",
        quality_rating: "GREEN",
        platform_type: "CLOUD_API",
        throughput: { level: "STANDARD" },
        webhook_configuration: { application: "https://app.example" },
        id: ID,
    };
    const { display_phone_number, verified_name, quality_rating } = captured;
    const few = { display_phone_number, verified_name, quality_rating, id: ID };
    const DEFAULTS: [Switches["nodeDefaultFields"], object][] = [
        ["captured", captured],
        ["withOnboardedTime", { ...captured, last_onboarded_time: "2026-01-01T00:00:00+0000" }],
        ["withCodeVerification", { ...few, code_verification_status: "VERIFIED" }],
        ["withoutCodeVerification", few],
    ];
    for (const [nodeDefaultFields, expected] of DEFAULTS) {
        it(`nodeDefaultFields=${nodeDefaultFields} decides what it answers without fields, in lists too`, () =>
            withEmulator(
                {
                    numbers: [{ id: ID, registered: true, lastOnboardedTime: Date.UTC(2026, 0, 1) }],
                    apps: [{ id: APP, callbackUrl: "https://app.example" }],
                    switches: { nodeDefaultFields },
                },
                async ({ client }) => {
                    expect((await client.get(`/${ID}`)).body).to.deep.equal(expected);
                    expect((await client.get(`/${WABA}/phone_numbers`)).body.data).to.deep.equal([expected]);
                },
            ));
    }

    it("without fields answers the fields of Graph's own answer", () =>
        withEmulator({}, async ({ client }) => {
            expect((await client.get(`/${ID}`)).body).to.have.keys(Object.keys(captured));
        }));

    for (const platformType of ["omitted", "unknownField"] as const) {
        it(`without fields platformType=${platformType} leaves platform_type out`, () =>
            withEmulator({ switches: { platformType } }, async ({ client }) => {
                const answer = await client.get(`/${ID}`);
                expect(outcome(answer)).to.equal("ok");
                expect(answer.body).not.to.have.key("platform_type");
            }));
    }

    for (const [displayPhoneNumber, country, dialCode] of [
        ["+1 631-555-5555", "US", "1"],
        ["+49 30 901820", "DE", "49"],
        ["+91 98765 43210", "IN", "91"],
        ["+971 4 123 4567", "AE", "971"],
        ["+55 11 91234-5678", "BR", "55"],
        ["+3725555555", "EE", "372"],
        ["+999 12345678", undefined, undefined],
    ] as const) {
        it(`country_code and country_dial_code of ${displayPhoneNumber} are ${country} and ${dialCode}`, () =>
            withEmulator({ numbers: [{ id: ID, displayPhoneNumber }] }, async ({ client }) => {
                const { body } = await client.get(`/${ID}?fields=country_code,country_dial_code`);
                expect([body.country_code, body.country_dial_code]).to.deep.equal([country, dialCode]);
            }));
    }

    it("official_business_account says how far the application is", () =>
        withEmulator({}, async ({ graph, client }) => {
            const shown = async () =>
                (await client.get(`/${ID}?fields=official_business_account`)).body.official_business_account;
            expect(await shown()).to.deep.equal({ oba_status: "NOT_STARTED" });
            graph.change(ID, { isOfficialBusinessAccount: true });
            expect(await shown()).to.deep.equal({ oba_status: "APPROVED" });
        }));

    it("with fields answers those and id, nothing else", () =>
        withEmulator({}, async ({ client }) => {
            expect((await client.get(`/${ID}?fields=status`)).body).to.deep.equal({
                status: "PENDING",
                id: ID,
            });
        }));

    it("every field of the contract can be read", () =>
        withEmulator({}, async ({ client }) => {
            expect(Object.keys(NUMBER_FIELDS).toSorted()).to.deep.equal(FIELDS_OF_CONTRACT.toSorted());
            expect(outcome(await client.get(`/${ID}?fields=${FIELDS_OF_CONTRACT.join(",")}`))).to.equal("ok");
        }));

    it("an unknown field is error 100 that names it", () =>
        withEmulator({}, async ({ client }) => {
            const answer = await client.get(`/${ID}?fields=status,colour`);
            expect(outcome(answer)).to.equal("400 100");
            expect(answer.body.error.message).to.include("Tried accessing nonexisting field (colour)");
        }));

    it("a WABA's id read with a number's fields says what kind of node it is", () =>
        withEmulator({}, async ({ client }) => {
            const answer = await client.get(`/${WABA}?fields=display_phone_number,platform_type`);
            expect(outcome(answer)).to.equal("400 100");
            expect(answer.body.error.message).to.equal(
                "(#100) Tried accessing nonexisting field (display_phone_number) on node type (WhatsAppBusinessAccount)",
            );
        }));

    it("a field without a value is left out", () =>
        withEmulator({}, async ({ client }) => {
            expect((await client.get(`/${ID}?fields=username,last_onboarded_time`)).body).to.deep.equal({
                id: ID,
            });
        }));

    it("a seed can give any field any value", () =>
        withEmulator(
            { numbers: [{ id: ID, fields: { username: "jasper", throughput: { level: "HIGH" } } }] },
            async ({ client }) => {
                const { body } = await client.get(`/${ID}?fields=username,throughput`);
                expect(body).to.deep.equal({ username: "jasper", throughput: { level: "HIGH" }, id: ID });
            },
        ));

    it("a field that is given as null is null, at any depth", () =>
        withEmulator(
            { numbers: [{ id: ID, fields: { platform_type: null, health_status: { entities: null } } }] },
            async ({ client }) => {
                const { body } = await client.get(`/${ID}?fields=platform_type,health_status`);
                expect(body).to.deep.equal({
                    platform_type: null,
                    health_status: { entities: null },
                    id: ID,
                });
            },
        ));

    it("nested fields select inside", () =>
        withEmulator({}, async ({ client }) => {
            const { body } = await client.get(
                `/${ID}?fields=health_status{can_send_message,entities{entity_type}}`,
            );
            expect(body.health_status).to.deep.equal({
                can_send_message: "BLOCKED",
                entities: ["PHONE_NUMBER", "WABA", "BUSINESS", "APP"].map((type) => ({ entity_type: type })),
            });
        }));

    it("health names the WABA, and 141000 while the number is not registered", () =>
        withEmulator({}, async ({ graph, client }) => {
            const entities = async () =>
                (await client.get(`/${ID}?fields=health_status`)).body.health_status.entities;
            expect((await entities())[0].errors[0].error_code).to.equal(141000);
            expect((await entities())[1]).to.include({ entity_type: "WABA", id: WABA });
            graph.change(ID, { registered: true });
            expect((await entities())[0]).to.deep.equal({
                entity_type: "PHONE_NUMBER",
                id: ID,
                can_send_message: "AVAILABLE",
            });
        }));

    it("platformType=omitted leaves platform_type out, unknownField refuses it", () =>
        withEmulator({}, async ({ graph, client }) => {
            graph.set({ platformType: "omitted" });
            expect((await client.get(`/${ID}?fields=platform_type,status`)).body).to.have.keys(
                "status",
                "id",
            );
            graph.set({ platformType: "unknownField" });
            expect(outcome(await client.get(`/${ID}?fields=platform_type,status`))).to.equal("400 100");
        }));

    it("hostPlatform=omitted leaves host_platform out, unknownField refuses it", () =>
        withEmulator({}, async ({ graph, client }) => {
            graph.set({ hostPlatform: "omitted" });
            expect((await client.get(`/${ID}?fields=host_platform,status`)).body).to.have.keys(
                "status",
                "id",
            );
            graph.set({ hostPlatform: "unknownField" });
            expect(outcome(await client.get(`/${ID}?fields=host_platform`))).to.equal("400 100");
            expect(outcome(await client.get(`/${ID}?fields=platform_type`))).to.equal("ok");
        }));

    for (const platformType of ["omitted", "unknownField"] as const) {
        it(`platformType=${platformType} leaves host_platform in its place, in lists too`, () =>
            withEmulator(
                { numbers: [{ id: ID, registered: true }], switches: { platformType } },
                async ({ client }) => {
                    const expected = { host_platform: "CLOUD_API", id: ID };
                    const fields = "fields=host_platform";
                    expect((await client.get(`/${ID}?${fields}`)).body).to.deep.equal(expected);
                    expect((await client.get(`/${WABA}/phone_numbers?${fields}`)).body.data).to.deep.equal([
                        expected,
                    ]);
                },
            ));
    }

    for (const platformType of ["", "cloud_api", "Cloud_Api", "CLOUD_API_2", "\u202e"]) {
        it(`platform_type ${JSON.stringify(platformType)} is shown as it is given, and says nothing of the rest`, () =>
            withEmulator({ numbers: [{ id: ID, registered: true }] }, async ({ graph, client }) => {
                graph.change(ID, { platformType });
                const fields =
                    "platform_type,host_platform,status,throughput,health_status{can_send_message}";
                expect((await client.get(`/${ID}?fields=${fields}`)).body).to.deep.equal({
                    platform_type: platformType,
                    host_platform: platformType,
                    status: "CONNECTED",
                    throughput: { level: "STANDARD" },
                    health_status: { can_send_message: "AVAILABLE" },
                    id: ID,
                });
            }));
    }

    it("unverifiedOwnership is what an unverified number's code_verification_status says", () =>
        withEmulator(
            { numbers: [{ id: ID, codeVerificationStatus: "NOT_VERIFIED" }] },
            async ({ graph, client }) => {
                const shown = async () =>
                    (await client.get(`/${ID}?fields=code_verification_status`)).body
                        .code_verification_status;
                expect(await shown()).to.equal("NOT_VERIFIED");
                graph.set({ unverifiedOwnership: "UNVERIFIED" });
                expect(await shown()).to.equal("UNVERIFIED");
            },
        ));

    it("an app-only number may show ON_PREMISE and DISCONNECTED", () =>
        withEmulator(
            { numbers: [{ id: ID, platformType: "ON_PREMISE", status: "DISCONNECTED" }] },
            async ({ client }) => {
                const { body } = await client.get(`/${ID}?fields=platform_type,status`);
                expect(body).to.include({ platform_type: "ON_PREMISE", status: "DISCONNECTED" });
            },
        ));

    it("a coexistence number shows is_on_biz_app and CLOUD_API", () =>
        withEmulator({ numbers: [{ id: ID, isOnBizApp: true }] }, async ({ client }) => {
            const { body } = await client.get(`/${ID}?fields=is_on_biz_app,platform_type`);
            expect(body).to.include({ is_on_biz_app: true, platform_type: "CLOUD_API" });
        }));
});

describe("an object that can't be had", () => {
    it("an unknown id is 400 100/33, in Graph's words", () =>
        withEmulator({}, async ({ client }) => {
            const answer = await client.get("/123");
            expect(outcome(answer)).to.equal("400 100/33");
            expect(answer.body.error.type).to.equal("GraphMethodException");
            expect(answer.body.error.message).to.equal(
                "Unsupported get request. Object with ID '123' does not exist, cannot be loaded due to missing permissions, or does not support this operation. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api",
            );
            expect(outcome(await client.register("123"))).to.equal("400 100/33");
        }));

    it("a WABA id where a number's is wanted is 100/33 too", () =>
        withEmulator({}, async ({ client }) => {
            expect(outcome(await client.register(WABA))).to.equal("400 100/33");
        }));

    it("deletedNumber decides what a deleted number answers", () =>
        withEmulator({ numbers: [{ id: ID, status: "DELETED" }] }, async ({ graph, client }) => {
            expect(outcome(await client.get(`/${ID}`))).to.equal("400 33");
            graph.set({ deletedNumber: "error100/33" });
            expect(outcome(await client.get(`/${ID}`))).to.equal("400 100/33");
            graph.set({ deletedNumber: "status" });
            expect((await client.get(`/${ID}?fields=status`)).body.status).to.equal("DELETED");
            expect(outcome(await client.register(ID))).to.equal("400 33");
        }));
});

describe("reading several numbers", () => {
    const numbers = [{ id: "1" }, { id: "2" }];

    it("answers an object by id", () =>
        withEmulator({ numbers }, async ({ graph, client }) => {
            expect((await client.get("/?ids=1,2&fields=status")).body).to.deep.equal({
                1: { status: "PENDING", id: "1" },
                2: { status: "PENDING", id: "2" },
            });
            expect(graph.requests.map(({ kind }) => kind)).to.deep.equal(["readMany"]);
        }));

    it("multiRead: one unreadable id fails the call, is skipped, or there is no such call", () =>
        withEmulator({ numbers }, async ({ graph, client }) => {
            expect(outcome(await client.get("/?ids=1,3"))).to.equal("400 100/33");
            graph.set({ multiRead: "skipUnreadable" });
            expect(Object.keys((await client.get("/?ids=1,3")).body)).to.deep.equal(["1"]);
            graph.set({ multiRead: "off" });
            expect(outcome(await client.get("/?ids=1,2"))).to.equal("400 100");
        }));

    for (const [name, ids] of [
        ["a comma-separated list", "ids=1,2"],
        ["a JSON list of texts", `ids=${encodeURIComponent('["1", "2"]')}`],
        ["a JSON list of numbers", "ids=[1,2]"],
        ["names with numbers in brackets", "ids[0]=1&ids[1]=2"],
        ["names with empty brackets", "ids[]=1&ids[]=2"],
    ] as const) {
        it(`ids may be ${name}`, () =>
            withEmulator({ numbers }, async ({ client }) => {
                expect(Object.keys((await client.get(`/?${ids}&fields=id`)).body)).to.deep.equal(["1", "2"]);
            }));
    }

    it("an ID that is longer than a number can be exact stays as it is", () =>
        withEmulator({ numbers: [{ id: "10654035224292212345" }] }, async ({ client }) => {
            const { body } = await client.get("/?ids=[10654035224292212345]&fields=id");
            expect(Object.keys(body)).to.deep.equal(["10654035224292212345"]);
        }));

    it("reads other nodes too", () =>
        withEmulator({}, async ({ client }) => {
            const { body } = await client.get(`/?ids=${ID},${WABA},${APP}&fields=id`);
            expect(body).to.deep.equal({ [ID]: { id: ID }, [WABA]: { id: WABA }, [APP]: { id: APP } });
        }));

    it("takes 50 ids at most", () =>
        withEmulator({ numbers }, async ({ client }) => {
            const ids = Array.from({ length: 51 }, (_, index) => index).join(",");
            expect(outcome(await client.get(`/?ids=${ids}`))).to.equal("400 100");
        }));
});

describe("changing a node", () => {
    it("a request that changes nothing it knows is refused", () =>
        withEmulator({}, async ({ client }) => {
            expect(outcome(await client.post(`/${ID}`, { colour: "red" }))).to.equal("400 100");
        }));
});
