import { expect } from "chai";
import fc from "fast-check";
import { create, remove, update } from "../../../provider/number/act/lifecycle";
import { previewUpdate } from "../../../provider/number/decide/preview";
import type { PreviewInputs } from "../../../provider/number/model/inputs";
import type { PhoneNumberState } from "../../../provider/number/model/state";
import { recollection } from "../../../provider/run/memory";
import { cannotRestore } from "../../../provider/settings/outage";
import { PIN } from "../../support/world";
import { ALL, ID, Killed, Outage, type Taken } from "./support/outage";

const RECORDED: PhoneNumberState = {
    phoneNumberId: ID,
    pin: PIN,
    pinRevision: 1,
    registered: true,
    dataLocalizationRegion: "DE",
    requests: "",
};
const NUMBERS = new Set(["setting the PIN", "deregister", "setting the storage region", "register"]);

describe("what is configured on a number, through an outage", () => {
    let outage: Outage;
    afterEach(() => outage.world.close());
    const go = () => update(outage.ports, RECORDED, outage.moved());
    const written = () => outage.requests.filter((request) => /^(setting|deregister|register)/.test(request));

    it("where nothing is lost, nothing is written, and ten reads are all that it costs", async () => {
        outage = await Outage.start([]);
        const state = await go();
        expect(written()).to.deep.equal([...NUMBERS]);
        expect(outage.fake.reads.length).to.be.at.most(10);
        expect(state).not.to.have.property("settingsToRestore");
    });

    it("what is lost is put back after the register, and a line says what", async () => {
        outage = await Outage.start(ALL);
        const before = outage.configured();
        const state = await go();
        expect(outage.configured()).to.deep.equal(before);
        expect(written().slice(0, 4)).to.deep.equal([...NUMBERS]);
        expect(state).not.to.have.property("settingsToRestore");
        const text = outage.world.lines.join("\n");
        for (const noun of ["business profile", "ice breakers", "calling", "commerce", "username", "Flows"]) {
            expect(text, noun).to.match(new RegExp(`put back after the outage: .*${noun}`));
        }
    });

    it("what can't be put back is named with what does it, and its resource sets it again in the same run", async () => {
        outage = await Outage.start(["webhook", "profile"]);
        await go();
        const text = outage.world.lines.join("\n");
        expect(text).to.match(
            /warning: phone number .*: the webhook override https:\/\/hooks\.example\/a can't be put back .*Next: /,
        );
        expect(text).to.match(/warning: phone number .*: the profile's picture can't be put back.*Next: /);
        expect(outage.ports.lost.of(ID, "WebhookOverride")).to.include("verifyToken");
        expect(outage.ports.lost.of(ID, "BusinessProfile")).to.deep.equal(["profilePictureHash"]);
    });

    it("SIP servers of several apps are named as well: one of one app is put back", () => {
        const servers = [{ hostname: "a" }, { hostname: "b" }];
        const cannot = (all: object[]) => cannotRestore({ CallingSettings: { sip: { servers: all } } });
        expect(cannot(servers)[0]).to.deep.include({ values: ["sip"], fields: ["sip"] });
        expect(cannot(servers.slice(1))).to.deep.equal([]);
    });

    it("a Flows key that Graph does not show, and whose signature is lost, is named", async () => {
        outage = await Outage.start(["flowsKey"]);
        outage.fake.edges.whatsapp_business_encryption = { business_public_key_signature_status: "VALID" };
        await go();
        expect(outage.world.lines.join()).to.match(
            /warning: phone number .*: the Flows public key can't be put back/,
        );
        expect(outage.ports.lost.of(ID, "FlowsPublicKey")).to.deep.equal(["businessPublicKey"]);
    });

    it("a refusal ends with a warning, and the up does not fail", async () => {
        outage = await Outage.start(["username", "commerce"]);
        outage.refuse.set("username", "refused");
        const state = await go();
        expect(state).to.include({ registered: true, dataLocalizationRegion: "CH" });
        expect(outage.world.lines.join()).to.match(
            /warning: phone number .*: the username could not be put back/,
        );
        expect(state, "a refusal would be one again").not.to.have.property("settingsToRestore");
        // Its resource, where one is declared, sets it again, and says what Graph says.
        expect(outage.ports.lost.of(ID, "Username")).to.deep.equal(["username"]);
    });

    it("what may pass is left for the next run, which the preview shows, and which does it", async () => {
        outage = await Outage.start(["username", "commerce"]);
        const before = outage.configured();
        outage.refuse.set("username", "unclear");
        const state = await go();
        expect(state.settingsToRestore).to.have.all.keys("Username");
        const circumstances = {
            now: outage.ports.now(),
            ignoreLocks: false,
            regionParameter: "unknown",
        } as const;
        const preview = previewUpdate(state, outage.moved() as unknown as PreviewInputs, circumstances);
        expect(preview.kind === "decided" && preview.decision.steps).to.deep.equal([
            { request: "restoreSettings", settings: ["Username"] },
        ]);
        outage.refuse.clear();
        outage.newProcess();
        const next = await update(outage.ports, state, outage.moved());
        expect(next).not.to.have.property("settingsToRestore");
        expect(outage.configured()).to.deep.equal(before);
    });

    it("a setting that could not be read before the outage is one for its resource to look at", async () => {
        outage = await Outage.start([]);
        outage.hidden.add("username");
        await go();
        expect(outage.world.lines.join()).to.contain("not read before the outage, so not restored: username");
        expect(outage.ports.lost.of(ID, "Username")).to.include("username");
    });

    it("a second outage reads again what is set, and keeps what the first one has left", async () => {
        outage = await Outage.start(["username"]);
        outage.refuse.set("username", "unclear");
        const before = outage.configured();
        const state = await go();
        expect(state.settingsToRestore).to.have.all.keys("Username");
        outage.refuse.clear();
        outage.takes = ["commerce"];
        outage.newProcess();
        await update(outage.ports, state, outage.moved({ dataLocalizationRegion: "IN" }));
        expect(outage.configured()).to.deep.equal(before);
    });

    it("a deregister that is refused keeps nothing: what changes later was changed on purpose", async () => {
        outage = await Outage.start(ALL);
        outage.world.graph.fail({ match: { kind: "deregister" }, do: { error: { code: 133016 } } });
        const error = await go().catch((thrown: unknown) => thrown);
        expect(error).to.have.nested.property("state.registered", true);
        expect(error).not.to.have.nested.property("state.settingsToRestore");
        expect(outage.ports.journal.read(ID)).not.to.have.property("toRestore");
    });

    it("a number that is given up forgets what was to be restored: declared again, it keeps what it has then", async () => {
        outage = await Outage.start(["username"]);
        outage.refuse.set("username", "unclear");
        const state = await go();
        await remove(outage.ports, state);
        expect(outage.ports.journal.read(ID)).not.to.have.property("toRestore");
        outage.refuse.clear();
        outage.newProcess();
        expect(await create(outage.ports, outage.moved())).not.to.have.property("settingsToRestore");
        expect(outage.configured().username).to.equal(undefined);
    });

    it("a process that is killed at any request: the next run brings the number and its settings back", async function () {
        this.timeout(120_000);
        outage = await Outage.start([]);
        await go();
        const all = outage.requests.length;
        await outage.world.close();
        for (let killAt = 1; killAt <= all + 6; killAt++) {
            for (const killsAfter of [true, false]) {
                outage = await Outage.start(ALL);
                const before = outage.configured();
                Object.assign(outage, { killAt, killsAfter });
                const first = await go().catch((thrown: unknown) => thrown);
                outage.killAt = undefined;
                const isKilled =
                    first instanceof Error && (first instanceof Killed || first.message.includes("Killed"));
                const { now } = outage.ports;
                outage.newProcess();
                // The engine still has the state from before the run.
                const recalled = recollection(outage.ports, now()).recall(RECORDED);
                await update(outage.ports, recalled, outage.moved());
                const where = `killed ${killsAfter ? "after" : "before"} request ${killAt}: ${outage.requests.join(", ")}`;
                expect(outage.world.graph.number(ID), where).to.include({ registered: true, region: "CH" });
                expect(outage.configured(), `${where} (${isKilled})`).to.deep.equal(before);
                await outage.world.close();
            }
        }
    });

    it("any part may be lost, and any write fail once: two runs later all is back", async function () {
        this.timeout(120_000);
        const edges = [
            "username",
            "whatsapp_commerce_settings",
            "whatsapp_business_profile",
            "conversational_automation",
        ];
        await fc.assert(
            fc.asyncProperty(fc.subarray(ALL as Taken[]), fc.subarray(edges), async (takes, unclear) => {
                outage = await Outage.start(takes);
                const before = outage.configured();
                for (const edge of unclear) outage.refuse.set(edge, "unclear");
                const state = await go();
                expect(state.registered).to.equal(true);
                outage.refuse.clear();
                outage.newProcess();
                await update(outage.ports, state, outage.moved());
                expect(outage.configured()).to.deep.equal(before);
                await outage.world.close();
            }),
            { numRuns: 60 },
        );
        outage = await Outage.start([]);
    });
});
