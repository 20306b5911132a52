import { expect } from "chai";
import { GraphError } from "../../../graph/errors";
import { PLANNED_INPUTS } from "../../../provider/number/model/inputs";
import type { PhoneNumberState } from "../../../provider/number/model/state";
import { UNKNOWN } from "../../../provider/unknown";
import { concernsOf } from "../../../report";
import { readPreview } from "../../support/preview";
import { ID, INPUTS, NOW, preview, S, STATE, step } from "./previews";
import { APPROVED, LEFT, LIVE, NAME, type Row, report, testRows, UNTIL } from "./rows";

const ROWS: Record<string, Row> = {
    "PIN only": {
        steps: [step("update", { state: STATE, news: { ...INPUTS, pinRevision: 2 } })],
        lines: [`${NAME}: set PIN`],
        concerns: ["change"],
    },
    "PIN and region": {
        steps: [
            step("update", {
                state: STATE,
                news: { ...INPUTS, pinRevision: 2, dataLocalizationRegion: "CH" },
            }),
        ],
        lines: [
            `${NAME}: OUTAGE: set PIN, deregister (offline until registered again), set storage to CH, register in CH, set PIN${LEFT(8, 9)}`,
        ],
        concerns: ["outage", "change"],
    },
    "a region that is not known": {
        steps: [step("update", { state: STATE, news: { ...INPUTS, dataLocalizationRegion: UNKNOWN } })],
        lines: [`${NAME}: dataLocalizationRegion not known until apply; a change of region takes it offline`],
        concerns: ["outage", "unknown", "change"],
    },
    "an update without a budget": {
        steps: [
            step("update", {
                state: { ...STATE, requests: Array(9).fill(`r${S}=ok`).join(" ") },
                news: { ...INPUTS, dataLocalizationRegion: "CH" },
            }),
        ],
        lines: [
            `${NAME}: OUTAGE: set PIN, deregister (offline until registered again), set storage to CH, register in CH. It would be REFUSED: 1 register request is left in its 72 hours, and going offline needs 3: one to come back, one in reserve, one in case Graph refuses the region in register. Next: wait until 2026-11-25 12:00 UTC (in 72 hours), when enough are free, then run pulumi up again`,
        ],
        concerns: ["outage", "refused", "change"],
    },
    "a number that lost its registration and is locked out": {
        steps: [
            step("update", {
                state: { ...STATE, registered: false, registerLockedUntil: UNTIL },
                news: INPUTS,
            }),
        ],
        lines: [
            `${NAME}: register in DE. It would be REFUSED: Graph locked it out of register requests (133016) until 2026-11-22 13:00 UTC (in 1.0 hours). Next: wait until then, then run pulumi up again; WHATSAPP_IGNORE_LOCKS=1 sends it anyway`,
        ],
        concerns: ["locked", "refused", "change"],
    },
    "an update that --live finds in another region than state has": {
        steps: [
            step("update", {
                state: { ...STATE, dataLocalizationRegion: "IN" },
                news: { ...INPUTS, dataLocalizationRegion: "IN", pinRevision: 2 },
            }),
        ],
        live: { [ID]: LIVE },
        lines: [
            `${NAME}: OUTAGE: set PIN, deregister (offline until registered again), set storage to IN, register in IN, set PIN. It would be REFUSED: the region is DE, state says IN: correcting that takes the number offline, and no preview has shown it. Next: run pulumi refresh, and look at the preview, then run pulumi up again`,
        ],
        concerns: ["outage", "refused", "change"],
    },
    "an approved display name: applied by one register, while it stays online": {
        steps: [
            step("update", { state: { ...STATE, ...APPROVED }, news: { ...INPUTS, displayName: "Shop" } }),
        ],
        lines: [
            `${NAME}: set PIN, register once more to apply the approved display name "Shop"${LEFT(8, 10)}`,
        ],
        concerns: ["change"],
    },
    "an approved display name that there is no budget for: a warning": {
        steps: [
            step("update", {
                state: { ...STATE, ...APPROVED, requests: Array(10).fill(`r${S}=ok`).join(" ") },
                news: { ...INPUTS, displayName: "Shop", pinRevision: 2 },
            }),
        ],
        lines: [`${NAME}: set PIN`],
        concerns: ["change"],
    },
    "a display name to ask for": {
        steps: [
            step("update", {
                state: { ...STATE, verifiedName: "Jasper's Market" },
                news: { ...INPUTS, displayName: "Shop" },
            }),
        ],
        lines: [`${NAME}: ask for the display name "Shop"`],
        concerns: ["change"],
    },
    "an update that has nothing to send": {
        steps: [step("update", { state: STATE, news: INPUTS })],
        lines: [`${NAME}: nothing to send: it is only read again`],
        concerns: [],
    },
    "a region for a number on the WhatsApp Business app": {
        steps: [
            step("update", {
                state: { ...STATE, isOnBizApp: true },
                news: { ...INPUTS, dataLocalizationRegion: "CH" },
            }),
        ],
        lines: [`${NAME}: nothing to send: it is only read again`],
        concerns: [],
    },
};

describe("the report of an update", () => {
    testRows(ROWS);

    it("lists the Graph requests in their order, and what is left after them", () => {
        const [entry] = report(
            preview(step("update", { state: STATE, news: { ...INPUTS, dataLocalizationRegion: "CH" } })),
        ).numbers;
        expect(entry?.requests.map(({ request, endpoint }) => [request, endpoint])).to.deep.equal([
            ["setPin", `POST /${ID}`],
            ["deregister", `POST /${ID}/deregister`],
            ["setStorage", `POST /${ID}/settings`],
            ["register", `POST /${ID}/register`],
        ]);
        expect(entry?.left).to.deep.equal({ register: 8, deregister: 9 });
        expect(entry).to.include({ offline: "briefly", action: "reregister" });
    });

    const others = PLANNED_INPUTS.filter((name) => name !== "dataLocalizationRegion");
    for (const unknown of [...others.map((name) => [name]), others]) {
        it(`a change of region while ${unknown.join(" and ")} is not known: an outage, in the preview's words`, () => {
            const hidden = Object.fromEntries(unknown.map((name) => [name, UNKNOWN]));
            const news = { ...INPUTS, dataLocalizationRegion: "CH", ...hidden };
            const [entry] = report(preview(step("update", { state: STATE, news }))).numbers;
            const open = `${unknown.join(" and ")} not known until apply`;
            expect(entry?.line).to.equal(
                `${NAME}: OUTAGE: set PIN, deregister (offline until registered again), set storage to CH, register in CH; ${open}${LEFT(8, 9)}`,
            );
            expect(entry).to.include({ offline: "briefly", action: "reregister" });
            expect(concernsOf(entry as NonNullable<typeof entry>)).to.include.members(["outage", "unknown"]);
            expect(readPreview(STATE as PhoneNumberState, news, NOW).line).to.equal(entry?.line);
        });
    }

    it("says until when an approved display name has to be applied, and what keeps it", () => {
        const news = { ...INPUTS, displayName: "Shop", pinRevision: 2 };
        const named = (state: object) =>
            report(preview(step("update", { state: { ...STATE, ...APPROVED, ...state }, news }))).numbers[0];
        const warnings = (state: object) =>
            named(state)?.warnings.map(({ about, text }) => `${about}: ${text}`);
        expect(warnings({})?.join()).to.match(
            /^name: the approved display name has to be applied by 2026-12-06/,
        );
        const spent = Array(10).fill(`r${S}=ok`).join(" ");
        expect(warnings({ requests: spent })?.[0]).to.match(
            /^name: the approved display name is not applied now: no register request is left/,
        );
        expect(named({})?.action).to.equal("applyName");
    });

    it("says once that a number is on the Business app, whether its state knows it or it is news", () => {
        const live = { [ID]: { ...LIVE, node: { ...LIVE.node, isOnBizApp: true } } };
        const steps = [step("update", { state: STATE, news: { ...INPUTS, enableIdentityKeyCheck: true } })];
        const known = preview(step("update", { state: { ...STATE, isOnBizApp: true }, news: INPUTS }));
        for (const made of [report(preview(...steps), new Map(Object.entries(live))), report(known)]) {
            const about = made.numbers.flatMap(({ warnings }) => warnings.map((warning) => warning.about));
            expect(about.filter((each) => each === "coexistence")).to.have.length(1);
        }
    });

    it("says each notice, about what its kind is about, whatever else there is to say", () => {
        const news = { ...INPUTS, dataLocalizationRegion: "CH", enableIdentityKeyCheck: true };
        const onApp = { ...STATE, ...APPROVED, isOnBizApp: true };
        for (const [what, wanted] of Object.entries({
            "with a step": news,
            "without a step": { ...INPUTS, dataLocalizationRegion: "CH" },
        })) {
            const [entry] = report(preview(step("update", { state: onApp, news: wanted }))).numbers;
            const said = entry?.warnings.map(({ about, text }) => `${about}: ${text}`) ?? [];
            expect(entry?.action, what).to.equal(what === "with a step" ? "set" : "none");
            expect(said, what).to.have.lengthOf(3);
            expect(said[0], what).to.match(/^coexistence: it is on the WhatsApp Business app too/);
            expect(said[1], what).to.match(/^coexistence: the declared region \(CH\) has no effect/);
            expect(said[2], what).to.match(/^name: the display name "Shop" is approved, but not declared/);
        }
    });

    it("says that a region could not be read, beside what it says of the name", () => {
        const { dataLocalizationRegion: _, ...rest } = STATE;
        const { phoneNumberId, pin } = INPUTS;
        const news = { phoneNumberId, pin, pinRevision: 2 };
        const state = { ...rest, ...APPROVED, regionUnread: true };
        const settingsError = new GraphError({
            verdict: "refused",
            request: "reading the settings",
            message: "no answer",
            fix: {},
        });
        const named = { newDisplayName: "Shop", newNameStatus: "APPROVED" };
        const live = new Map([[ID, { node: { ...LIVE.node, ...named }, settings: {}, settingsError }]]);
        const [entry] = report(preview(step("update", { state, news })), live).numbers;
        const said = entry?.warnings.map(({ about, text }) => `${about}: ${text}`) ?? [];
        expect(said).to.have.lengthOf(2);
        expect(said[0]).to.match(/^name: the display name "Shop" is approved, but not declared/);
        expect(said[1]).to.match(/^unread: its region is not known, and stays as it is: no answer/);
    });
});
