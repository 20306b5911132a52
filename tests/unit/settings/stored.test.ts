/**
 * What 0.1 stored of each kind, and must always load. tests/fixtures/settings-0.1.json was captured from one `pulumi
 * up` on the emulator, of a program that declares every input of every kind once: of `pulumi stack export
 * --show-secrets` each resource's type, ID, inputs and outputs, its secrets in clear, without the provider's text.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "chai";
import * as kinds from "../../../provider/settings/kinds";
import { typeOf, type Values } from "../../../provider/settings/setting";
import { png } from "../../support/picture";
import { ID, startWorld, type World } from "../../support/world";
import { processOn } from "./support/onWorld";

interface Stored {
    readonly type: string;
    readonly id: string;
    readonly inputs: Values;
    readonly outputs: Values;
}

/** What a delete sends of each, in the order in which they are made; the options that allow it are declared. */
const DELETES: Readonly<Record<string, readonly string[]>> = {
    AppSubscription: ["unsubscribeApp"],
    WebhookOverride: ["setWebhookOverride"],
    BusinessProfile: [],
    ConversationalComponents: ["setAutomation"],
    CallingSettings: [],
    CommerceSettings: [],
    Username: ["releaseUsername"],
    FlowsPublicKey: [],
    QrCode: ["deleteQrCode"],
};
const KINDS = Object.keys(DELETES).map((name) => {
    const kind = Object.values(kinds).find((each) => each.name === name);
    if (kind === undefined) throw new Error(`there is no ${name}`);
    return kind;
});

/** As large as a picture must be, and no more of it. */
const LOGO = png();

describe("the settings that 0.1 stored", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "stored-"));
    const made = new Map<string, Values>();
    let world: World;
    let text = readFileSync(path.join(__dirname, "../../fixtures/settings-0.1.json"), "utf8");

    const storedOf = (name: string): Stored => {
        const all = JSON.parse(text) as Stored[];
        const found = all.find(({ type }) => type === typeOf({ name }));
        if (found === undefined) throw new Error(`${name} is not stored`);
        return found;
    };
    const processOf = (kind: (typeof KINDS)[number]) => processOn(world, kind);

    before(async () => {
        const logo = path.join(folder, "logo.png");
        writeFileSync(logo, LOGO);
        text = text.replaceAll('"logo.png"', JSON.stringify(logo));
        world = await startWorld({
            numbers: [{ id: ID, registered: true }],
            now: Date.UTC(2026, 10, 22, 12),
        });
        for (const kind of KINDS) {
            const { inputs } = storedOf(kind.name);
            const resource = processOf(kind);
            made.set(kind.name, (await resource.create(resource.check({}, inputs).inputs)).state);
        }
        // Meta makes the code.
        const codes = [storedOf("QrCode").outputs, made.get("QrCode")].map((each) => String(each?.code));
        text = text.replaceAll(codes[0] ?? "", codes[1] ?? "");
        world.sent();
    });
    after(async () => {
        await world?.close();
        rmSync(folder, { recursive: true });
    });

    it("every kind is stored, with every input that it has", () => {
        expect(KINDS).to.have.members(Object.values(kinds));
        for (const { name, fields } of KINDS) {
            const left = Object.keys(fields).filter((field) => !(field in storedOf(name).inputs));
            // It says what to take from another number, which is set once.
            expect(left, name).to.deep.equal(name === "Username" ? ["forceTransfer"] : []);
        }
    });

    for (const kind of KINDS) {
        describe(kind.name, () => {
            it("is what a create stores today", () => {
                expect(made.get(kind.name)).to.deep.equal(storedOf(kind.name).outputs);
            });

            it("an unchanged program previews no change", () => {
                const { inputs, outputs } = storedOf(kind.name);
                const resource = processOf(kind);
                const checked = resource.check(inputs, inputs);
                expect(checked).to.deep.equal({ inputs, failures: [] });
                expect(resource.diff(outputs, checked.inputs)).to.deep.equal({
                    changes: false,
                    replaces: [],
                });
            });

            it("a refresh finds it as it is", async () => {
                const { inputs, outputs } = storedOf(kind.name);
                expect(await processOf(kind).read(outputs)).to.deep.equal({ state: outputs, inputs });
                expect(world.sent()).to.deep.equal([]);
            });
        });
    }

    describe("a delete", () => {
        it("clears what it says, and leaves the rest", async () => {
            const sent: Record<string, string[]> = {};
            for (const kind of KINDS.toReversed()) {
                await processOf(kind).delete(storedOf(kind.name).outputs);
                sent[kind.name] = world.sent();
            }
            expect(sent).to.deep.equal(DELETES);
        });
    });
});
