import { expect } from "chai";
import { numbersIn } from "../../cli/stack";
import { DYNAMIC, NATIVE, NUMBER } from "../../provider/resourceType";
import { exported, Terminal, WABA } from "./support/terminal";

const NOW = Date.parse("2026-11-22T10:00:00Z");
const SECRET = "4dabf18193072939515e22adb298388d";
const TYPES = [DYNAMIC, NATIVE].map((prefix) => prefix + NUMBER);

/** As each face leaves it in state: all that differs is the type, and what the package for Node.js keeps beside. */
function stateOf(type: string): string {
    const beside = type.startsWith(DYNAMIC) ? { __provider: "text" } : {};
    const pin = { [SECRET]: "1b47061264138c4ac30d75fd1eb44270", plaintext: '"310467"' };
    const inputs = { ...beside, phoneNumberId: "1001", pin, pinRevision: 1 };
    const requests = `r${NOW / 1000 - 3600}=ok`;
    return exported({ support: { inputs, outputs: { ...inputs, registered: true, requests } } }, type);
}

describe("a stack of either type of resources", () => {
    let terminal: Terminal;
    before(async () => {
        terminal = await Terminal.open({
            now: NOW,
            numbers: [
                { id: "1001", registered: true, pin: "310467" },
                { id: "1002", registered: true, displayPhoneNumber: "+49 30 2" },
            ],
        });
        terminal.inProject();
    });
    after(() => terminal.close());

    for (const type of TYPES) {
        it(`is read: ${type}`, () => {
            const [number, ...more] = numbersIn(stateOf(type), NOW).values();
            expect(more).to.deep.equal([]);
            expect(number?.name).to.equal("support");
            expect(number?.state).to.include({ phoneNumberId: "1001", pin: "310467", registered: true });
            expect(number?.inputs).to.deep.equal({ phoneNumberId: "1001", pin: "310467", pinRevision: 1 });
        });
    }

    it("with resources of both types: every number once, settings and providers are none", () => {
        const texts = [
            stateOf(TYPES[0] ?? ""),
            exported({ orders: { outputs: { phoneNumberId: "1002" } } }, TYPES[1]),
            exported({ profile: { outputs: { phoneNumberId: "1003" } } }, `${NATIVE}BusinessProfile`),
            exported({ default: { outputs: { phoneNumberId: "1004" } } }, "pulumi:providers:whatsapp"),
        ];
        const resources = texts.flatMap((text) => JSON.parse(text).deployment.resources);
        const numbers = numbersIn(JSON.stringify({ deployment: { resources } }), NOW);
        expect([...numbers].map(([id, { name }]) => [id, name])).to.deep.equal([
            ["1001", "support"],
            ["1002", "orders"],
        ]);
    });

    const commands: [string[], RegExp][] = [
        [["list", "--waba", WABA], /1001/],
        [["show", "1001"], /support/],
        [["doctor", "1001"], /1001/],
        [["adopt", "--waba", WABA], /1002/],
    ];
    for (const [args, says] of commands) {
        it(`${args[0]} says the same of each`, async () => {
            const outputs = [];
            for (const type of TYPES) {
                terminal.pulumi = { "stack export": { stdout: stateOf(type) } };
                outputs.push(await terminal.run(...args));
            }
            terminal.pulumi = {};
            const without = await terminal.run(...args);
            expect(outputs[1]).to.deep.equal(outputs[0]);
            expect(outputs[0]?.stdout).to.match(says);
            expect(outputs[0], "the stack makes a difference").not.to.deep.equal(without);
        });
    }
});
