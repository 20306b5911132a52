import { expect } from "chai";
import { checkSetting } from "../../../provider/settings/check";
import * as kinds from "../../../provider/settings/kinds";
import { typeOf } from "../../../provider/settings/setting";
import { HOOK, HOURS, picture, publicKey } from "./support/declared";
import { Life, NUMBER, WABA } from "./support/life";

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
