import { expect } from "chai";
import fc from "fast-check";
import { settingsFound } from "../../../cli/adopt/found";
import { type Adoptee, program } from "../../../cli/adopt/program";
import { variablesOf } from "../../../cli/adopt/settings";
import { property } from "../../../cli/adopt/source";
import { ConfiguredReader, KINDS } from "../../../provider/settings/reading";
import { FakeGraph } from "../../unit/settings/support/fakeGraph";
import { problemsIn } from "../support/compile";
import { FULL, fieldsOf, HOURS, NOTHING } from "../support/configured";
import { NOW } from "../support/doctor";
import { Terminal, WABA } from "../support/terminal";

const adoptee = (phoneNumberId: string, more: Partial<Adoptee> = {}): Adoptee => ({
    phoneNumberId,
    verifiedName: "Support",
    judgement: { declared: true, asItIs: {} },
    ...more,
});

describe("the program that adopt --settings writes", () => {
    const subscribed = { value: { subscribed: true, appId: "1", apps: 1 } };

    it("a number's settings follow it and take its ID; its webhook is a comment", () => {
        const found = settingsFound(
            {
                ...NOTHING,
                commerceSettings: FULL.commerceSettings,
                conversationalComponents: FULL.conversationalComponents,
                businessProfile: { why: "refused\nso" },
                webhook: FULL.webhook,
            },
            NOW,
        );
        const text = program(WABA, [adoptee("1001", { settings: found })], { subscription: subscribed });
        expect(text).to.match(/^import .*\nimport {\n {4}WhatsAppAppSubscription,\n/);
        expect(text).to.contain('// import { WhatsAppWebhookOverride } from "pulumi-whatsapp";');
        expect(
            text.slice(text.indexOf("// The token's app")),
        ).to.equal(`// The token's app is subscribed to the WABA
new WhatsAppAppSubscription("waba-${WABA}", {
    wabaId: "${WABA}",
});

// Support
const numberSupport = new WhatsAppPhoneNumber("support", {
    phoneNumberId: "1001",
    pin: pin("1001"),
    deletionProtection: true,
});
new WhatsAppConversationalComponents("support", {
    phoneNumberId: numberSupport.phoneNumberId,
    prompts: ["Where are you?"],
    commands: [{ commandName: "order", commandDescription: "Order something" }],
});
new WhatsAppCommerceSettings("support", {
    phoneNumberId: numberSupport.phoneNumberId,
    isCartEnabled: false,
    isCatalogVisible: true,
});
// Its own webhook. Graph never shows the verify token: set it, then uncomment this. Graph then calls the URL once.
//   pulumi config set --secret verifyToken-1001 …
// new WhatsAppWebhookOverride("support", {
//     phoneNumberId: numberSupport.phoneNumberId,
//     overrideCallbackUri: "https://own.example/hook",
//     verifyToken: config.requireSecret("verifyToken-1001"),
// });
// Not declared, and left as it is:
// - business profile: not readable (refused so)
`);
    });

    const subscriptions: [string, NonNullable<Parameters<typeof program>[2]>["subscription"], RegExp][] = [
        [
            "not subscribed",
            { value: { subscribed: false, apps: 0 } },
            /\/\/ The token's app is not subscribed/,
        ],
        ["not told", { value: { subscribed: undefined, apps: 1 } }, /\/\/ .*does not tell which app/],
        ["not readable", { why: "no\nway" }, /\/\/ .*not readable \(no way\)/],
        [
            "with an override",
            { value: { ...subscribed.value, overrideCallbackUri: "https://w" } },
            /\/\/ Its callback URL for the WABA stays .*: https:\/\/w\nnew WhatsAppAppSubscription/,
        ],
    ];
    for (const [what, subscription, says] of subscriptions) {
        it(`the app's subscription: ${what}`, () => {
            expect(program(WABA, [adoptee("1")], { subscription })).to.match(says);
        });
    }

    it("is as before without settings", () => {
        expect(program(WABA, [adoptee("1")])).not.to.match(/const number|Subscription|taken over/);
    });

    it("compiles in strict TypeScript, also once what is commented is code", function () {
        this.timeout(600_000);
        const numbers = [
            adoptee("1001", { settings: settingsFound(FULL, NOW) }),
            adoptee("1002", { settings: settingsFound(NOTHING, NOW) }),
            adoptee("1003", {
                verifiedName: "1st new",
                settings: settingsFound(FULL, NOW),
                judgement: { declared: false, asItIs: {}, reason: "not registered" },
            }),
        ];
        const text = program(WABA, numbers, { subscription: subscribed });
        const uncommented = program(WABA, numbers.slice(0, 2), { subscription: subscribed }).replace(
            /^\/\/ (import|new WhatsApp| {4}|}\);)/gm,
            "$1",
        );
        expect(uncommented).to.match(/^new WhatsAppWebhookOverride/m);
        // A program that declares nothing is one to be filled in: what it has for that is not used yet.
        const empty = program(WABA, [numbers[2] as Adoptee], { subscription: { why: "no" } });
        const none = `${empty}export { pin, WhatsAppPhoneNumber };\n`;
        expect(problemsIn([text, uncommented, none])).to.deep.equal([]);
        expect(problemsIn([text.replace("about:", "abuot:")])).to.match(/'?abuot'? does not exist/);
    });

    it("whatever the values are, the program has its own lines only", () => {
        fc.assert(
            fc.property(fc.string({ unit: "binary" }), (text) => {
                const lines = (value: string) =>
                    property("about", value)
                        .join("\n")
                        .split(/[\n\r\u2028\u2029]/);
                expect(lines(text)).to.have.length(1);
            }),
        );
    });

    it("each number has its own variable, which is no word of the language", () => {
        const names = new Map([
            ["1", "class"],
            ["2", "a-1"],
            ["3", "a1"],
            ["4", "number-4"],
            ["5", "1st"],
        ]);
        expect([...variablesOf(names).values()]).to.deep.equal([
            "numberClass",
            "numberA1",
            "numberA1_3",
            "number4",
            "number1st",
        ]);
    });

    it("what is long is spread over lines", () => {
        expect(property("callHours", HOURS).join("\n")).to.equal(`    callHours: {
        status: "ENABLED",
        timezoneId: "Europe/Berlin",
        weeklyOperatingHours: [
            { dayOfWeek: "MONDAY", openTime: "0900", closeTime: "1700" },
            { dayOfWeek: "TUESDAY", openTime: "0900", closeTime: "1700" },
        ],
    },`);
    });
});

describe("pulumi-whatsapp adopt --settings", () => {
    it("what a Graph shows is what is declared", async () => {
        const graph = new FakeGraph();
        graph.node = { conversational_automation: { prompts: ["Hi?"], commands: [] } };
        graph.edges.whatsapp_business_profile = { about: "Open", profile_picture_url: "" };
        const read = await new ConfiguredReader({ client: graph }).ofNumber("1", { value: {} }, KINDS);
        expect(fieldsOf(settingsFound(read, NOW))).to.deep.equal({
            BusinessProfile: { about: "Open" },
            ConversationalComponents: { prompts: ["Hi?"] },
        });
        expect(graph.writes).to.deep.equal([]);
    });

    it("declares what the number shows, and changes nothing", async () => {
        const terminal = await Terminal.open({
            numbers: [{ id: "1001", registered: true, profile: { about: "Open 9 to 5" } }],
        });
        try {
            const { code, stdout, sent } = await terminal.run("adopt", "--waba", WABA, "--settings");
            expect(stdout).to.match(
                /new WhatsAppBusinessProfile\("jaspers-market", {\n {4}phoneNumberId: number\w+\.phoneNumberId,\n {4}about: "Open 9 to 5",\n/,
            );
            expect([code, sent]).to.deep.equal([0, []]);
            const { stdout: text } = await terminal.run("adopt", "--waba", WABA, "--settings", "--json");
            const [number] = (JSON.parse(text) as { numbers: Adoptee[] }).numbers;
            expect(number?.settings?.declared[0]?.fields).to.include({ about: "Open 9 to 5" });
        } finally {
            await terminal.close();
        }
    });
});
