import { status } from "@grpc/grpc-js";
import { PluginAttach, type PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import { GetSchemaRequest, type GetSchemaResponse } from "@pulumi/pulumi/proto/provider_pb";
import { expect } from "chai";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { CONFIGURATION } from "../../../../provider/run/configuration";
import * as kinds from "../../../../provider/settings/kinds";
import { UNKNOWN } from "../../../../provider/unknown";
import { type Bag, bag, failed, NativeProcess, secret, struct, urnOf } from "../../../support/nativeProcess";
import { ID, PIN } from "../../../support/world";

const WABA = "102290129340398";

describe("the plugin's service", () => {
    let plugin: NativeProcess;
    before(async () => {
        plugin = await NativeProcess.start({ numbers: [{ id: ID, wabaId: WABA, registered: true }] });
    });
    after(() => plugin?.[Symbol.asyncDispose]());

    it("accepts secrets, in its handshake and when it is configured, and knows previews", async () => {
        const shake = await plugin.call<rpc.ProviderHandshakeResponse>(
            "handshake",
            new rpc.ProviderHandshakeRequest(),
        );
        expect(shake.toObject()).to.deep.include({
            acceptSecrets: true,
            acceptResources: false,
            acceptOutputs: false,
        });
        const { acceptsecrets, supportspreview } = (
            await plugin.configure({ graphUrl: plugin.graph.url })
        ).toObject();
        expect({ acceptsecrets, supportspreview }).to.deep.equal({
            acceptsecrets: true,
            supportspreview: true,
        });
    });

    it("an engine that attaches to it later hears it", async () => {
        await using other = await NativeProcess.start({ numbers: [{ id: ID }] });
        const heard = other.lines.length;
        await plugin.call("attach", new PluginAttach().setAddress(other.engine));
        await plugin.check({ phoneNumberId: ID, pin: PIN });
        await plugin.create({ phoneNumberId: ID, pin: PIN, pinRevision: 1 }, { preview: true });
        expect(other.lines.length).to.be.greaterThan(heard);
        await plugin.call("attach", new PluginAttach().setAddress(plugin.engine));
    });

    it("answers its version and its schema", async () => {
        expect((await plugin.call<PluginInfo>("getPluginInfo", new Empty())).getVersion()).to.equal("1.2.3");
        const schema = await plugin.call<GetSchemaResponse>("getSchema", new GetSchemaRequest());
        expect(schema.getSchema()).to.equal("{}");
    });

    for (const [method, request] of [
        ["parameterize", new rpc.ParameterizeRequest()],
        ["construct", new rpc.ConstructRequest()],
        ["call", new rpc.CallRequest()],
        ["getMapping", new rpc.GetMappingRequest()],
        ["getMappings", new rpc.GetMappingsRequest()],
    ] as const) {
        it(`${method} is not implemented, and says so as gRPC does`, async () => {
            const error = await plugin.call(method, request).catch((reason: unknown) => reason);
            expect((error as { code: number }).code).to.equal(status.UNIMPLEMENTED);
        });
    }

    describe("configuration", () => {
        async function check(news: Bag, name = "default") {
            const urn = `urn:pulumi:dev::shop::pulumi:providers:whatsapp::${name}`;
            const answer = await plugin.call<rpc.CheckResponse>(
                "checkConfig",
                new rpc.CheckRequest().setUrn(urn).setNews(struct(news)),
            );
            return {
                inputs: bag(answer.getInputs()),
                failures: answer.getFailuresList().map((each) => each.toObject()),
            };
        }

        const rows: [what: string, news: Bag, property: string, reason: RegExp][] = [
            [
                "a Graph elsewhere without https",
                { graphUrl: "http://graph.example" },
                "graphUrl",
                /only https/,
            ],
            ["what is no URL", { graphUrl: "graph" }, "graphUrl", /not a URL/],
            ["a URL with a user", { graphUrl: "https://a:b@graph.example" }, "graphUrl", /plain base URL/],
            ["a version", { apiVersion: "25" }, "apiVersion", /Graph version/],
            ["a wait", { waitForConnected: "soon" }, "waitForConnected", /seconds/],
            ["a wait as JSON", { waitForConnected: 4000 }, "waitForConnected", /seconds/],
            ["a time-out", { requestTimeout: -1 }, "requestTimeout", /seconds, 0\.1 to 3600/],
            ["no limit at all", { requestTimeout: 0 }, "requestTimeout", /seconds, 0\.1 to 3600/],
            ["a time-out as text", { requestTimeout: "0" }, "requestTimeout", /whatsapp:requestTimeout/],
            ["a policy", { regionInRegister: "perhaps" }, "regionInRegister", /auto, always, never/],
            ["a secret one, by no name", { apiVersion: secret("25") }, "", /Graph version/],
            [
                "a token in clear text",
                { accessToken: "canary" },
                "",
                /pulumi config set --secret whatsapp:accessToken/,
            ],
            ["an app secret in clear text", { appSecret: "canary" }, "", /export WHATSAPP_APP_SECRET/],
        ];
        for (const [what, news, property, reason] of rows) {
            it(`${what} is refused`, async () => {
                const { failures } = await check(news);
                expect(failures.map((failure) => failure.property)).to.deep.equal([property]);
                expect(failures[0]?.reason).to.match(reason).and.not.to.contain("canary");
            });
        }

        it("a token is a secret in what is refused, too", async () => {
            const { inputs, failures } = await check({ accessToken: "canary", region: "DE" }, "own");
            expect(failures).to.have.length(1);
            expect(inputs).to.deep.include({ accessToken: secret("canary") });
        });

        for (const [key, { type }] of Object.entries(CONFIGURATION)) {
            const given = { string: "canary", number: 60, boolean: true };
            const others = Object.entries({ ...given, object: { canary: "canary" }, list: ["canary"] });
            for (const [kind, value] of others.filter(([kind]) => kind !== "string" && kind !== type)) {
                for (const [how, wrapped] of [
                    ["", value],
                    [", a secret", secret(value)],
                ] as const) {
                    it(`${key} as ${kind}${how} is refused without its value`, async () => {
                        const { failures } = await check({ [key]: wrapped });
                        expect(failures.map(({ property }) => property)).to.deep.equal([key]);
                        expect(failures[0]?.reason).to.match(
                            new RegExp(`^${key} was given as an? \\w+: give a ${type}$`),
                        );
                    });
                }
            }
        }

        it("what is not known yet passes, as does what the engine adds", async () => {
            const known = Object.fromEntries(Object.keys(CONFIGURATION).map((key) => [key, UNKNOWN]));
            const added = { version: "1.0.0", pluginDownloadURL: "https://a.example", __internal: {} };
            for (const name of ["default", "default_1_0_0", "own"]) {
                const { failures } = await check({ ...known, ...added }, name);
                expect(failures, name).to.deep.equal([]);
            }
        });

        const misspelt = [
            ["acessToken", "accessToken"],
            ["access_token", "accessToken"],
            ["graphURL", "graphUrl"],
            ["apiVerison", "apiVersion"],
            ["requestTimeouts", "requestTimeout"],
            ["previewRead", "previewReads"],
        ];
        for (const [name = "", meant] of misspelt) {
            it(`${name} is refused of an explicit provider, with ${meant} as a suggestion`, async () => {
                const { failures } = await check({ [name]: "canary" }, "own");
                expect(failures.map(({ property }) => property)).to.deep.equal([name]);
                expect(failures[0]?.reason).to.match(new RegExp(`Did you mean ${meant}\\?$`));
                expect(failures[0]?.reason).not.to.contain("canary");
            });

            it(`${name} in stack config is a warning that names ${meant}`, async () => {
                plugin.lines.length = 0;
                expect((await check({ [name]: "canary" })).failures).to.deep.equal([]);
                expect(JSON.stringify(plugin.lines))
                    .to.contain(`the setting is whatsapp:${meant}`)
                    .and.not.to.contain("canary");
            });
        }

        for (const name of ["pin", "constructor", "toString", "region"]) {
            it(`${name} is refused of an explicit provider; in stack config it is the program's own`, async () => {
                plugin.lines.length = 0;
                expect((await check({ [name]: "1" })).failures).to.deep.equal([]);
                expect(plugin.lines).to.deep.equal([]);
                const { failures } = await check({ [name]: "1" }, "own");
                expect(failures.map(({ reason }) => reason).join()).to.match(
                    new RegExp(`^${name} is not a setting of the provider: it knows accessToken, `),
                );
            });
        }

        it("token and app secret are secrets, also if they come in clear text to this machine", async () => {
            const { inputs, failures } = await check({
                graphUrl: plugin.graph.url,
                accessToken: "t",
                appSecret: "s",
            });
            expect(failures).to.deep.equal([]);
            expect(inputs).to.deep.include({ accessToken: secret("t"), appSecret: secret("s") });
        });

        it("a change never replaces", async () => {
            const diff = async (news: Bag) => {
                const request = new rpc.DiffRequest()
                    .setOlds(struct({ accessToken: secret("a"), graphUrl: "https://a.example" }))
                    .setOldInputs(struct({ accessToken: secret("a"), graphUrl: "https://a.example" }))
                    .setNews(struct(news));
                const answer = await plugin.call<rpc.DiffResponse>("diffConfig", request);
                return [answer.getChanges(), answer.getReplacesList(), answer.getDeletebeforereplace()];
            };
            const { DIFF_NONE, DIFF_SOME } = rpc.DiffResponse.DiffChanges;
            expect(await diff({ accessToken: "a", graphUrl: "https://a.example" })).to.deep.equal([
                DIFF_NONE,
                [],
                false,
            ]);
            expect(await diff({ accessToken: secret("b") })).to.deep.equal([DIFF_SOME, [], false]);
        });
    });

    describe("functions", () => {
        before(() =>
            plugin.configure({ graphUrl: plugin.graph.url, accessToken: secret(plugin.graph.token) }),
        );

        it("read a number, and the numbers of a WABA; an ID may come as a number", async () => {
            const { result } = await plugin.invoke("whatsapp:index:getPhoneNumber", {
                phoneNumberId: Number(ID),
            });
            expect(result).to.include({ id: ID, registered: true });
            const all = await plugin.invoke("whatsapp:index:getPhoneNumbers", { wabaId: WABA, limit: null });
            expect((all.result.numbers as Bag[]).map(({ id }) => id)).to.deep.equal([ID]);
        });

        it("ask nothing while an argument is not known", async () => {
            plugin.graph.clearRequests();
            const { failures } = await plugin.invoke("whatsapp:index:getPhoneNumber", {
                phoneNumberId: UNKNOWN,
            });
            expect(failures.map(({ property }) => property)).to.deep.equal(["phoneNumberId"]);
            expect(plugin.graph.requests).to.deep.equal([]);
        });

        it("fail in one line that says what to do next", async () => {
            const { message } = await failed(
                plugin.invoke("whatsapp:index:getPhoneNumber", { phoneNumberId: "9" }),
            );
            expect(message).to.match(/^getPhoneNumber 9: .*Next: /);
            const later = await failed(plugin.invoke("whatsapp:index:getWeather", {}));
            expect(later.message).to.contain("no function whatsapp:index:getWeather");
        });
    });

    describe("every kind of setting", () => {
        before(() =>
            plugin.configure({ graphUrl: plugin.graph.url, accessToken: secret(plugin.graph.token) }),
        );

        for (const kind of Object.values(kinds)) {
            it(`${kind.name} has a token of its own, and names what is missing by property`, async () => {
                const { failures } = await plugin.check({}, { urn: urnOf(`whatsapp:index:${kind.name}`) });
                expect(failures.map(({ property }) => property)).to.include(kind.of);
            });
        }

        it("a token for verification is a secret in inputs, state and what a read returns", async () => {
            const urn = urnOf("whatsapp:index:WebhookOverride");
            const app = urnOf("whatsapp:index:AppSubscription");
            await plugin.create((await plugin.check({ wabaId: WABA }, { urn: app })).inputs, { urn: app });
            const given = {
                phoneNumberId: ID,
                overrideCallbackUri: "https://hooks.example/a",
                verifyToken: "canary",
            };
            const { inputs } = await plugin.check(given, { urn });
            const { id, state } = await plugin.create(inputs, { urn });
            const read = await plugin.read(id, state, inputs, urn);
            for (const each of [inputs, state, read.state, read.inputs])
                expect(each.verifyToken).to.deep.equal(secret("canary"));
            expect((await plugin.diff(read.state, read.inputs, { urn })).changes).to.equal(false);
        });

        it("state without its owner's ID is named, and nothing is asked or replaced", async () => {
            const urn = urnOf("whatsapp:index:BusinessProfile");
            const news = { phoneNumberId: ID, about: "a" };
            plugin.graph.clearRequests();
            for (const state of [{ about: "a" }, { phoneNumberId: "x", about: "a" }]) {
                for (const call of [
                    () => plugin.diff(state, news, { urn }),
                    () => plugin.update(ID, state, news, { urn }),
                    () => plugin.read(ID, state, news, urn),
                    () => plugin.delete(ID, state, urn),
                ]) {
                    expect((await failed(call())).message).to.match(/^state holds .*phoneNumberId.*Next: /);
                }
            }
            expect(plugin.graph.requests).to.deep.equal([]);
        });

        it("one that a program looks up by properties is read whole, or its ID is named as wrong", async () => {
            const urn = urnOf("whatsapp:index:QrCode");
            const { message } = await failed(plugin.read(ID, { phoneNumberId: ID }, {}, urn));
            expect(message).to.contain(`"${ID}" is no ID of a QR code`);
        });

        it("a preview without a known ID answers none", async () => {
            const urn = urnOf("whatsapp:index:BusinessProfile");
            const news = { phoneNumberId: UNKNOWN, about: "a" };
            expect((await plugin.create(news, { urn, preview: true })).id).to.equal("");
            const number = { phoneNumberId: UNKNOWN, pin: secret(PIN) };
            expect((await plugin.create(number, { preview: true })).id).to.equal("");
        });

        it("a secret that is missing is named", async () => {
            const urn = urnOf("whatsapp:index:WebhookOverride");
            const { failures } = await plugin.check({ phoneNumberId: ID }, { urn });
            expect(failures.map(({ property }) => property)).to.include("verifyToken");
            const number = await plugin.check({ phoneNumberId: ID });
            expect(number.failures.map(({ property }) => property)).to.deep.equal(["pin"]);
        });

        it("a preview knows what is declared, and of an update what Graph added before", async () => {
            const urn = urnOf("whatsapp:index:QrCode");
            const { inputs } = await plugin.check({ phoneNumberId: ID, prefilledMessage: "Hello" }, { urn });
            const foreseen = await plugin.create(inputs, { urn, preview: true });
            expect(foreseen).to.deep.equal({
                id: ID,
                state: { phoneNumberId: ID, prefilledMessage: "Hello", code: UNKNOWN, deepLinkUrl: UNKNOWN },
            });
            const { id, state } = await plugin.create(inputs, { urn });
            const news = { ...inputs, prefilledMessage: "Good day" };
            expect(await plugin.update(id, state, news, { preview: true, urn })).to.deep.equal(
                await plugin.update(id, state, news, { urn }),
            );
        });
    });

    it("a resource inside a component is known by its own type", async () => {
        const urn = `urn:pulumi:test::test::acme:index:Team$whatsapp:index:PhoneNumber::support`;
        const { failures } = await plugin.check({ phoneNumberId: ID, pin: PIN }, { urn });
        expect(failures).to.deep.equal([]);
    });
});
