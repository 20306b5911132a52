import { expect } from "chai";
import { type Emulator, startEmulator } from "../../../emulator";
import { clean } from "../../../graph/wire";
import { DynamicAdapter } from "../../../provider/adapters/dynamic/adapter";
import { realHost } from "../../../provider/adapters/dynamic/host";
import type { PhoneNumberState } from "../../../provider/number/model/state";
import { PhoneNumbers } from "../../../provider/number/resource";
import { UNKNOWN } from "../../../provider/unknown";
import { PROVIDER_TEXT } from "../../../sdk/providerText";
import { ID, PIN } from "../../support/world";

const TOKEN = "EMULATOR-TOKEN";
const INPUTS = { phoneNumberId: ID, pin: PIN, __provider: PROVIDER_TEXT };
type Bag = Record<string, unknown>;
type Provider = DynamicAdapter<PhoneNumberState>;

/** The adapter as a fresh provider process has it. */
function freshProvider(config: Record<string, string>): Provider {
    const provider = new DynamicAdapter(new PhoneNumbers(realHost), realHost);
    provider.configure({ config: { get: (key) => config[key] } });
    return provider;
}

describe("the dynamic provider", () => {
    let graph: Emulator;
    let provider: Provider;
    let lines: string[];
    const log = console.log;
    const config = () => ({
        "whatsapp:graphUrl": graph.url,
        "whatsapp:accessToken": TOKEN,
        "whatsapp:waitForConnected": "0",
    });

    beforeEach(async () => {
        graph = await startEmulator({
            numbers: [{ id: ID }, { id: "2", displayPhoneNumber: "+1 631-555-0001" }],
        });
        lines = [];
        console.log = (line: string) => lines.push(line);
        provider = freshProvider(config());
    });
    afterEach(async () => {
        console.log = log;
        await graph.close();
    });

    const kinds = () => graph.writes().map((write) => write.kind);
    async function created(change: Bag = {}): Promise<Bag> {
        const { inputs } = await provider.check({}, { ...INPUTS, ...change });
        const { outs } = await provider.create(inputs);
        return { ...outs, __provider: PROVIDER_TEXT };
    }
    async function thrown(
        work: Promise<unknown>,
    ): Promise<Error & { id?: string; properties?: Bag; reasons?: string[] }> {
        const error = await work.catch((reason: unknown) => reason);
        expect(error).to.be.instanceOf(Error);
        return error as Error;
    }

    describe("takes over what the plugin left: nothing is sent, and a line says so", () => {
        const TAKEN = `phone number ${ID}: taken over as it is from a resource of the plugin; `;
        const plain = (bag: Bag): Bag => {
            const { __provider: _, ...rest } = bag;
            return rest;
        };
        /** Each run has a process of its own. */
        const run = async (olds: Bag, state: Bag, change: Bag = {}) => {
            lines.length = 0;
            provider = freshProvider(config());
            const { inputs } = await provider.check(olds, { ...INPUTS, ...change });
            return { inputs, ...(await provider.diff(ID, state, inputs)) };
        };

        it("outputs without the provider's text change, so that Pulumi's host can read and delete", async () => {
            const state = await created();
            const { inputs, changes, replaces } = await run(
                plain({ ...INPUTS, pinRevision: 1 }),
                plain(state),
            );
            expect({ changes, replaces }).to.deep.equal({ changes: true, replaces: [] });
            expect(lines).to.deep.equal([`${TAKEN}nothing is sent`]);
            const { outs } = await provider.update(ID, plain(state), inputs);
            expect(outs).to.deep.equal(plain(state));
            expect(kinds()).to.deep.equal(["register"]);
            expect((await run(inputs, { ...outs, __provider: PROVIDER_TEXT })).changes).to.equal(false);
            expect(lines).to.deep.equal([]);
        });

        it("outputs that have it still do not change", async () => {
            const state = await created();
            expect((await run(plain({ ...INPUTS, pinRevision: 1 }), state)).changes).to.equal(false);
            expect(lines).to.deep.equal([`${TAKEN}nothing is sent`]);
        });

        it("what the program changes besides is said apart", async () => {
            const state = await created();
            const { changes } = await run(plain({ ...INPUTS, pinRevision: 1 }), plain(state), {
                pin: "271828",
            });
            expect(changes).to.equal(true);
            expect(lines).to.include(`${TAKEN}what changes is said apart`);
            expect(lines.join("\n")).to.match(/set PIN/);
        });
    });

    it("creates with the phone number ID as the resource's ID", async () => {
        const { inputs } = await provider.check({}, INPUTS);
        expect((await provider.create(inputs)).id).to.equal(ID);
    });

    it("create, then diff of the same inputs: no change; read, then diff: no change", async () => {
        const region = { dataLocalizationRegion: "DE", enableIdentityKeyCheck: true };
        const state = await created(region);
        const inputs = { ...INPUTS, ...region, pinRevision: 1 };
        expect((await provider.diff(ID, state, inputs)).changes).to.equal(false);
        const refreshed = await provider.read(ID, state);
        // Pulumi's host adds the provider's text to what is read.
        const kept = { ...refreshed.props, __provider: PROVIDER_TEXT };
        expect((await provider.diff(ID, kept, inputs)).changes).to.equal(false);
        const { __provider: _, ...expected } = inputs;
        expect(refreshed.inputs).to.deep.equal(expected);
    });

    it("says the plan of a new number when it is checked, and of a recorded one when it is compared", async () => {
        const state = await created();
        expect(lines[0]).to.equal(`phone number ${ID}: register, or adopt it if it is live: set PIN`);
        expect(lines[1], "after it").to.match(/: registered: register; leaves 9 register and 10 deregister/);
        expect(lines).to.have.length(2);
        lines.length = 0;
        const news = { ...INPUTS, dataLocalizationRegion: "CH", pinRevision: 1 };
        await provider.check({ ...INPUTS, pinRevision: 1 }, news);
        expect(await provider.diff(ID, state, news)).to.deep.equal({
            changes: true,
            replaces: [],
            deleteBeforeReplace: false,
        });
        expect(lines).to.have.length(1);
        expect(lines[0]).to.match(
            /OUTAGE: set PIN, deregister .* register in CH; leaves 8 register and 9 deregister/,
        );
    });

    it("replaces for another ID; one that is not known yet may turn out the same, and replaces nothing", async () => {
        const state = await created();
        for (const [phoneNumberId, replaces] of [
            ["2", ["phoneNumberId"]],
            [UNKNOWN, []],
        ] as const) {
            const news = { ...INPUTS, phoneNumberId, pinRevision: 1 };
            const diff = await provider.diff(ID, state, news);
            expect(diff).to.deep.equal({ changes: true, replaces, deleteBeforeReplace: false });
        }
    });

    it("a malformed PIN is refused without its property's name: the engine would print the value", async () => {
        const { failures } = await provider.check(
            {},
            { ...INPUTS, pin: "9071842", dataLocalizationRegion: "de" },
        );
        expect(failures.map(({ property }) => property)).to.deep.equal(["", "dataLocalizationRegion"]);
        expect(failures[0]?.reason).to.match(/^pin was given with 7 digits/);
    });

    it("during a refresh says what the next up would do, since nothing is about to happen", async () => {
        const state = await created();
        provider = freshProvider({});
        lines.length = 0;
        await provider.diff(ID, { ...state, registered: false }, { ...INPUTS, pinRevision: 1 });
        expect(lines.join()).to.match(
            /^after this refresh, pulumi up would do: phone number 1065.*: register;/,
        );
    });

    it("during an up says what is done with a number that is replaced, although its old ID is declared no more", async () => {
        const state = await created();
        for (const [phoneNumberId, line] of [
            ["2", /^phone number 1065.*: replaced by 2; then deregistered/],
            [UNKNOWN, /^phone number 1065.*: its ID is not known until apply/],
        ] as const) {
            provider = freshProvider({});
            const { inputs } = await provider.check(state, { ...INPUTS, phoneNumberId });
            lines.length = 0;
            await provider.diff(ID, state, inputs);
            expect(lines.join()).to.match(line);
        }
    });

    it("needs no token to check and to compare", async () => {
        const state = await created();
        provider = freshProvider({});
        await provider.check({}, INPUTS);
        await provider.diff(ID, state, { ...INPUTS, pin: "111111", pinRevision: 2 });
        expect((await thrown(provider.read(ID, state))).message).to.contain("WHATSAPP_ACCESS_TOKEN");
    });

    it("a setting that can't be used is said at the first check", async () => {
        provider = freshProvider({ "whatsapp:graphUrl": "http://graph.example" });
        expect((await thrown(provider.check({}, INPUTS))).message).to.contain("only https is allowed");
    });

    it("a partial failure carries id, state with the provider text, and a reason", async () => {
        graph.change(ID, { pin: "271828" });
        const error = await thrown(created());
        expect(error.id).to.equal(ID);
        expect(error.properties).to.include({
            registered: false,
            __provider: PROVIDER_TEXT,
            refusedPin: PIN,
        });
        expect(error.reasons).to.deep.equal([error.message]);
        expect(error.message).not.to.contain(PIN);
    });

    it("errors are plain: what gRPC would take for a status is not on them", async () => {
        const state = await created();
        graph.fail({ match: { method: "GET" }, times: 99, do: { error: { code: 190 } } });
        const fresh = freshProvider({ "whatsapp:graphUrl": graph.url, "whatsapp:accessToken": TOKEN });
        for (const work of [() => provider.read(ID, state), () => fresh.delete(ID, state), created]) {
            const error = await thrown(work());
            expect(error.message).to.contain("--run-program");
            expect(error).not.to.have.any.keys("code", "details", "id");
            expect(Object.getPrototypeOf(error)).to.equal(Error.prototype);
        }
    });

    describe("does not deregister", () => {
        it("a number that this run has checked", async () => {
            const state = await created();
            await provider.delete(ID, state);
            expect(kinds()).to.deep.equal(["register"]);
            expect(lines.at(-1)).to.match(/not deregistered: another resource/);
        });

        it("a number that this run has created", async () => {
            const state = await created();
            provider = freshProvider({ "whatsapp:graphUrl": graph.url, "whatsapp:accessToken": TOKEN });
            await provider.create({ ...INPUTS, pinRevision: 1 });
            graph.clearRequests();
            await provider.delete(ID, state);
            expect(kinds()).to.deep.equal([]);
        });

        it("a number that an unchanged resource declares under another ID", async () => {
            const state = await created();
            // The phone number has another ID now.
            graph.change("2", { displayPhoneNumber: state.displayPhoneNumber as string });
            const other = await created({ phoneNumberId: "2" });
            provider = freshProvider({ "whatsapp:graphUrl": graph.url, "whatsapp:accessToken": TOKEN });
            const inputs = { ...INPUTS, phoneNumberId: "2" };
            await provider.check({ ...inputs, pinRevision: 1 }, inputs);
            await provider.diff("2", other, { ...inputs, pinRevision: 1 });
            graph.clearRequests();
            await provider.delete(ID, state);
            expect(kinds()).to.deep.equal([]);
        });

        it("a number that is declared under another ID now", async () => {
            const state = await created();
            // The phone number has another ID now.
            graph.change("2", { displayPhoneNumber: state.displayPhoneNumber as string });
            provider = freshProvider({ "whatsapp:graphUrl": graph.url, "whatsapp:accessToken": TOKEN });
            await created({ phoneNumberId: "2" });
            graph.clearRequests();
            await provider.delete(ID, state);
            expect(kinds()).to.deep.equal([]);
            expect(lines.at(-1)).to.contain("declared under the ID 2");
        });
    });

    it("deregisters a number that nobody declares any more", async () => {
        const state = await created();
        provider = freshProvider({ "whatsapp:graphUrl": graph.url, "whatsapp:accessToken": TOKEN });
        await provider.check({}, { ...INPUTS, phoneNumberId: "2" });
        graph.clearRequests();
        await provider.delete(ID, state);
        expect(kinds()).to.deep.equal(["deregister"]);
    });

    it("deregisters one that a refresh of the same run has compared, as in up --refresh", async () => {
        const state = await created();
        provider = freshProvider({ "whatsapp:graphUrl": graph.url, "whatsapp:accessToken": TOKEN });
        await provider.read(ID, state);
        await provider.diff(ID, state, { ...INPUTS, pinRevision: 1 });
        graph.clearRequests();
        await provider.delete(ID, state);
        expect(kinds()).to.deep.equal(["deregister"]);
    });

    it("a number that is gone reads as gone", async () => {
        const state = await created();
        graph.change(ID, { status: "DELETED" });
        expect(await provider.read(ID, state)).to.deep.equal({});
    });

    it("a state of half a number still reads, compares and deletes", async () => {
        const half = { phoneNumberId: ID, __provider: PROVIDER_TEXT };
        expect((await provider.diff(ID, half, { ...INPUTS, pinRevision: 1 })).changes).to.equal(true);
        expect((await provider.read(ID, half)).id).to.equal(ID);
        await provider.delete(ID, half);
    });

    it("a hundred numbers at once lose none", async () => {
        const ids = Array.from({ length: 100 }, (_, index) => String(1000 + index));
        graph.seed({ numbers: ids.map((id) => ({ id })) });
        await Promise.all(ids.map((phoneNumberId) => created({ phoneNumberId })));
        expect(ids.filter((id) => graph.number(id).registered)).to.have.length(100);
        expect(graph.writes()).to.have.length(100);
    });

    it("what Graph and state wrote reaches the user on one line that moves nothing", async () => {
        graph.change(ID, { verifiedName: "A\u001b[2J\r\n::add-mask::x\u2028B" });
        const state = await created();
        graph.fail({
            match: { method: "GET" },
            times: 99,
            do: { error: { code: 10, details: "\u001b[31m\n::error::x\u202e" } },
        });
        const edited = { ...state, displayPhoneNumber: "\u001b]0;x\u0007\n+1", displayName: "x\ny" };
        lines.length = 0;
        await provider.diff(ID, edited, { ...INPUTS, pin: "111111", pinRevision: 2 });
        const { message } = await thrown(provider.read(ID, edited));
        for (const text of [...lines, message]) expect(text).to.equal(clean(text));
        expect(lines).to.have.length(1);
    });
});
