import { expect } from "chai";
import { NoPreview, prepare, reportOf } from "../../../report";
import { INPUTS, NOW, preview, step, urn } from "./previews";

const TEXT = preview(step("create", { news: INPUTS }));
const line = (text: string) => reportOf(prepare(text), { now: NOW, ignoreLocks: false }).summary.line;
const ONE = "1 WhatsApp number: 1 registered, or adopted if already live";

describe("the output of pulumi preview --json", () => {
    const readable: [string, string][] = [
        ["as it is", TEXT],
        [
            "after other lines, as npm prints them",
            `\n> shop@1.0.0 preview\n> pulumi preview --json\n\n${TEXT}`,
        ],
        ["before other lines", `${TEXT}\nPreviewing done.\n`],
        ["after a line of JSON that is something else", `{"level":"info"}\n${TEXT}`],
        ["in one line", JSON.stringify(JSON.parse(TEXT))],
        ["with a byte order mark", `\uFEFF${TEXT}`],
    ];
    for (const [what, text] of readable) it(`is read ${what}`, () => expect(line(text)).to.equal(ONE));

    const refused: [string, string, RegExp][] = [
        ["nothing at all", " \n", /the preview is empty: give it the output of `pulumi preview --json`/],
        ["text", "error: no stack selected", /there is no preview in what was given/],
        ["half a preview", TEXT.slice(0, -40), /there is no preview in what was given/],
        ["other JSON", '{"hello":"world"}', /there is no preview in what was given/],
        ["a list", "[]", /there is no preview/],
        [
            "the engine's events",
            '{"sequence":0,"timestamp":1,"preludeEvent":{}}\n',
            /PULUMI_ENABLE_STREAMING_JSON_PREVIEW/,
        ],
    ];
    for (const [what, text, saying] of refused) {
        it(`is not ${what}, and the message says what to do`, () =>
            expect(() => line(text)).to.throw(NoPreview, saying));
    }

    it("of a stack without resources says that no number changes", () => {
        expect(line(JSON.stringify({ duration: 1, changeSummary: {} }))).to.equal(
            "no WhatsApp number changes",
        );
    });
});

describe("a preview that failed", () => {
    const failed = (diagnostics: unknown[]) =>
        reportOf(prepare(JSON.stringify({ steps: [], diagnostics })), { now: NOW, ignoreLocks: false });
    const error = (message: string, of?: string) => ({
        severity: "error",
        message,
        ...(of === undefined ? {} : { urn: of }),
    });

    it("is said to have failed, with what is wrong with a number", () => {
        const message =
            "error: pulumi-nodejs:dynamic/whatsapp:PhoneNumber resource 'support': property dataLocalizationRegion value {XX} has a problem: give one of AU ID\n";
        const { errors, summary } = failed([
            error(message, urn("support")),
            { severity: "info", message: "hello" },
        ]);
        expect(errors).to.deep.equal([
            "support: property dataLocalizationRegion has a problem: give one of AU ID",
        ]);
        expect(summary.line).to.equal("the preview FAILED; before that: no WhatsApp number changes");
    });

    it("never repeats a value that was refused, nor what a program prints: a PIN may be in it", () => {
        const { errors } = failed([
            error("error: property pin value {31046} has a problem: give six digits", urn("support")),
            error("error: Running program failed: Error: PIN 310467 is taken"),
        ]);
        expect(errors.join()).not.to.match(/31046/);
        expect(errors).to.deep.equal([
            "support: property pin has a problem: give six digits",
            "an error that is not about a phone number: see the preview's own output",
        ]);
    });
});
