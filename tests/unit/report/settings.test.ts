import { expect } from "chai";
import { DYNAMIC, NATIVE } from "../../../provider/resourceType";
import * as kinds from "../../../provider/settings/kinds";
import type { Values } from "../../../provider/settings/setting";
import { prepare, type Report, reportOf } from "../../../report/index";
import { markdown } from "../../../report/render/markdown";
import { terminal } from "../../../report/render/terminal";

const NUMBER = "106540352242922";
const WABA = "102290129340398";
const NOW = Date.UTC(2026, 10, 26);

interface Step {
    readonly op: string;
    readonly name?: string;
    readonly before?: Values;
    readonly after?: Values;
}

/** The report of steps on settings of a kind. */
function reportOnAll(kind: Kind, steps: readonly Step[], prefix = DYNAMIC): Report {
    const side = (values: Values | undefined) =>
        values === undefined ? undefined : { id: NUMBER, inputs: values, outputs: values };
    const made = steps.map(({ op, name = "thing", before, after }) => ({
        op,
        urn: `urn:pulumi:dev::shop::${prefix}${kind.name}::${name}`,
        oldState: side(before),
        newState: side(after),
    }));
    const stack = { op: "same", urn: "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev" };
    const preview = JSON.stringify({ steps: [stack, ...made] });
    return reportOf(prepare(preview), { now: NOW, ignoreLocks: false });
}

type Kind = (typeof kinds)[keyof typeof kinds];

/** The report of one step on a setting. */
function reportOn(kind: Kind, op: string, before?: Values, after?: Values): Report {
    const step = {
        op,
        ...(before === undefined ? {} : { before }),
        ...(after === undefined ? {} : { after }),
    };
    const [dynamic, native] = [DYNAMIC, NATIVE].map((prefix) => reportOnAll(kind, [step], prefix));
    // Each row is a row of both types.
    const plain = JSON.stringify(native).replaceAll(NATIVE, DYNAMIC);
    expect(JSON.parse(plain)).to.deep.equal(JSON.parse(JSON.stringify(dynamic)));
    return dynamic as Report;
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

    const words = (...given: Parameters<typeof reportOnAll>) =>
        reportOnAll(...given).settings.map((each) => `${each.name}: ${each.words}`);

    it("a setting of another number: made there, and taken away here, once", () => {
        const [before, after] = [NUMBER, "2"].map((phoneNumberId) => ({
            phoneNumberId,
            overrideCallbackUri: "https://a.example",
        }));
        const whole = { op: "replace", before, after } as Step;
        const parts = [
            { op: "create-replacement", before, after },
            { op: "delete-replaced", before },
        ] as Step[];
        const made =
            'thing: set overrideCallbackUri to "https://a.example", unless Graph shows the same already';
        const [entry] = reportOnAll(kinds.webhookOverride, [whole]).settings;
        expect(entry?.concerns).to.deep.equal(["replace", "change"]);
        expect(words(kinds.webhookOverride, [whole])[0])
            .to.contain(`${made}; `)
            .and.to.contain(": cleared");
        expect(words(kinds.webhookOverride, [...parts, whole])).to.have.length(2);
    });

    it("an import sends nothing: what the program declares otherwise is an update of its own", () => {
        const steps = [
            { op: "import", after: { ...of, about: "Open" } },
            { op: "update", before: of, after: { ...of, about: "Open" } },
        ];
        expect(words(kinds.businessProfile, steps.slice(0, 1))).to.deep.equal([]);
        expect(words(kinds.businessProfile, steps)).to.deep.equal(['thing: set about to "Open"']);
    });

    for (const op of ["create", "import", "update", "same"]) {
        it(`what leaves is left as it is while another resource declares it: ${op}`, () => {
            const subscription = { wabaId: WABA, unsubscribeOnDelete: true };
            const here = { op: "delete", name: "old", before: subscription };
            const there = {
                op,
                name: "new",
                after: subscription,
                ...(op === "create" ? {} : { before: subscription }),
            };
            const report = reportOnAll(kinds.appSubscription, [there, here]);
            expect(report.settings.find(({ name }) => name === "old")?.words).to.equal(
                "left as it is: another resource declares it now",
            );
            expect(report.summary.concerns).to.include({ unsubscribe: 0 });
            const other = { ...there, after: { ...subscription, wabaId: "2" } };
            expect(reportOnAll(kinds.appSubscription, [other, here]).summary.concerns).to.include({
                unsubscribe: 1,
            });
        });
    }

    it("an update of nothing that a preview shows, nor of a secret, sends nothing: the resource was of the other type", () => {
        const profile = { ...of, about: "Open" };
        const override = { ...of, overrideCallbackUri: "https://a.example", verifyToken: "[secret]" };
        const told = (kind: Kind, values: Values) =>
            words(kind, [{ op: "update", before: values, after: values }]);
        expect(told(kinds.businessProfile, profile)).to.deep.equal([]);
        expect(told(kinds.webhookOverride, override)).to.deep.equal(["thing: set a secret value"]);
    });

    it("of what a number has many of, each goes by itself", () => {
        const code = { ...of, prefilledMessage: "Hi", deleteOnDelete: true };
        const steps = [
            { op: "create", name: "new", after: code },
            { op: "delete", name: "old", before: { ...code, code: "1" } },
        ];
        expect(words(kinds.qrCode, steps).find((line) => line.startsWith("old"))).to.match(/^old: cleared/);
    });

    it("steps that change nothing, and other types, are passed over", () => {
        expect(
            reportOnAll(kinds.username, [{ op: "create", after: of }], "acme/whatsapp:").settings,
        ).to.deep.equal([]);
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
