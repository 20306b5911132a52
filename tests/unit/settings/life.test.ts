import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "chai";
import { checkSetting } from "../../../provider/settings/check";
import * as kinds from "../../../provider/settings/kinds";
import { typeOf } from "../../../provider/settings/setting";
import { png } from "../../support/picture";
import { APP, isHalfWay, Life, LOST, NUMBER, OTHER, WABA } from "./support/life";

const folder = mkdtempSync(path.join(tmpdir(), "settings-"));
after(() => rmSync(folder, { recursive: true }));
const picture = path.join(folder, "logo.png");
writeFileSync(picture, png(640, 640, "one"));
const { publicKey, privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
});
const HOOK = { overrideCallbackUri: "https://hooks.example/a", verifyToken: "a-token" };
const HOURS = {
    status: "ENABLED",
    timezoneId: "Europe/Berlin",
    weeklyOperatingHours: [{ dayOfWeek: "MONDAY", openTime: "0900", closeTime: "1700" }],
};

/** Each kind: what is declared, another declaration, what undoes it behind our back, and what a delete sends. */
const ROWS = [
    {
        kind: kinds.webhookOverride,
        of: { phoneNumberId: NUMBER },
        first: HOOK,
        next: { ...HOOK, overrideCallbackUri: "https://hooks.example/b" },
        drift: (life: Life) => life.change({ webhookOverrides: {} }),
        deletes: 1,
    },
    {
        kind: kinds.appSubscription,
        of: { wabaId: WABA },
        first: {},
        next: HOOK,
        drift: (life: Life) => life.graph.changeWaba(WABA, { subscribedApps: ["600002"] }),
        deletes: 0,
    },
    {
        kind: kinds.businessProfile,
        of: { phoneNumberId: NUMBER },
        first: { about: "Open", websites: ["https://a.example"], description: "two\nlines" },
        next: { about: "Open", websites: [], profilePicture: picture },
        drift: (life: Life) => life.change({ profile: undefined }),
        deletes: 0,
    },
    {
        kind: kinds.conversationalComponents,
        of: { phoneNumberId: NUMBER },
        first: { prompts: ["Where is my order?"] },
        next: { commands: [{ commandName: "track", commandDescription: "Track it" }], prompts: ["Hi"] },
        drift: (life: Life) => life.change({ conversationalAutomation: undefined }),
        deletes: 1,
    },
    {
        kind: kinds.callingSettings,
        of: { phoneNumberId: NUMBER },
        first: { status: "ENABLED", callHours: HOURS },
        next: { status: "DISABLED", audio: { additionalCodecs: ["PCMA"] } },
        drift: (life: Life) => life.change({ calling: undefined }),
        deletes: 0,
    },
    {
        kind: kinds.commerceSettings,
        of: { phoneNumberId: NUMBER },
        first: { isCartEnabled: true },
        next: { isCartEnabled: true, isCatalogVisible: true },
        drift: (life: Life) => life.change({ commerce: undefined }),
        deletes: 0,
    },
    {
        kind: kinds.username,
        of: { phoneNumberId: NUMBER },
        first: { username: "jaspers.market" },
        next: { username: "jaspers" },
        drift: (life: Life) => life.change({ username: undefined }),
        deletes: 0,
    },
    {
        kind: kinds.flowsPublicKey,
        of: { phoneNumberId: NUMBER },
        first: { businessPublicKey: publicKey },
        next: { businessPublicKey: publicKey.trim() },
        drift: (life: Life) => life.change({ flowsKey: undefined }),
        deletes: 0,
    },
    {
        kind: kinds.qrCode,
        of: { phoneNumberId: NUMBER },
        first: { prefilledMessage: "Hello" },
        next: { prefilledMessage: "Good day" },
        drift: (life: Life) =>
            life.change({
                qrCodes: life.number.qrCodes.map((code) => ({ ...code, prefilledMessage: "else" })),
            }),
        deletes: 0,
    },
] as const;

describe("the life of a setting", () => {
    it("every kind has a row here", () => {
        expect(ROWS.map(({ kind }) => kind)).to.have.members(Object.values(kinds));
    });

    for (const { kind, of, first, next, drift, deletes } of ROWS) {
        describe(kind.noun, () => {
            const one = { ...of, ...first };
            const other = { ...of, ...next };

            it("is set once; declared again, or found as it is, it sends nothing", async () => {
                await using life = await Life.of(kind);
                const state = await life.up(one);
                expect(life.writes).to.have.length(1);
                expect(state).to.include(of);
                expect(life.differs(one, state)).to.equal(false);
                await life.up(one, state);
                expect(life.writes, "nothing further").to.have.length(1);
                // A second QR code with the same text is another code; a token that nobody can read is sent again.
                if (kind.many === true || "verifyToken" in first) return;
                await life.up(one);
                expect(life.writes, "found as it is").to.have.length(1);
            });

            it("a change sends the difference, and nothing differs after it", async () => {
                await using life = await Life.of(kind);
                const state = await life.up(one);
                const changed = await life.up(other, state);
                expect(life.differs(other, changed)).to.equal(false);
                expect(await life.refresh(changed)).to.deep.equal(changed);
            });

            it("drift shows in a refresh, and the next up puts it right", async () => {
                await using life = await Life.of(kind);
                const state = await life.up(one);
                drift(life);
                const drifted = (await life.refresh(state)) ?? {};
                expect(life.differs(one, drifted)).to.equal(true);
                const again = await life.up(one, drifted);
                expect(life.differs(one, again)).to.equal(false);
            });

            it(`a delete ${deletes === 0 ? "leaves it, and says so" : "takes it away, and says what that means"}`, async () => {
                await using life = await Life.of(kind);
                const state = await life.up(one);
                const before = life.writes.length;
                life.lines.length = 0;
                await life.destroy(state);
                expect(life.writes).to.have.length(before + deletes);
                expect(life.lines.join()).to.match(deletes === 0 ? /left as it is: / : /clearing it: /);
                await life.destroy(state);
                expect(life.writes, "idempotent").to.have.length(before + deletes);
            });

            it("its lines name it, and hold no secret", async () => {
                await using life = await Life.of(kind);
                const state = await life.up(one);
                life.differs(other, state);
                for (const line of life.lines) expect(line).to.match(/ of (phone number|WABA) \d+/);
                expect(life.lines.join()).not.to.contain(HOOK.verifyToken);
            });

            it("an unknown input is refused, and the known ones are named", () => {
                const { failures } = checkSetting(kind, { ...one, abuot: "x" });
                expect(failures.map(({ property }) => property)).to.deep.equal(["abuot"]);
                for (const name of Object.keys(first)) expect(failures[0]?.reason).to.contain(name);
            });

            it("its type is frozen", () => {
                expect(typeOf(kind)).to.equal(`pulumi-nodejs:dynamic/whatsapp:${kind.name}`);
            });
        });
    }
});

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

    it("a code that is made anew by an update leaves nothing of the old one, the ID neither", async () => {
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

    const limits: readonly (readonly [string, (typeof kinds)[keyof typeof kinds], object, boolean])[] = [
        ["139 emoji", kinds.businessProfile, { about: "\u{1f600}".repeat(139) }, true],
        ["140 characters of about", kinds.businessProfile, { about: "a".repeat(140) }, false],
        ["an empty about", kinds.businessProfile, { about: "" }, false],
        ["an empty description", kinds.businessProfile, { description: "" }, true],
        ["three websites", kinds.businessProfile, { websites: Array(3).fill("https://a.example") }, false],
        ["a website without https", kinds.businessProfile, { websites: ["a.example"] }, false],
        ["a vertical that is none", kinds.businessProfile, { vertical: "SPACE" }, false],
        ["an emoji in a prompt", kinds.conversationalComponents, { prompts: ["Hi \u{1f600}"] }, false],
        ["a flag in a prompt", kinds.conversationalComponents, { prompts: ["\u{1f1e9}\u{1f1ea}"] }, false],
        ["a sign of copyright in a prompt", kinds.conversationalComponents, { prompts: ["\u00a9 us"] }, true],
        ["five prompts", kinds.conversationalComponents, { prompts: ["1", "2", "3", "4", "5"] }, false],
        ["a username like a domain", kinds.username, { username: "jaspers.com" }, false],
        ["a username with two periods", kinds.username, { username: "jas..pers" }, false],
        ["a username of digits", kinds.username, { username: "12345" }, false],
        ["a username in capitals", kinds.username, { username: "Jaspers_1" }, true],
        ["141 characters of a QR code", kinds.qrCode, { prefilledMessage: "a".repeat(141) }, false],
        [
            "an override without https",
            kinds.webhookOverride,
            { ...HOOK, overrideCallbackUri: "http://a.example" },
            false,
        ],
        [
            "an override without a token",
            kinds.webhookOverride,
            { overrideCallbackUri: "https://a.example" },
            false,
        ],
        ["hours that overlap", kinds.callingSettings, { callHours: overlapping() }, false],
        ["a codec that is none", kinds.callingSettings, { audio: { additionalCodecs: ["OPUS"] } }, false],
        ["a small key", kinds.flowsPublicKey, { businessPublicKey: smallKey() }, false],
    ];
    for (const [what, kind, inputs, isTaken] of limits) {
        it(`${what}: ${isTaken ? "taken" : "refused"}`, () => {
            const { failures } = checkSetting(kind, { [kind.of]: NUMBER, ...inputs });
            expect(failures.length === 0, failures.map(({ reason }) => reason).join()).to.equal(isTaken);
        });
    }
});

function overlapping(): object {
    const day = (openTime: string, closeTime: string) => ({ dayOfWeek: "MONDAY", openTime, closeTime });
    return { ...HOURS, weeklyOperatingHours: [day("0900", "1200"), day("1100", "1700")] };
}

function smallKey(): string {
    return generateKeyPairSync("rsa", { modulusLength: 1024 })
        .publicKey.export({ type: "spki", format: "pem" })
        .toString();
}
