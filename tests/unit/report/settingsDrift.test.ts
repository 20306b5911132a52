import { expect } from "chai";
import { DYNAMIC, NATIVE } from "../../../provider/resourceType";
import * as kinds from "../../../provider/settings/kinds";
import { describeSettingAfterRefresh, nameOfSetting, readSettingLine } from "../../../provider/settings/say";
import { type Setting, secretsOf, type Values } from "../../../provider/settings/setting";
import { concernsOf, prepare, type Report, reportOf } from "../../../report/index";
import { markdown } from "../../../report/render/markdown";

const ID = "106540352242922";
const NOW = Date.UTC(2026, 10, 26);

/** A resource that a refresh finds in another way than it is recorded. */
interface Found {
    readonly name?: string;
    readonly before: Values;
    /** Undefined: gone. */
    readonly after?: Values | undefined;
    /** The engine's word for it: the plugin's detailed diff makes it an update. */
    readonly op?: string;
}

/** The report of a refresh. `more`: the steps of a plan that follows it. */
function refreshOf(
    kind: Setting,
    found: readonly Found[],
    {
        said = [],
        more = [],
        prefix = DYNAMIC,
    }: Partial<{ said: string[]; more: object[]; prefix: string }> = {},
): Report {
    const side = (values: Values) => ({ id: ID, inputs: values, outputs: values });
    const urn = (name: string) => `urn:pulumi:dev::shop::${prefix}${kind.name}::${name}`;
    const steps = found.map(({ name = "thing", before, after, op }) => ({
        op: op ?? (after === undefined ? "delete" : "refresh"),
        urn: urn(name),
        oldState: side(before),
        ...(after === undefined ? {} : { newState: side(after) }),
    }));
    // Where all is gone, only the stack's own step tells that it is a refresh.
    const stack = { op: "refresh", urn: "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev" };
    const diagnostics = said.map((message) => ({ severity: "info", message }));
    const text = JSON.stringify({ steps: [stack, ...steps, ...more], diagnostics });
    return reportOf(prepare(text), { now: NOW, ignoreLocks: false });
}

const words = (report: Report) => report.settings.map((entry) => entry.words);

describe("the report on settings that drifted", () => {
    for (const kind of Object.values(kinds)) {
        const owner = { [kind.of]: ID };
        const fields = Object.keys(kind.fields).filter(
            (name) => kind.fields[name]?.kind !== "option" && !secretsOf(kind).includes(name),
        );

        it(`${kind.name}: each property that changed, in both faces, as a change that a pipeline can stop`, () => {
            for (const property of [...fields, ...kind.outputs]) {
                const [before, after] = [
                    { ...owner, [property]: "was" },
                    { ...owner, [property]: "is" },
                ];
                for (const prefix of [DYNAMIC, NATIVE]) {
                    for (const op of ["refresh", "update"]) {
                        const report = refreshOf(kind, [{ before, after, op }], { prefix });
                        expect(words(report)[0], property).to.match(
                            new RegExp(`^drifted: the refresh records ${property} from was to is`),
                        );
                        expect(report.settings[0]).to.deep.include({
                            op: "refresh",
                            of: ID,
                            concerns: ["change"],
                        });
                        expect(report.summary.concerns.change).to.equal(1);
                        expect(report.summary.line).to.contain("; 1 setting has drifted");
                    }
                }
            }
        });

        it(`${kind.name}: one that is as recorded is passed over, one that is gone is told`, () => {
            const before = { ...owner, [fields[0] ?? "x"]: "was" };
            expect(refreshOf(kind, [{ before, after: before }]).settings).to.deep.equal([]);
            const [entry] = refreshOf(kind, [{ before }]).settings;
            expect(entry?.words).to.match(/^gone: Graph no longer has it/);
            expect(entry?.op).to.equal("refresh");
        });

        it(`${kind.name}: what the classes' provider says is read, since the engine shows no difference of theirs`, () => {
            const before = { ...owner, [fields[0] ?? "x"]: "was" };
            const line = describeSettingAfterRefresh(nameOfSetting(kind, ID), "set it back: again");
            const report = refreshOf(kind, [{ before, after: before }], { said: [`warning: ${line}`] });
            expect(words(report)).to.deep.equal([
                "drifted; after this refresh, pulumi up would do: set it back: again",
            ]);
            const another = describeSettingAfterRefresh(nameOfSetting(kind, "2"), "set it back");
            expect(refreshOf(kind, [{ before, after: before }], { said: [another] }).settings).to.deep.equal(
                [],
            );
        });

        it(`${kind.name}: a line is read as it was written, and no other one`, () => {
            const name = nameOfSetting(kind, ID);
            expect(readSettingLine(describeSettingAfterRefresh(name, "clear it: a"))).to.deep.equal({
                name,
                afterRefresh: "clear it: a",
            });
            expect(readSettingLine(`${name}: clear it`)).to.equal(undefined);
            expect(readSettingLine(describeSettingAfterRefresh(`phone number ${ID}`, "clear"))).to.equal(
                undefined,
            );
        });
    }

    const of = { phoneNumberId: ID };
    const OPEN = { ...of, about: "Open" };
    const SHUT = { ...of, about: "Shut" };

    it("what the next run would do is said", () => {
        expect(words(refreshOf(kinds.businessProfile, [{ before: OPEN, after: SHUT }]))).to.deep.equal([
            'drifted: the refresh records about from Open to Shut; after this refresh, pulumi up would do: set about to "Open"',
        ]);
    });

    it("a plan that follows counts, and not the drift before it", () => {
        const urn = `urn:pulumi:dev::shop::${DYNAMIC}BusinessProfile::thing`;
        const side = (values: Values) => ({ id: ID, inputs: values, outputs: values });
        const more = [
            { op: "same", urn: "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev" },
            { op: "update", urn, oldState: side(SHUT), newState: side(OPEN) },
        ];
        const report = refreshOf(kinds.businessProfile, [{ before: OPEN, after: SHUT }], { more });
        expect(words(report)).to.deep.equal(['set about to "Open"']);
    });

    it("a secret is never shown", () => {
        const hook = { ...of, overrideCallbackUri: "https://a.example", verifyToken: "[secret]" };
        const after = { ...hook, overrideCallbackUri: "https://b.example", verifyToken: undefined };
        const [said] = words(refreshOf(kinds.webhookOverride, [{ before: hook, after }]));
        expect(said).to.contain("verifyToken no longer known").and.not.contain("[secret]");
    });

    it("of what a number has many of, a line may be about another one", () => {
        const code = { ...of, prefilledMessage: "Hi" };
        const line = describeSettingAfterRefresh(nameOfSetting(kinds.qrCode, ID), "set prefilledMessage");
        const two = ["one", "two"].map((name) => ({ name, before: code, after: code }));
        for (const told of words(refreshOf(kinds.qrCode, two, { said: [line] }))) {
            expect(told).to.match(/^drifted, or another one of the number has; after this refresh/);
        }
    });

    it("a property of any name is told", () => {
        for (const name of ["valueOf", "toString", "constructor", "__proto__"]) {
            const before = Object.fromEntries([["phoneNumberId", ID]]);
            const after = Object.fromEntries([
                ["phoneNumberId", ID],
                [name, "is"],
            ]);
            expect(words(refreshOf(kinds.businessProfile, [{ before, after }]))[0], name).to.contain(
                `${name} from none to is`,
            );
        }
    });

    it("is in the comment", () => {
        const report = refreshOf(kinds.businessProfile, [{ before: OPEN, after: SHUT }]);
        expect(markdown(report)).to.contain("the refresh records about from Open to Shut");
        expect(report.numbers.flatMap(concernsOf)).to.deep.equal([]);
    });
});
