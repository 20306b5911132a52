import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import { expect } from "chai";
import { INPUT_NAMES } from "../../../../provider/number/model/inputs";
import { CONFIGURATION } from "../../../../provider/run/configuration";
import * as kinds from "../../../../provider/settings/kinds";
import { UNKNOWN } from "../../../../provider/unknown";
import { type Bag, bag, failed, NativeProcess, secret, struct, urnOf } from "../../../support/nativeProcess";
import { ID, PIN } from "../../../support/world";

const WABA = "102290129340398";
const NUMBER = { id: ID, wabaId: WABA, registered: true };
const MARK = "4dabf18193072939515e22adb298388d";
/** What is found of any of them, wherever it was cut. */
const SEEN = /can\W*ary|867530/i;

/** Values of every type, each of which must not be seen. */
const CANARIES: Readonly<Record<string, unknown>> = {
    text: "CANARY",
    "a text with spaces around it": "  Canary one ",
    "a text that messages cut": "canary ".repeat(30),
    "a text that JSON and URLs write in another way": 'can"ary\n/\u001b[31m \u202eüx',
    "a URL": "http://canary.example/canary?canary#canary",
    "a URL of no protocol that Graph takes": "canary://x/y",
    "the digits of a phone number": "+1 (867) 530-9867530",
    "a number": 867530,
    "a long number": 8675309867530,
    "a list": ["CANARY", { a: "canary" }, 867530],
    "an object": { a: { b: ["Canary"] }, c: 8675309 },
};

/** Whatever is in a value outside a mark. */
function unmarked(value: unknown): unknown {
    if (typeof value !== "object" || value === null) return value;
    if (MARK in value) return "marked";
    if (Array.isArray(value)) return value.map(unmarked);
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, unmarked(each)]));
}

/** Nothing of a canary is in what came back outside a mark, nor in the lines so far. */
function seesNone(plugin: NativeProcess, ...answers: unknown[]): void {
    const all = JSON.stringify([unmarked(answers), plugin.lines]);
    const at = all.search(SEEN);
    if (at >= 0) throw new Error(`a secret shows: ${all.slice(Math.max(0, at - 150), at + 50)}`);
}

const RESOURCES: readonly { name: string; of: string; inputs: readonly string[] }[] = [
    { name: "PhoneNumber", of: "phoneNumberId", inputs: INPUT_NAMES },
    ...Object.values(kinds).map(({ name, of, fields }) => ({
        name,
        of,
        inputs: [of, ...Object.keys(fields)],
    })),
];

describe("what is marked as a secret shows nowhere", () => {
    let plugin: NativeProcess;
    before(async () => {
        plugin = await NativeProcess.start({ numbers: [NUMBER] });
    });
    beforeEach(() => {
        plugin.lines.length = 0;
    });
    after(() => plugin?.[Symbol.asyncDispose]());

    for (const { name, of, inputs } of RESOURCES) {
        for (const input of inputs) {
            it(`${name}.${input}: in checks, previews, operations, their lines and errors`, async () => {
                const urn = urnOf(`whatsapp:index:${name}`);
                const base = { [of]: of === "wabaId" ? WABA : ID };
                for (const [what, canary] of Object.entries(CANARIES)) {
                    plugin.graph.seed({ numbers: [NUMBER] });
                    for (const given of [secret(canary), [secret(canary)], { nested: secret(canary) }]) {
                        const checked = await plugin.check({ ...base, [input]: given }, { urn });
                        expect(
                            checked.failures.map(({ property }) => property),
                            what,
                        ).not.to.include(input);
                        seesNone(plugin, checked);
                    }
                    const news = { ...base, [input]: secret(canary) };
                    // An engine asks none of this of inputs that are refused.
                    const id = await plugin.create(news, { urn, preview: true }).catch(errorOf);
                    const olds = { ...base, [input]: secret("canary before") };
                    const diff = await plugin
                        .diff({ ...olds, requests: "" }, news, { urn, olds })
                        .catch(errorOf);
                    const { id: _, ...created } = await plugin.create(news, { urn }).catch(errorOf);
                    const read = await plugin.read(ID, news, news, urn).catch(errorOf);
                    seesNone(plugin, withoutId(id), diff, created, withoutId(read));
                }
            });
        }
    }

    /** An ID is in clear in every state: the engine has no mark for it. */
    function withoutId({ id: _, ...rest }: Bag): Bag {
        return rest;
    }

    async function errorOf(error: unknown): Promise<Bag & { id?: string }> {
        return { ...(await failed(Promise.reject(error))) };
    }

    describe("of what is accepted", () => {
        beforeEach(() => plugin.graph.seed({ numbers: [NUMBER] }));
        const rows: [name: string, inputs: Bag, then: Bag][] = [
            [
                "PhoneNumber",
                { phoneNumberId: ID, pin: secret(PIN), displayName: secret("Canary Market") },
                { displayName: secret("Canary Bakery") },
            ],
            [
                "BusinessProfile",
                { phoneNumberId: ID, about: secret("Canary"), websites: [secret("https://canary.example")] },
                { about: secret("canaries"), address: secret("Canary Wharf") },
            ],
            [
                "QrCode",
                { phoneNumberId: ID, prefilledMessage: secret("Hello canary") },
                { prefilledMessage: secret("canary two") },
            ],
            [
                "ConversationalComponents",
                { phoneNumberId: ID, prompts: secret(["canary"]), commands: secret([]) },
                { commands: secret([{ commandName: "canary", commandDescription: "canary" }]) },
            ],
            [
                "Username",
                { phoneNumberId: ID, username: secret("canary.one") },
                { username: secret("canary.two") },
            ],
        ];
        for (const [name, inputs, then] of rows) {
            it(`${name}: in lines, differences and outputs, whatever their names`, async () => {
                const urn = urnOf(`whatsapp:index:${name}`);
                const first = await plugin.check(inputs, { urn });
                expect(first.failures).to.deep.equal([]);
                const foreseen = await plugin.create(first.inputs, { urn, preview: true });
                const { id, state } = await plugin.create(first.inputs, { urn });
                const news = await plugin.check({ ...inputs, ...then }, { urn, olds: first.inputs });
                expect(news.failures).to.deep.equal([]);
                const diff = await plugin.diff(state, news.inputs, { urn, olds: first.inputs });
                expect(diff.changes).to.equal(true);
                const planned = await plugin.update(id, state, news.inputs, { urn, preview: true });
                const updated = await plugin.update(id, state, news.inputs, { urn });
                const read = await plugin.read(id, updated, news.inputs, urn);
                expect(plugin.lines).not.to.deep.equal([]);
                seesNone(plugin, first, foreseen, state, news, planned, updated, read);
                expect(JSON.stringify(read)).to.match(SEEN);
            });
        }
    });

    it("a secret by its name, given in clear: in no failure, and marked where check answers it", async () => {
        for (const canary of [867530, 8675309, true, ["canary"], { canary: 1 }, "canary"]) {
            const urn = urnOf("whatsapp:index:WebhookOverride");
            const checked = await plugin.check({ phoneNumberId: ID, verifyToken: canary }, { urn });
            seesNone(plugin, checked);
            seesNone(plugin, await plugin.check({ phoneNumberId: ID, pin: canary }));
        }
    });

    it("a short one is hidden as a word, and is not looked for within a number's ID", async () => {
        const { inputs } = await plugin.check({
            phoneNumberId: ID,
            pin: secret(ID.slice(3, 9)),
            dataLocalizationRegion: secret("DE"),
        });
        await plugin.create(inputs, { preview: true });
        const said = plugin.lines.map(({ message }) => message).join();
        expect(said)
            .to.contain(`phone number ${ID}`)
            .and.to.contain("[secret]")
            .and.not.to.match(/\bDE\b/);
    });

    describe("of the provider's configuration", () => {
        const check = async (news: Bag) => {
            const request = new rpc.CheckRequest().setNews(struct(news));
            const answer = await plugin.call<rpc.CheckResponse>("checkConfig", request);
            const failures = answer.getFailuresList().map((each) => each.toObject());
            return { inputs: bag(answer.getInputs()), failures };
        };
        for (const key of Object.keys(CONFIGURATION)) {
            it(key, async () => {
                for (const canary of Object.values(CANARIES))
                    seesNone(plugin, await check({ [key]: secret(canary) }));
            });
        }

        it("also in what a later call says of it", async () => {
            await using other = await NativeProcess.start();
            const { port } = new URL(other.graph.url);
            await other.configure({ graphUrl: secret(other.graph.url), accessToken: secret("canary") });
            await other.graph.close();
            const { message } = await failed(other.read(ID));
            expect(message).not.to.contain(port).and.not.to.match(SEEN);
        });
    });

    describe("of a function's arguments", () => {
        before(() => plugin.graph.seed({ numbers: [NUMBER] }));
        for (const [token, args] of [
            ["getPhoneNumber", ["phoneNumberId", "fields"]],
            ["getPhoneNumbers", ["wabaId", "fields", "limit", "sort", "filtering"]],
        ] as const) {
            for (const arg of args) {
                it(`${token}: ${arg}`, async () => {
                    for (const canary of Object.values(CANARIES)) {
                        const given = { phoneNumberId: ID, wabaId: WABA, [arg]: secret(canary) };
                        const of = Object.fromEntries(
                            Object.entries(given).filter(([name]) =>
                                (args as readonly string[]).includes(name),
                            ),
                        );
                        const answer = await plugin.invoke(`whatsapp:index:${token}`, of).catch(errorOf);
                        seesNone(plugin, answer);
                    }
                });
            }
        }

        it("a result that repeats one is marked", async () => {
            const { result } = await plugin.invoke("whatsapp:index:getPhoneNumber", {
                phoneNumberId: secret(ID),
            });
            expect(result.id).to.deep.equal(secret(ID));
        });
    });

    it("what is not known is no secret text", async () => {
        const { failures } = await plugin.check({ phoneNumberId: secret(UNKNOWN), pin: "abcd" });
        expect(failures.map(({ reason }) => reason).join()).not.to.contain("[secret]");
    });
});
