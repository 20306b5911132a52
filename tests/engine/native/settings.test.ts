import { writeFile } from "node:fs/promises";
import path from "node:path";
import { expect } from "chai";
import { NUMBER, settings, stackForSettings, WABA } from "../support/declaredSettings";
import { NATIVE } from "../support/face";
import { ENGINE_TEST_TIMEOUT_MS, type Stack } from "../support/stack";

const NAMES = Object.keys(settings(1));
const type = (name: string) => NATIVE.prefix + name;

describe("the settings of a number, imported", function () {
    this.timeout(ENGINE_TEST_TIMEOUT_MS);
    let stack: Stack;
    before(async () => {
        stack = await stackForSettings(NATIVE);
        await stack.declareAll(settings(1));
        await stack.up();
    });
    after(() => stack?.close());

    it("each is imported as far as its ID goes, and no request changes anything", async () => {
        const [code] = stack.graph.number(NUMBER).qrCodes;
        const ids: Record<string, string> = { AppSubscription: WABA, QrCode: `${NUMBER}/${code?.code}` };
        const resources = NAMES.map((name) => ({
            type: type(name),
            name: `again${name}`,
            id: ids[name] ?? NUMBER,
        }));
        await writeFile(path.join(stack.folder, "import.json"), JSON.stringify({ resources }));
        const imported = await stack.succeeds(
            "import",
            "--file",
            "import.json",
            "--yes",
            "--skip-preview",
            "--protect=false",
            "--generate-code=false",
        );
        expect(imported.sent).to.deep.equal([]);
        const outputs = async (name: string) => {
            const all = await stack.resources("--show-secrets");
            return all.find(({ urn }) => urn.endsWith(`::${name}`));
        };
        for (const name of NAMES) {
            const [declared, again] = [await outputs(name), await outputs(`again${name}`)];
            expect(again?.id, name).to.equal(declared?.id);
            // What Graph shows of what is declared is the same; what it never shows is not there.
            const both = Object.entries(again?.outputs ?? {}).filter(
                ([property]) => declared?.outputs?.[property] !== undefined,
            );
            expect(both, name).not.to.deep.equal([]);
            // Graph shows a key without the line end that a file ends with.
            const plain = (value: unknown) => (typeof value === "string" ? value.trim() : value);
            for (const [property, value] of both)
                expect(plain(declared?.outputs?.[property]), `${name}.${property}`).to.deep.equal(
                    plain(value),
                );
        }
        expect((await outputs("againQrCode"))?.outputs).to.include({ prefilledMessage: "Good day" });
        expect((await outputs("againWebhookOverride"))?.outputs).not.to.have.any.keys("verifyToken");
    });

    it("a QR code by its number alone is refused: it may have many", async () => {
        const { text } = await stack.fails(
            "import",
            type("QrCode"),
            "one",
            NUMBER,
            "--yes",
            "--skip-preview",
        );
        expect(text).to.contain(`"${NUMBER}" is no ID of a QR code`);
    });
});
