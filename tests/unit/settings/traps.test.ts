import { writeFileSync } from "node:fs";
import { expect } from "chai";
import { checkSetting } from "../../../provider/settings/check";
import * as kinds from "../../../provider/settings/kinds";
import { png } from "../../support/picture";
import { HOOK, HOURS, picture, privateKey, publicKey } from "./support/declared";
import { APP, isHalfWay, Life, LOST, NUMBER, OTHER, WABA } from "./support/life";

describe("what a setting's traps need", () => {
    const last = (life: Life) => life.writes.at(-1)?.body;

    it("a subscription that is there is not sent again: a bare POST would drop the WABA's override", async () => {
        await using life = await Life.of(kinds.appSubscription);
        const override = { uri: "https://hooks.example/waba", verifyToken: "theirs" };
        life.graph.changeWaba(WABA, { subscribedApps: [APP], webhookOverrides: { [APP]: override } });
        await life.up({ wabaId: WABA });
        expect(life.writes).to.deep.equal([]);
        expect(life.waba.webhookOverrides[APP]).to.deep.equal(override);
    });

    it("an override of an app that is not subscribed takes two calls: Graph refuses it in one", async () => {
        await using life = await Life.of(kinds.appSubscription);
        life.graph.changeWaba(WABA, { subscribedApps: ["77"] });
        const state = await life.up({ wabaId: WABA, ...HOOK });
        const override = { override_callback_uri: HOOK.overrideCallbackUri, verify_token: HOOK.verifyToken };
        expect(life.writes.map(({ body }) => body)).to.deep.equal([{}, override]);
        const next = { wabaId: WABA, ...HOOK, verifyToken: "another" };
        await life.up(next, state);
        expect(life.writes, "one call where it is subscribed").to.have.length(3);
    });

    it("unsubscribes the token's app alone, and only where that is declared", async () => {
        await using life = await Life.of(kinds.appSubscription);
        life.graph.changeWaba(WABA, { subscribedApps: ["600002"] });
        const state = await life.up({ wabaId: WABA, unsubscribeOnDelete: true });
        await life.destroy(state);
        expect(life.waba.subscribedApps).to.deep.equal(["600002"]);
    });

    it("a verify token is never readable: a changed one is sent, the same one is not", async () => {
        await using life = await Life.of(kinds.webhookOverride);
        const state = await life.up({ phoneNumberId: NUMBER, ...HOOK });
        const changed = { phoneNumberId: NUMBER, ...HOOK, verifyToken: "another" };
        expect(life.differs(changed, state)).to.equal(true);
        await life.up(changed, state);
        expect(last(life)).to.deep.equal({
            webhook_configuration: {
                override_callback_uri: HOOK.overrideCallbackUri,
                verify_token: "another",
            },
        });
    });

    it("each of its requests hides the token, the reads too: Graph's words may repeat it", async () => {
        await using life = await Life.of(kinds.webhookOverride);
        const state = await life.up({ phoneNumberId: NUMBER, ...HOOK });
        await life.refresh(state);
        await life.destroy(state);
        expect(life.exposing(HOOK.verifyToken)).to.deep.equal([]);
    });

    it("clearing an override says which URL applies then", async () => {
        await using life = await Life.of(kinds.webhookOverride);
        await life.destroy(await life.up({ phoneNumberId: NUMBER, ...HOOK }));
        expect(life.lines.at(-1)).to.contain("its events go to https://app.example then");
    });

    it("prompts and commands go together, the undeclared list as it is", async () => {
        await using life = await Life.of(kinds.conversationalComponents);
        life.change({ conversationalAutomation: { prompts: ["old"], commands: [] } });
        await life.up({
            phoneNumberId: NUMBER,
            commands: [{ commandName: "a", commandDescription: "b" }],
        });
        expect(last(life)).to.deep.equal({
            prompts: ["old"],
            commands: [{ command_name: "a", command_description: "b" }],
        });
    });

    it("a holiday that is past is neither sent nor a difference", async () => {
        await using life = await Life.of(kinds.callingSettings);
        const holiday = (date: string) => ({ date, startTime: "0000", endTime: "2359" });
        const hours = { ...HOURS, holidaySchedule: [holiday("2026-01-01"), holiday("2026-12-25")] };
        const inputs = { phoneNumberId: NUMBER, callHours: hours };
        const state = await life.up(inputs);
        const calling = last(life)?.calling as { call_hours: { holiday_schedule: { date: string }[] } };
        expect(calling.call_hours.holiday_schedule.map(({ date }) => date)).to.deep.equal(["2026-12-25"]);
        expect(life.differs(inputs, state)).to.equal(false);
        expect(life.differs(inputs, (await life.refresh(state)) ?? {})).to.equal(false);
    });

    it("a restriction by Meta is told, and not undone", async () => {
        await using life = await Life.of(kinds.callingSettings);
        const inputs = { phoneNumberId: NUMBER, status: "ENABLED" };
        const state = await life.up(inputs);
        life.change({
            calling: { status: "DISABLED" },
            callingRestrictions: [{ type: "RESTRICTED_USER_INITIATED_CALLING" }],
        });
        const refreshed = (await life.refresh(state)) ?? {};
        expect(life.lines.join()).to.contain("Meta restricts calls by itself");
        expect(life.differs(inputs, refreshed)).to.equal(false);
    });

    it("a username of another own number is taken only by declaration, and then said aloud", async () => {
        await using life = await Life.of(kinds.username);
        life.graph.change(OTHER, { username: "jaspers", usernameStatus: "approved" });
        const refused = await life.up({ phoneNumberId: NUMBER, username: "jaspers" }).catch(String);
        expect(refused).to.contain("forceTransfer");
        await life.up({ phoneNumberId: NUMBER, username: "jaspers", forceTransfer: true });
        expect(last(life)).to.include({ transfer_action: "force_transfer" });
        expect(life.lines.filter((line) => line.includes("TRANSFER")).length).to.be.greaterThan(1);
    });

    it("a picture is uploaded once, and again when its file changes", async () => {
        await using life = await Life.of(kinds.businessProfile);
        const inputs = { phoneNumberId: NUMBER, profilePicture: picture };
        const state = await life.up(inputs);
        const paths = () => life.writes.map(({ path }) => path);
        expect(paths()).to.deep.equal([`${APP}/uploads`, paths()[1], `${NUMBER}/whatsapp_business_profile`]);
        expect(paths()[1]).to.match(/^upload:/);
        const { sha256 } = life.number.picture ?? {};
        expect(life.differs(inputs, state)).to.equal(false);
        writeFileSync(picture, png(640, 640, "two"));
        expect(life.differs(inputs, state)).to.equal(true);
        await life.up(inputs, state);
        expect(paths()).to.have.length(6);
        expect(life.number.picture?.sha256).not.to.equal(sha256);
    });

    it("a QR code whose answer got lost is found by its text: no second one is made", async () => {
        await using life = await Life.of(kinds.qrCode);
        const inputs = { phoneNumberId: NUMBER, prefilledMessage: "Hello" };
        life.fail("createQrCode", { ...LOST, applied: true });
        const state = await life.up(inputs);
        expect(life.number.qrCodes.map(({ code }) => code)).to.deep.equal([state.code]);
    });

    it("two codes may have one text, and one that is gone is gone", async () => {
        await using life = await Life.of(kinds.qrCode);
        const inputs = { phoneNumberId: NUMBER, prefilledMessage: "Hello" };
        const state = await life.up(inputs);
        await life.up(inputs);
        expect(life.number.qrCodes).to.have.length(2);
        life.change({ qrCodes: [] });
        expect(await life.refresh(state)).to.equal(undefined);
    });

    it("a code that is made again by an update leaves nothing of the old one, the ID neither", async () => {
        await using life = await Life.of(kinds.qrCode);
        const inputs = { phoneNumberId: NUMBER, prefilledMessage: "Hello" };
        const made = await life.process().create(inputs);
        expect(made.id).to.equal(NUMBER);
        const [first] = life.number.qrCodes;
        expect(made.state).to.include({ code: first?.code });
        life.change({ qrCodes: [] });
        const state = await life.up({ ...inputs, prefilledMessage: "Good day" }, made.state);
        const [second, ...others] = life.number.qrCodes;
        expect(others).to.deep.equal([]);
        expect(state).to.include({ code: second?.code, prefilledMessage: "Good day" });
        expect(JSON.stringify(state)).not.to.contain(first?.code);
    });

    it("a key whose signature is of another registration counts as lost", async () => {
        await using life = await Life.of(kinds.flowsPublicKey);
        const inputs = { phoneNumberId: NUMBER, businessPublicKey: publicKey };
        const state = await life.up(inputs);
        life.change({ flowsKey: { publicKey, status: "MISMATCH" } });
        expect(life.differs(inputs, (await life.refresh(state)) ?? {})).to.equal(true);
        // Meta's own example shows no key beside a valid signature.
        life.change({ flowsKey: { publicKey, status: "VALID" } });
        life.graph.set({ flowsKeyAnswer: "statusOnly" });
        expect(life.differs(inputs, (await life.refresh(state)) ?? {})).to.equal(false);
    });

    it("a private key is refused, and not quoted", () => {
        const { failures } = checkSetting(kinds.flowsPublicKey, {
            phoneNumberId: NUMBER,
            businessPublicKey: privateKey,
        });
        expect(failures[0]?.reason)
            .to.match(/holds a private key/)
            .and.not.to.contain(privateKey.slice(60, 90));
    });

    it("a field that is no longer declared is left as it is, and managed no more", async () => {
        await using life = await Life.of(kinds.businessProfile);
        const state = await life.up({ phoneNumberId: NUMBER, about: "Open", email: "a@b.example" });
        const fewer = { phoneNumberId: NUMBER, about: "Open" };
        expect(life.differs(fewer, state)).to.equal(true);
        const writes = life.writes.length;
        const left = await life.up(fewer, state);
        expect(life.writes).to.have.length(writes);
        expect(left).not.to.have.property("email");
        expect(life.differs(fewer, left)).to.equal(false);
    });

    it("an answer that got lost is decided by what Graph shows", async () => {
        await using done = await Life.of(kinds.commerceSettings);
        done.fail("setCommerce", { ...LOST, applied: true });
        const inputs = { phoneNumberId: NUMBER, isCartEnabled: true };
        expect(await done.up(inputs)).to.include({ isCartEnabled: true });
        await using not = await Life.of(kinds.commerceSettings);
        not.fail("setCommerce", LOST);
        const error = await not.up(inputs).catch((thrown: unknown) => thrown);
        expect(isHalfWay(error) && error.message).to.contain("It is not known whether it was done");
        expect(isHalfWay(error) && error.state, "as Graph shows it").to.deep.equal({
            phoneNumberId: NUMBER,
            isCartEnabled: false,
        });
    });

    it("a lost answer about what Graph never shows counts as not sent: the next run sends it again", async () => {
        await using life = await Life.of(kinds.webhookOverride);
        const inputs = { phoneNumberId: NUMBER, ...HOOK };
        life.fail("setWebhookOverride", { ...LOST, applied: true });
        const error = await life.up(inputs).catch((thrown: unknown) => thrown);
        if (!isHalfWay(error)) throw error;
        expect(error.state).to.include({ overrideCallbackUri: HOOK.overrideCallbackUri });
        expect(error.state).not.to.have.property("verifyToken");
        expect(life.differs(inputs, error.state)).to.equal(true);
        life.graph.clearFaults();
        const state = await life.up(inputs, error.state);
        expect(life.writes).to.have.length(2);
        expect(life.differs(inputs, state)).to.equal(false);
    });

    it("a subscription that ends between its two calls is one, and the next run sends the URL alone", async () => {
        await using life = await Life.of(kinds.appSubscription);
        const inputs = { wabaId: WABA, ...HOOK };
        life.fail("subscribeApp", { ...LOST, applied: true });
        const error = await life.up(inputs).catch((thrown: unknown) => thrown);
        if (!isHalfWay(error)) throw error;
        expect(error.state).to.include({ subscribed: true });
        expect(life.differs(inputs, error.state)).to.equal(true);
        life.graph.clearFaults();
        const state = await life.up(inputs, error.state);
        expect(life.writes).to.have.length(2);
        expect(life.waba.webhookOverrides[APP]).to.include({ uri: HOOK.overrideCallbackUri });
        expect(life.differs(inputs, state)).to.equal(false);
    });

    it("where Graph hides the token's app, a subscription is sent once, and never over somebody's override", async () => {
        await using life = await Life.of(kinds.appSubscription);
        life.fail("readApp", { error: { code: 100 } });
        const state = await life.up({ wabaId: WABA });
        expect(state).to.include({ subscribed: true });
        expect(life.differs({ wabaId: WABA }, (await life.refresh(state)) ?? {})).to.equal(false);
        expect(life.writes).to.have.length(1);

        await using other = await Life.of(kinds.appSubscription);
        other.fail("readApp", { error: { code: 100 } });
        const override = { uri: "https://hooks.example/theirs", verifyToken: "theirs" };
        other.graph.changeWaba(WABA, { subscribedApps: ["77"], webhookOverrides: { 77: override } });
        const refused = await other.up({ wabaId: WABA }).catch(String);
        expect(refused).to.match(/Nothing was sent\. Next: declare overrideCallbackUri/);
        expect(other.writes).to.deep.equal([]);
    });

    it("a SIP server's app and password are not sent back, and another app's server is no difference", async () => {
        await using life = await Life.of(kinds.callingSettings);
        life.graph.set({ sipServers: "ofAllApps" });
        const inputs = (hostname: string) => ({
            phoneNumberId: NUMBER,
            sip: { status: "ENABLED", servers: [{ hostname }] },
        });
        const show = (servers: object) =>
            life.change({
                calling: {
                    status: "ENABLED",
                    sip: {
                        status: "ENABLED",
                        servers: Object.entries(servers).map(([hostname, app_id]) => ({
                            hostname,
                            port: 5061,
                            app_id,
                        })),
                    },
                },
            });
        const state = await life.up(inputs("ours"));
        show({ theirs: "77", ours: APP });
        const refreshed = (await life.refresh(state)) ?? {};
        expect(life.differs(inputs("ours"), refreshed)).to.equal(false);
        expect(life.differs(inputs("other"), refreshed)).to.equal(true);
        expect(
            life.differs({ ...inputs("ours"), sip: { status: "ENABLED", servers: [] } }, refreshed),
        ).to.equal(true);
        show({ elsewhere: "77" });
        const drifted = (await life.refresh(state)) ?? {};
        expect(JSON.stringify(drifted))
            .to.contain("elsewhere")
            .and.not.to.match(/appId|assword/);
    });

    it("SIP servers that are not declared are left, and the names of their parameters are the user's own", async () => {
        await using life = await Life.of(kinds.callingSettings);
        const params = { userParam: "1", other_param: "2" };
        const whole = {
            phoneNumberId: NUMBER,
            sip: { status: "ENABLED", servers: [{ hostname: "sip.example", requestUriUserParams: params }] },
        };
        const state = await life.up(whole);
        const calling = last(life)?.calling as { sip: { servers: { request_uri_user_params: object }[] } };
        expect(calling.sip.servers[0]?.request_uri_user_params).to.deep.equal(params);
        expect(life.differs(whole, (await life.refresh(state)) ?? {})).to.equal(false);
        const statusAlone = { phoneNumberId: NUMBER, sip: { status: "ENABLED" } };
        expect(life.differs(statusAlone, (await life.refresh(state)) ?? {})).to.equal(false);
    });
});
