import { expect } from "chai";
import * as kinds from "../../../provider/settings/kinds";
import { typeOf, type Values } from "../../../provider/settings/setting";
import { prepare, type Report, reportOf } from "../../../report/index";
import { markdown } from "../../../report/render/markdown";
import { terminal } from "../../../report/render/terminal";

const NUMBER = "106540352242922";
const WABA = "102290129340398";
const NOW = Date.UTC(2026, 10, 26);

/** The report of one step on a setting. */
function reportOn(
    kind: (typeof kinds)[keyof typeof kinds],
    op: string,
    before?: Values,
    after?: Values,
): Report {
    const urn = `urn:pulumi:dev::shop::${typeOf(kind)}::thing`;
    const side = (values: Values | undefined) =>
        values === undefined ? {} : { id: NUMBER, inputs: values, outputs: values };
    const step = {
        op,
        urn,
        ...(before === undefined ? {} : { oldState: side(before) }),
        ...(after === undefined ? {} : { newState: side(after) }),
    };
    const stack = { op: "same", urn: "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev" };
    const preview = JSON.stringify({ steps: [stack, step] });
    return reportOf(prepare(preview), { now: NOW, ignoreLocks: false });
}

describe("the report on settings", () => {
    const of = { phoneNumberId: NUMBER };
    const rows: readonly (readonly [string, Report, RegExp, readonly string[]])[] = [
        [
            "a new profile",
            reportOn(kinds.businessProfile, "create", undefined, { ...of, about: "Open" }),
            /^set about to "Open", unless Graph shows the same already$/,
            [],
        ],
        [
            "a changed profile",
            reportOn(kinds.businessProfile, "update", { ...of, about: "Open" }, { ...of, about: "Shut" }),
            /^set about to "Shut"$/,
            [],
        ],
        [
            "a field that is no longer declared",
            reportOn(
                kinds.businessProfile,
                "update",
                { ...of, about: "Open", email: "a@b.example" },
                { ...of, about: "Open" },
            ),
            /^leave email as it is, no longer declared$/,
            [],
        ],
        [
            "a secret that changes",
            reportOn(
                kinds.webhookOverride,
                "update",
                { ...of, overrideCallbackUri: "https://a.example", verifyToken: "[secret]" },
                { ...of, overrideCallbackUri: "https://a.example", verifyToken: "[secret]" },
            ),
            /^set a secret value$/,
            [],
        ],
        [
            "a removed override",
            reportOn(kinds.webhookOverride, "delete", { ...of, fallbackUri: "https://waba.example" }),
            /^cleared: its events go to https:\/\/waba\.example then$/,
            [],
        ],
        [
            "a username that may be taken from another number",
            reportOn(kinds.username, "create", undefined, {
                ...of,
                username: "jaspers",
                forceTransfer: true,
            }),
            /^TRANSFER: set username to "jaspers"/,
            ["transfer"],
        ],
        [
            "one whose transfer is hidden",
            reportOn(kinds.username, "create", undefined, {
                ...of,
                username: "jaspers",
                forceTransfer: "[secret]",
            }),
            /^set username/,
            ["transfer"],
        ],
        [
            "a username that is left",
            reportOn(kinds.username, "delete", { ...of, username: "jaspers" }),
            /^left as it is: releaseOnDelete is not true$/,
            [],
        ],
        [
            "an app that is unsubscribed",
            reportOn(kinds.appSubscription, "delete", { wabaId: WABA, unsubscribeOnDelete: true }),
            /^UNSUBSCRIBED: this app gets no events/,
            ["unsubscribe"],
        ],
        [
            "a subscription that is left",
            reportOn(kinds.appSubscription, "delete", { wabaId: WABA }),
            /^left as it is: unsubscribeOnDelete is not true$/,
            [],
        ],
    ];
    for (const [name, report, words, concerns] of rows) {
        it(name, () => {
            const [entry] = report.settings;
            expect(entry?.words).to.match(words);
            expect(entry?.concerns).to.deep.equal([...concerns, "change"]);
            for (const concern of concerns) expect(report.summary.concerns).to.include({ [concern]: 1 });
            expect(report.summary).to.include({ settings: 1 });
            for (const text of [terminal(report), markdown(report)]) expect(text).to.contain("thing");
        });
    }

    it("steps that change nothing, and other types, are passed over", () => {
        for (const op of ["same", "read", "refresh"]) {
            expect(reportOn(kinds.username, op, of, of).settings, op).to.deep.equal([]);
        }
    });

    it("a fleet's settings stay a short comment", () => {
        const one = reportOn(kinds.businessProfile, "create", undefined, { ...of, about: "Open" });
        const many = { ...one, settings: Array.from({ length: 5_000 }, () => one.settings[0]) } as Report;
        expect(markdown(many))
            .to.match(/4950 more settings are left out/)
            .and.have.length.below(65_000);
    });
});
