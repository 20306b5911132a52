import { PropertyDiff } from "@pulumi/pulumi/proto/provider_pb";
import { expect } from "chai";
import { clean } from "../../../../graph/wire";
import { UNKNOWN } from "../../../../provider/unknown";
import { type Bag, failed, NativeProcess, NUMBER, secret } from "../../../support/nativeProcess";
import { ID, PIN } from "../../../support/world";

const { Kind } = PropertyDiff;
const INPUTS = { phoneNumberId: ID, pin: secret(PIN) };
const OTHER = "2";

describe("a number behind the native protocol", () => {
    let plugin: NativeProcess;
    beforeEach(async () => {
        plugin = await NativeProcess.start({
            numbers: [{ id: ID }, { id: OTHER, displayPhoneNumber: "+1 631-555-0002" }],
        });
    });
    afterEach(() => plugin[Symbol.asyncDispose]());

    const sent = () => plugin.graph.writes().map((write) => write.kind);
    async function created(change: Bag = {}): Promise<{ inputs: Bag; state: Bag }> {
        const { inputs, failures } = await plugin.check({ ...INPUTS, ...change });
        expect(failures).to.deep.equal([]);
        return { inputs, state: (await plugin.create(inputs)).state };
    }

    it("create, diff, read, diff, delete: no change in between, and its PIN is a secret everywhere", async () => {
        const { inputs, state } = await created({
            dataLocalizationRegion: "DE",
            enableIdentityKeyCheck: true,
        });
        expect(inputs.pin).to.deep.equal(secret(PIN));
        expect(state.pin).to.deep.equal(secret(PIN));
        expect(await plugin.diff(state, inputs)).to.deep.equal({
            changes: false,
            replaces: [],
            detailed: [],
        });
        const read = await plugin.read(ID, state, inputs);
        expect(read).to.deep.equal({ id: ID, state, inputs });
        expect((await plugin.diff(read.state, read.inputs)).changes).to.equal(false);
        // Another run: this one still declares it.
        await using next = await NativeProcess.start();
        await next.configure({ graphUrl: plugin.graph.url, accessToken: plugin.graph.token });
        await next.delete(ID, read.state);
        expect(sent()).to.deep.equal(["setStorage", "register", "setIdentityKeyCheck", "deregister"]);
    });

    it("a PIN in clear text comes back from check as a secret", async () => {
        const { inputs } = await plugin.check({ ...INPUTS, pin: PIN });
        expect(inputs.pin).to.deep.equal(secret(PIN));
    });

    it("whatever was given as a secret stays one: inputs and outputs of the same name", async () => {
        const { inputs, state } = await created({ displayName: secret("Jasper's Market") });
        expect(inputs.displayName).to.deep.equal(secret("Jasper's Market"));
        expect(state.displayName).to.deep.equal(secret("Jasper's Market"));
    });

    describe("a PIN that YAML hands over as a number", () => {
        for (const [given, taken] of [
            [493817, "493817"],
            [100000, "100000"],
            [999999, "999999"],
        ] as const) {
            it(`${given} is the text`, async () => {
                const { inputs, failures } = await plugin.check({ ...INPUTS, pin: secret(given) });
                expect(failures).to.deep.equal([]);
                expect(inputs.pin).to.deep.equal(secret(taken));
            });
        }
        for (const given of [12345, 99999, 1000000, 123456.5, -123456]) {
            it(`${given} is refused, and not shown: it may have lost a zero`, async () => {
                const { failures } = await plugin.check({ ...INPUTS, pin: secret(given) });
                expect(failures.map(({ property }) => property)).to.deep.equal([""]);
                expect(failures[0]?.reason).to.match(/^pin was given as a number/);
            });
        }
        it("text with a leading zero stays text", async () => {
            const { inputs } = await plugin.check({ ...INPUTS, pin: "012345" });
            expect(inputs.pin).to.deep.equal(secret("012345"));
        });
        it("is no change to the same text", async () => {
            const { inputs } = await plugin.check(INPUTS);
            const again = await plugin.check({ ...INPUTS, pin: Number(PIN) }, { olds: inputs });
            expect(again.inputs).to.deep.equal(inputs);
        });
    });

    it("an ID that YAML hands over as a number is its digits, unless some may be lost", async () => {
        expect((await plugin.check({ ...INPUTS, phoneNumberId: Number(ID) })).inputs.phoneNumberId).to.equal(
            ID,
        );
        const { failures } = await plugin.check({ ...INPUTS, phoneNumberId: 2 ** 60 });
        expect(failures.map(({ property }) => property)).to.deep.equal(["phoneNumberId"]);
    });

    it("refuses each input on its property, but a secret on none: the engine prints the value", async () => {
        const { failures } = await plugin.check({
            phoneNumberId: "+1 631",
            pin: "9071842",
            dataLocalizationRegion: secret("XX-secret"),
            enableIdentityKeyCheck: "yes",
        });
        expect(failures.map(({ property }) => property)).to.deep.equal([
            "phoneNumberId",
            "",
            "",
            "enableIdentityKeyCheck",
        ]);
        for (const { reason } of failures.slice(1, 2)) expect(reason).not.to.contain("9071842");
    });

    it("passes what is not known yet, and it stays unknown", async () => {
        const unknown = {
            phoneNumberId: UNKNOWN,
            pin: UNKNOWN,
            enableIdentityKeyCheck: "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
        };
        const { inputs, failures } = await plugin.check(unknown);
        expect(failures).to.deep.equal([]);
        expect(inputs).to.deep.equal({
            phoneNumberId: UNKNOWN,
            pin: UNKNOWN,
            enableIdentityKeyCheck: UNKNOWN,
            pinRevision: 1,
        });
        const { state } = await plugin.create(inputs, { preview: true });
        expect(state).to.include({ phoneNumberId: UNKNOWN, pin: UNKNOWN, registered: UNKNOWN });
        expect(sent()).to.deep.equal([]);
    });

    describe("the diff names each input that changes", () => {
        const rows: [what: string, change: Bag, expected: [string, number, boolean][], replaces: string[]][] =
            [
                [
                    "a PIN, with its revision",
                    { pin: secret("271828") },
                    [
                        ["pin", Kind.UPDATE, true],
                        ["pinRevision", Kind.UPDATE, true],
                    ],
                    [],
                ],
                [
                    "a region that is added",
                    { dataLocalizationRegion: "DE" },
                    [["dataLocalizationRegion", Kind.ADD, true]],
                    [],
                ],
                [
                    "another number",
                    { phoneNumberId: OTHER },
                    [["phoneNumberId", Kind.UPDATE_REPLACE, true]],
                    ["phoneNumberId"],
                ],
                [
                    "a number that may turn out the same",
                    { phoneNumberId: UNKNOWN },
                    [["phoneNumberId", Kind.UPDATE, true]],
                    [],
                ],
                [
                    "what is recorded alone",
                    { deletionProtection: true },
                    [["deletionProtection", Kind.ADD, true]],
                    [],
                ],
            ];
        for (const [what, change, detailed, replaces] of rows) {
            it(what, async () => {
                const { inputs, state } = await created();
                const news = (await plugin.check({ ...INPUTS, ...change }, { olds: inputs })).inputs;
                expect(await plugin.diff(state, news, { olds: inputs })).to.deep.equal({
                    changes: true,
                    replaces,
                    detailed,
                });
            });
        }

        it("an input that is gone, and one that drifted without being changed", async () => {
            const { inputs, state } = await created({
                enableIdentityKeyCheck: true,
                deletionProtection: true,
            });
            const { deletionProtection: _, ...news } = inputs;
            const drifted = { ...state, enableIdentityKeyCheck: false };
            expect((await plugin.diff(drifted, news, { olds: inputs })).detailed).to.deep.equal([
                ["deletionProtection", Kind.DELETE, true],
                ["enableIdentityKeyCheck", Kind.UPDATE, false],
            ]);
        });
    });

    describe("a preview knows what the plan knows, and sends nothing", () => {
        it("of a create", async () => {
            const { inputs } = await plugin.check({ ...INPUTS, dataLocalizationRegion: "DE" });
            const { id, state } = await plugin.create(inputs, { preview: true });
            expect(id).to.equal(ID);
            expect(state).to.include({ phoneNumberId: ID, dataLocalizationRegion: "DE", pinRevision: 1 });
            expect(state).to.include({ displayPhoneNumber: UNKNOWN, registered: UNKNOWN, requests: UNKNOWN });
            expect(state.pin).to.deep.equal(secret(PIN));
            expect(sent()).to.deep.equal([]);
        });

        it("of an update in place: all but what it sets stays", async () => {
            const { inputs, state } = await created();
            const news = (await plugin.check({ ...INPUTS, pin: secret("271828") }, { olds: inputs })).inputs;
            const foreseen = await plugin.update(ID, state, news, { preview: true });
            expect(foreseen).to.deep.equal({ ...state, pin: secret("271828"), pinRevision: 2 });
            expect(await plugin.update(ID, state, news)).to.deep.equal(foreseen);
        });

        it("of an outage: what registering may change is not known", async () => {
            const { inputs, state } = await created();
            const news = (await plugin.check({ ...INPUTS, dataLocalizationRegion: "DE" }, { olds: inputs }))
                .inputs;
            const foreseen = await plugin.update(ID, state, news, { preview: true });
            const known = Object.entries(foreseen).filter(([, value]) => value !== UNKNOWN);
            const after = await plugin.update(ID, state, news);
            for (const [name, value] of known) expect(after[name], name).to.deep.equal(value);
            expect(foreseen).to.include({ registered: UNKNOWN, requests: UNKNOWN, status: UNKNOWN });
        });
    });

    describe("lines go to the resource, with their severity, before the answer", () => {
        it("a plan is information, an outage a warning", async () => {
            const { inputs: checked } = await plugin.check(INPUTS);
            await plugin.create(checked, { preview: true });
            const { inputs, state } = await created();
            expect(plugin.lines.map(({ severity, urn }) => [severity, urn])).to.deep.equal([
                ["info", NUMBER],
                ["info", NUMBER],
            ]);
            expect(plugin.lines[0]?.message).to.contain("register");
            expect(plugin.lines[1]?.message).to.contain(": registered: register;");
            plugin.lines.length = 0;
            const news = (await plugin.check({ ...INPUTS, dataLocalizationRegion: "DE" }, { olds: inputs }))
                .inputs;
            await plugin.diff(state, news, { olds: inputs });
            expect(plugin.lines).to.have.length(1);
            expect(plugin.lines[0]).to.include({ severity: "warning", urn: NUMBER });
            expect(plugin.lines[0]?.message).to.match(/OUTAGE: /);
        });

        it("a plan that would be refused is a warning", async () => {
            const registerLockedUntil = new Date(Date.now() + 3600_000).toISOString();
            const locked = { phoneNumberId: OTHER, pinRevision: 1, requests: "", registered: false };
            const news = { ...INPUTS, phoneNumberId: OTHER, pinRevision: 1 };
            await plugin.diff({ ...locked, registerLockedUntil }, news);
            expect(plugin.lines.map(({ severity }) => severity)).to.deep.equal(["warning"]);
            expect(plugin.lines[0]?.message).to.contain("REFUSED");
        });

        it("a deregistration for good is a warning, which the engine says and the line does not repeat", async () => {
            const { state } = await created();
            await using next = await NativeProcess.start();
            await next.configure({ graphUrl: plugin.graph.url, accessToken: plugin.graph.token });
            await next.delete(ID, state);
            expect(next.lines.map(({ severity }) => severity)).to.deep.equal(["warning"]);
            expect(next.lines[0]?.message).to.match(/\): DEREGISTERED for good/);
        });

        it("lines of calls at once go each to its own resource, in order", async () => {
            const ids = Array.from({ length: 20 }, (_, index) => String(1000 + index));
            plugin.graph.seed({ numbers: ids.map((id) => ({ id })) });
            const urn = (id: string) => NUMBER.replace(/support$/, id);
            await Promise.all(
                ids.map(async (id) => {
                    const { inputs } = await plugin.check({ ...INPUTS, phoneNumberId: id }, { urn: urn(id) });
                    await plugin.create(inputs, { urn: urn(id), preview: true });
                    await plugin.create(inputs, { urn: urn(id) });
                }),
            );
            for (const id of ids) {
                const own = plugin.lines.filter((line) => line.urn === urn(id)).map(({ message }) => message);
                expect(own).to.have.length(2);
                for (const message of own) expect(message).to.contain(`phone number ${id}`);
                expect(own[1]).to.contain("registered");
            }
        });
    });

    describe("errors", () => {
        it("a partial failure leaves id, state and inputs with their secrets marked, and a reason", async () => {
            plugin.graph.change(ID, { pin: "271828" });
            const { inputs } = await plugin.check(INPUTS);
            const { message, left } = await failed(plugin.create(inputs));
            expect(left?.id).to.equal(ID);
            expect(left?.properties).to.include({ registered: false });
            expect(left?.properties.refusedPin).to.deep.equal(secret(PIN));
            expect(left?.inputs).to.deep.equal(inputs);
            expect(left?.reasons).to.deep.equal([message]);
            expect(message).not.to.contain(PIN);
        });

        it("a partial failure of a large state arrives, without what is large in it", async () => {
            const { inputs, state } = await created();
            const { inputs: news } = await plugin.check(
                { ...INPUTS, dataLocalizationRegion: "DE" },
                { olds: inputs },
            );
            plugin.graph.fail({ match: { kind: "setStorage" }, times: 99, do: { error: { code: 10 } } });
            const later = { ...state, ofALaterRelease: "x".repeat(200_000) };
            const { message, left } = await failed(plugin.update(ID, later, news));
            expect(message).to.contain("Next: ");
            expect(left?.id).to.equal(ID);
            expect(left?.properties).to.include.keys("phoneNumberId", "registered", "requests", "pin");
            expect(left?.properties).not.to.have.property("ofALaterRelease");
        });

        it("one before any side effect leaves nothing", async () => {
            const { inputs } = await plugin.check({ ...INPUTS, phoneNumberId: "999" });
            expect((await failed(plugin.create(inputs))).left).to.equal(undefined);
        });

        it("is one line, whatever Graph wrote", async () => {
            const { inputs, state } = await created();
            plugin.graph.fail({
                match: { method: "GET" },
                times: 99,
                do: { error: { code: 10, details: "\u001b[31m\n::error::x\u202e" } },
            });
            const { message } = await failed(plugin.read(ID, state, inputs));
            expect(message).to.equal(clean(message));
            expect(message).to.contain("::error::x");
        });

        it("a resource of a later version is named", async () => {
            const urn = NUMBER.replace("PhoneNumber", "Hologram");
            const { message } = await failed(plugin.check({}, { urn }));
            expect(message).to.contain("no resource whatsapp:index:Hologram");
        });
    });

    describe("a number of which only the ID is known", () => {
        beforeEach(() => {
            plugin.graph.change(ID, {
                registered: true,
                pin: "271828",
                identityKeyCheck: true,
            });
        });

        it("reads as it is, without a PIN, and no request changes anything", async () => {
            const { id, state, inputs } = await plugin.read(ID);
            expect(id).to.equal(ID);
            expect(state).to.include({ phoneNumberId: ID, registered: true, enableIdentityKeyCheck: true });
            expect(state).not.to.have.any.keys("pin", "refusedPin");
            expect(inputs).to.deep.equal({ phoneNumberId: ID, enableIdentityKeyCheck: true });
            expect(sent()).to.deep.equal([]);
        });

        it("is the same where a program gives properties with the ID", async () => {
            plugin.graph.change(ID, { region: "DE" });
            expect(await plugin.read(ID, { phoneNumberId: ID })).to.deep.equal(await plugin.read(ID));
            expect((await plugin.read(ID)).state).to.include({ dataLocalizationRegion: "DE" });
        });

        it("once a PIN is declared, the first update proves and sets it, and sends nothing else", async () => {
            const { state, inputs } = await plugin.read(ID);
            const { inputs: news } = await plugin.check({ ...inputs, pin: secret(PIN) }, { olds: inputs });
            expect(await plugin.diff(state, news, { olds: inputs })).to.deep.include({
                changes: true,
                replaces: [],
            });
            const after = await plugin.update(ID, state, news);
            expect(after.pin).to.deep.equal(secret(PIN));
            expect(sent()).to.deep.equal(["setPin"]);
            expect((await plugin.diff(after, news)).changes).to.equal(false);
        });

        it("one that is not there is an error, and one that is deleted is gone", async () => {
            expect((await failed(plugin.read("999"))).message).to.contain("999");
            plugin.graph.change(ID, { status: "DELETED" });
            expect(await plugin.read(ID)).to.deep.equal({ id: "", state: {}, inputs: {} });
        });

        it("what is no ID is said, and asked of nobody", async () => {
            plugin.graph.clearRequests();
            expect((await failed(plugin.read("+1 631"))).message).to.contain("is not a phone number ID");
            expect(plugin.graph.requests).to.deep.equal([]);
        });
    });

    it("a state of the dynamic face is taken over as it is: said once, nothing sent", async () => {
        const { inputs, state } = await created();
        const provider = "exports.handler=()=>{}";
        const dynamic = { ...state, __provider: provider };
        plugin.graph.clearRequests();
        plugin.lines.length = 0;
        const answer = await plugin.diff(dynamic, inputs, { olds: { ...inputs, __provider: provider } });
        expect(answer).to.deep.equal({ changes: false, replaces: [], detailed: [] });
        expect(plugin.lines.map(({ message }) => message)).to.deep.equal([
            `phone number ${ID}: taken over as it is from a resource of the package for Node.js; nothing is sent`,
        ]);
        plugin.lines.length = 0;
        await plugin.diff(dynamic, inputs);
        expect(plugin.lines).to.deep.equal([]);
        expect((await plugin.read(ID, dynamic, inputs)).state).not.to.have.any.keys("__provider");
        expect(sent()).to.deep.equal([]);
    });
});
