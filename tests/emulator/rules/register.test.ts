import { expect } from "chai";
import type { NumberSeed, WabaSeed } from "../../../emulator/index";
import { details, ID, OTHER_PIN, outcome, PIN, WABA, withEmulator } from "../support/client";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe("register", () => {
    const accepts: { rule: string; number?: Partial<NumberSeed>; pin?: string }[] = [
        { rule: "a number without a PIN takes the one that is given" },
        {
            rule: "a registered number may be registered again with its PIN",
            number: { registered: true, pin: PIN },
        },
        { rule: "a number that kept its PIN is registered with it", number: { pin: PIN } },
        {
            rule: "5 minutes after a deletion is long enough",
            number: { recentlyDeletedAt: Date.now() - 301_000 },
        },
    ];
    for (const { rule, number = {}, pin = PIN } of accepts) {
        it(rule, () =>
            withEmulator({ numbers: [{ id: ID, ...number }] }, async ({ graph, client }) => {
                const answer = await client.register(ID, pin);
                expect(answer.body).to.deep.equal({ success: true });
                expect(graph.number(ID)).to.include({ registered: true, pin, status: "CONNECTED" });
            }),
        );
    }

    const refuses: {
        rule: string;
        number?: Partial<NumberSeed>;
        waba?: Partial<WabaSeed>;
        as: string;
        saying?: string;
    }[] = [
        {
            rule: "another PIN than the number's is 133005, registered or not",
            number: { pin: OTHER_PIN },
            as: "400 133005",
        },
        {
            rule: "another PIN than a registered number's is 133005",
            number: { pin: OTHER_PIN, registered: true },
            as: "400 133005",
        },
        {
            rule: "unverified ownership is 133006",
            number: { codeVerificationStatus: "NOT_VERIFIED" },
            as: "400 133006",
        },
        {
            rule: "expired ownership is 133006",
            number: { codeVerificationStatus: "EXPIRED" },
            as: "400 133006",
        },
        {
            rule: "expired ownership is 133006 on a live number too, which stays live",
            number: { codeVerificationStatus: "EXPIRED", registered: true, pin: PIN },
            as: "400 133006",
        },
        {
            rule: "unverified ownership is 133006 on a live number too, which stays live",
            number: { codeVerificationStatus: "NOT_VERIFIED", registered: true, pin: PIN },
            as: "400 133006",
        },
        {
            rule: "a number whose verification is demanded is 133006, although VERIFIED",
            number: { verificationDemanded: true },
            as: "400 133006",
        },
        {
            rule: "a number on the WhatsApp Business app can't be registered",
            number: { isOnBizApp: true },
            as: "400 100",
            saying: "Register endpoint is not available for SMB businesses",
        },
        {
            rule: "a WABA whose review is pending can't register numbers",
            waba: { accountReviewStatus: "PENDING" },
            as: "400 100",
            saying: "not verified",
        },
        {
            rule: "a banned number's account is locked: 131031",
            number: { status: "BANNED" },
            as: "403 131031",
        },
        {
            rule: "a number deleted a moment ago is 133015",
            number: { recentlyDeletedAt: Date.now() },
            as: "400 133015",
        },
        {
            rule: "after a deregister that failed half-way it is 133000",
            number: { partialDeregister: true },
            as: "500 133000",
        },
        {
            rule: "inherited two-step verification is 100 with subcode 2388001",
            number: { inheritedTwoStep: true },
            as: "400 100/2388001",
        },
        {
            rule: "migrating to a WABA without payment method is refused",
            number: { migrating: true },
            waba: { payment: false },
            as: "400 100",
            saying: "Cannot Migrate Phone Number",
        },
        {
            rule: "a number bound to a region says which one it expects",
            number: { boundRegion: "IN" },
            as: "400 100",
            saying: "Expected data localization region: 'IN'",
        },
    ];
    for (const { rule, number = {}, waba = {}, as, saying = "" } of refuses) {
        it(rule, () =>
            withEmulator(
                { numbers: [{ id: ID, ...number }], wabas: [{ id: WABA, ...waba }] },
                async ({ graph, client }) => {
                    const before = graph.number(ID).registered;
                    const answer = await client.register(ID);
                    expect(outcome(answer)).to.equal(as);
                    expect(details(answer)).to.include(saying);
                    expect(graph.number(ID)).to.include({ registered: before });
                },
            ),
        );
    }

    const parameters: { rule: string; body: object; saying: string }[] = [
        { rule: "messaging_product is required", body: { pin: PIN }, saying: "messaging_product" },
        { rule: "pin is required", body: { messaging_product: "whatsapp" }, saying: "pin" },
        {
            rule: "a pin of five digits is refused",
            body: { messaging_product: "whatsapp", pin: "12345" },
            saying: "6 digits",
        },
        {
            rule: "a pin with a letter is refused",
            body: { messaging_product: "whatsapp", pin: "12345a" },
            saying: "6 digits",
        },
        {
            rule: "a region that is not in the list is refused",
            body: { messaging_product: "whatsapp", pin: PIN, data_localization_region: "US" },
            saying: "data_localization_region",
        },
        {
            rule: "a region in lower case is refused",
            body: { messaging_product: "whatsapp", pin: PIN, data_localization_region: "de" },
            saying: "data_localization_region",
        },
    ];
    for (const { rule, body, saying } of parameters) {
        it(`${rule}, and spends no request`, () =>
            withEmulator({}, async ({ graph, client }) => {
                const answer = await client.post(`/${ID}/register`, body);
                expect(outcome(answer)).to.equal("400 100");
                expect(details(answer)).to.include(saying);
                expect(graph.number(ID).registerRequests).to.deep.equal([]);
            }));
    }

    it("backup, tier and meta_store_retention_minutes are accepted, and change nothing", () =>
        withEmulator({ numbers: [{ id: ID }, { id: "2" }] }, async ({ graph, client }) => {
            const wanted = { messaging_product: "whatsapp", pin: PIN };
            const more = {
                backup: { data: "a", password: "b" },
                tier: "PROD",
                meta_store_retention_minutes: 60,
            };
            expect(outcome(await client.post(`/${ID}/register`, { ...wanted, ...more }))).to.equal("ok");
            expect(outcome(await client.post("/2/register", wanted))).to.equal("ok");
            const kept = (id: string) => ({
                ...graph.number(id),
                ...{ id: "", displayPhoneNumber: "", registerRequests: [] },
            });
            expect(kept(ID)).to.deep.equal(kept("2"));
        }));

    it("each of the 14 regions can be named", () =>
        withEmulator({}, async ({ graph, client }) => {
            for (const region of "AU ID IN JP SG KR DE CH GB BR BH ZA AE CA".split(" ")) {
                graph.seed({ numbers: [{ id: ID }] });
                expect(outcome(await client.register(ID, PIN, region))).to.equal("ok");
                expect(graph.number(ID).region).to.equal(region);
            }
        }));

    it("the default order meets the quota first and the region last", () =>
        withEmulator(
            {
                numbers: [
                    {
                        id: ID,
                        isOnBizApp: true,
                        registered: false,
                        codeVerificationStatus: "EXPIRED",
                        pin: OTHER_PIN,
                        boundRegion: "IN",
                    },
                ],
            },
            async ({ graph, client }) => {
                const next = async (): Promise<string> => details(await client.register(ID));
                graph.change(ID, { registerBlockedUntil: graph.now() + HOUR });
                expect(await next()).to.include("too many attempts");
                graph.change(ID, { registerBlockedUntil: null });
                expect(await next()).to.include("SMB");
                graph.change(ID, { isOnBizApp: false });
                expect(await next()).to.include("verified");
                graph.change(ID, { codeVerificationStatus: "VERIFIED" });
                expect(await next()).to.include("PIN");
                graph.change(ID, { pin: null });
                expect(await next()).to.include("Expected data localization region");
            },
        ));

    it("registerOrder changes what is met first", () =>
        withEmulator(
            { numbers: [{ id: ID, isOnBizApp: true, codeVerificationStatus: "EXPIRED" }] },
            async ({ graph, client }) => {
                const { registerOrder } = graph.state().switches;
                graph.set({
                    registerOrder: ["ownership", ...registerOrder.filter((rung) => rung !== "ownership")],
                });
                expect(outcome(await client.register(ID))).to.equal("400 133006");
            },
        ));

    it("a register more than 14 days after Embedded Signup is refused under lateSignup=refused only", () =>
        withEmulator(
            {
                numbers: [{ id: ID, embeddedSignupAt: Date.now() - 15 * DAY }],
                switches: { lateSignup: "refused" },
            },
            async ({ graph, client }) => {
                expect(outcome(await client.register(ID))).to.equal("400 100");
                graph.set({ lateSignup: "accepted" });
                expect(outcome(await client.register(ID))).to.equal("ok");
            },
        ));

    for (const codeVerificationStatus of ["EXPIRED", "NOT_VERIFIED"] as const) {
        for (const registered of [false, true]) {
            it(`unverifiedMayRegister: ${codeVerificationStatus} keeps no ${registered ? "live" : "other"} number from it`, () =>
                withEmulator(
                    {
                        numbers: [{ id: ID, pin: PIN, codeVerificationStatus, registered }],
                        switches: { unverifiedMayRegister: true },
                    },
                    async ({ graph, client }) => {
                        expect(outcome(await client.register(ID))).to.equal("ok");
                        expect(graph.number(ID)).to.include({ registered: true, codeVerificationStatus });
                        graph.change(ID, { verificationDemanded: true });
                        expect(outcome(await client.register(ID))).to.equal("400 133006");
                    },
                ));
        }
    }

    it("a live number's ownership may show EXPIRED or NOT_VERIFIED", () =>
        withEmulator(
            { numbers: [{ id: ID, registered: true, codeVerificationStatus: "EXPIRED" }] },
            async ({ graph, client }) => {
                const shown = async () =>
                    (await client.get(`/${ID}?fields=status,platform_type,code_verification_status`)).body;
                const live = { status: "CONNECTED", platform_type: "CLOUD_API", id: ID };
                expect(await shown()).to.deep.equal({ ...live, code_verification_status: "EXPIRED" });
                graph.change(ID, { codeVerificationStatus: "NOT_VERIFIED" });
                expect(await shown()).to.deep.equal({ ...live, code_verification_status: "NOT_VERIFIED" });
            },
        ));

    describe("nameRefusesCertificate", () => {
        const names: [string, string][] = [
            ["PENDING_REVIEW", "400 100/2388001"],
            ["DECLINED", "400 100/2388001"],
            ["APPROVED", "ok"],
            ["AVAILABLE_WITHOUT_REVIEW", "ok"],
            ["EXPIRED", "ok"],
            ["NONE", "ok"],
        ];
        for (const [nameStatus, as] of names) {
            it(`a name that is ${nameStatus} is ${as}, and never refused when off`, () =>
                withEmulator(
                    { numbers: [{ id: ID, nameStatus }], switches: { nameRefusesCertificate: true } },
                    async ({ graph, client }) => {
                        expect(outcome(await client.register(ID))).to.equal(as);
                        graph.set({ nameRefusesCertificate: false });
                        expect(outcome(await client.register(ID))).to.equal("ok");
                    },
                ));
        }

        it("has the code and title of inherited two-step verification: the words tell which", () =>
            withEmulator(
                {
                    numbers: [
                        { id: "1", nameStatus: "DECLINED" },
                        { id: "2", inheritedTwoStep: true },
                    ],
                    switches: { nameRefusesCertificate: true },
                },
                async ({ client }) => {
                    const [name, twoStep] = await Promise.all([client.register("1"), client.register("2")]);
                    expect(outcome(name)).to.equal(outcome(twoStep));
                    for (const { body } of [name, twoStep]) {
                        expect(body.error.error_user_title).to.equal("Cannot Create Certificate");
                    }
                    expect(name.body.error.error_user_msg)
                        .to.match(/display name/)
                        .and.not.match(/factor/);
                    expect(twoStep.body.error.error_user_msg)
                        .to.match(/two-factor/)
                        .and.not.match(/name/);
                },
            ));

        it("an approved name under another one's review is not refused", () =>
            withEmulator({ switches: { nameRefusesCertificate: true } }, async ({ client }) => {
                await client.register(ID);
                await client.post(`/${ID}`, { new_display_name: "Jasper's Kitchen" });
                expect(outcome(await client.register(ID))).to.equal("ok");
            }));
    });

    it("status and platform_type lag behind an accepted register for registerSettleMs", () =>
        withEmulator({ switches: { registerSettleMs: 60_000 } }, async ({ graph, client }) => {
            const shown = async () => (await client.get(`/${ID}?fields=status,platform_type`)).body;
            await client.register(ID);
            expect(await shown()).to.include({ status: "PENDING", platform_type: "NOT_APPLICABLE" });
            graph.advance(60_001);
            expect(await shown()).to.include({ status: "CONNECTED", platform_type: "CLOUD_API" });
        }));

    it("a register makes the number CONNECTED, CLOUD_API, STANDARD and is_pin_enabled", () =>
        withEmulator({ numbers: [{ id: ID, platformType: "ON_PREMISE" }] }, async ({ client }) => {
            await client.register(ID);
            const { body } = await client.get(`/${ID}?fields=status,platform_type,throughput,is_pin_enabled`);
            expect(body).to.deep.equal({
                status: "CONNECTED",
                platform_type: "CLOUD_API",
                throughput: { level: "STANDARD" },
                is_pin_enabled: true,
                id: ID,
            });
        }));

    it("a flagged number stays flagged when it is registered again", () =>
        withEmulator(
            { numbers: [{ id: ID, registered: true, pin: PIN, status: "FLAGGED" }] },
            async ({ graph, client }) => {
                await client.register(ID);
                expect(graph.number(ID).status).to.equal("FLAGGED");
            },
        ));

    it("successAs=string answers the text “true”", () =>
        withEmulator({ switches: { successAs: "string" } }, async ({ client }) => {
            expect((await client.register(ID)).body).to.deep.equal({ success: "true" });
        }));
});
