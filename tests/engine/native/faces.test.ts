import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { family, killAll } from "../../../scripts/process";
import { ID, PIN } from "../../support/world";
import { DYNAMIC, type Face, NATIVE } from "../support/face";
import { ENGINE_TEST_TIMEOUT_MS, IMPORT, Stack } from "../support/stack";
import { isEncrypted } from "../support/state";

const OTHER_ID = "2";
const TAKEN = { dynamic: "the plugin", native: "the package for Node.js" } as const;
const OUTAGE = ["setPin", "deregister", "setStorage", "register"];

/** Programs of one project: TypeScript's classes, the plugin in JavaScript without a class of its own, and YAML. */
const properties = (id: string) => `{ phoneNumberId: "${id}", pin: pulumi.secret("${PIN}") }`;
const byClass = (name: string, id: string, options = "{}") =>
    `new WhatsAppPhoneNumber("${name}", ${properties(id)}, ${options});`;
const byToken = (name: string, id: string, options = "{}") =>
    `new pulumi.CustomResource("${NATIVE.type}", "${name}", ${properties(id)}, ${options});`;

describe("a program that moves between the faces", function () {
    this.timeout(ENGINE_TEST_TIMEOUT_MS);
    let stack: Stack;
    beforeEach(async () => {
        stack = await Stack.create({
            plugin: true,
            numbers: [{ id: ID }, { id: OTHER_ID, displayPhoneNumber: "+1 631-555-0002" }],
        });
    });
    afterEach(() => stack?.close());

    const number = (change: object = {}) => ({ support: { phoneNumberId: ID, pin: PIN, ...change } });
    const deregistered = () => stack.graph.writes().filter(({ kind }) => kind === "deregister").length;
    function expectLive(...ids: string[]): void {
        for (const id of ids) expect(stack.graph.number(id).registered, id).to.equal(true);
    }

    /** The same program by the other face: it is taken over, and nothing is sent. */
    async function takesOver(face: Face): Promise<void> {
        await stack.becomes(face);
        await stack.declare(number());
        const previewed = await stack.preview();
        const { sent, text } = await stack.up();
        expect([previewed.sent, sent]).to.deep.equal([[], []]);
        const line = `phone number ${ID}: taken over as it is from a resource of ${TAKEN[face.name]}; nothing is sent`;
        for (const said of [previewed.text, text]) expect(said).to.contain(line);
        const [resource] = (await stack.resources()).filter(({ type }) => type.endsWith("PhoneNumber"));
        expect(resource?.type).to.equal(face.type);
        expect(isEncrypted(resource?.outputs?.pin)).to.equal(true);
        const again = await stack.preview("--expect-no-changes");
        expect(again.text).not.to.contain("taken over");
    }

    it("TypeScript to YAML, back after a refresh, and there again: ledger and PIN stay, nothing is sent", async () => {
        await stack.declare(number());
        await stack.up();
        const { requests, pin } = await stack.outputs("support");
        await takesOver(NATIVE);
        expect((await stack.refresh()).sent).to.deep.equal([]);
        // What Pulumi's host of dynamic providers reads and deletes by is gone now.
        expect(await stack.outputs("support"))
            .to.include({ requests, pin })
            .and.not.to.have.property("__provider");
        await takesOver(DYNAMIC);
        expect((await stack.refresh()).sent).to.deep.equal([]);
        await takesOver(NATIVE);
        expect(await stack.outputs("support")).to.include({ requests, pin });
        // Back without a refresh, and destroyed by what took it over.
        await takesOver(DYNAMIC);
        expectLive(ID);
        expect(stack.graph.writes().map(({ kind }) => kind)).to.deep.equal(["register"]);
        expect((await stack.destroy()).sent).to.deep.equal(["deregister"]);
    });

    it("without an alias, there and back: nothing is deregistered, since each knows what the other declares", async () => {
        // Another name: no alias of ours fits.
        const program = (...lines: string[]) => stack.program([IMPORT, ...lines].join("\n"));
        await program(byClass("support", ID), byClass("orders", OTHER_ID));
        await stack.up();
        for (const [face, name] of [
            [byToken, "one"],
            [byClass, "two"],
        ] as const) {
            await program(face(`${name}-support`, ID), face(`${name}-orders`, OTHER_ID));
            const { sent, text } = await stack.up();
            expect(sent, "adopted: the PIN is proven").to.deep.equal(["setPin", "setPin"]);
            expect(text).to.contain("not deregistered: another resource of this program declares it");
            expectLive(ID, OTHER_ID);
            expect(deregistered()).to.equal(0);
            await stack.expectNoChanges();
        }
    });

    for (const [from, to] of [
        [DYNAMIC, NATIVE],
        [NATIVE, DYNAMIC],
    ] as const) {
        it(`a failed outage of the ${from.name} face is ended by the ${to.name} one, which does not deregister again`, async () => {
            await stack.becomes(from);
            await stack.declare(number());
            await stack.up();
            stack.graph.clearRequests();
            stack.graph.fail({ match: { kind: "register" }, times: 9, do: { error: { code: 190 } } });
            await stack.declare(number({ dataLocalizationRegion: "DE" }));
            expect((await stack.upFails()).sent.slice(0, 4)).to.deep.equal(OUTAGE);
            stack.graph.clearFaults();
            await stack.becomes(to);
            await stack.declare(number({ dataLocalizationRegion: "DE" }));
            const { sent, text } = await stack.up();
            expect(sent).to.deep.equal(["register"]);
            expect(text).to.contain("what changes is said apart");
            await expectEnded();
        });

        it(`killed in an outage of the ${from.name} face: the ${to.name} one goes on where it stood`, async function () {
            if (process.platform === "win32") this.skip();
            await stack.becomes(from);
            await stack.declare(number());
            await stack.up();
            stack.graph.clearRequests();
            stack.graph.fail({ match: { kind: "setStorage" }, do: { hang: "before" } });
            await stack.declare(number({ dataLocalizationRegion: "DE" }));
            const killed = stack.start("up", "--yes", "--skip-preview");
            while (!stack.graph.writes().some(({ fault }) => fault !== undefined)) await sleep(20);
            killAll(family(killed.child));
            await killed.finished;
            expect(stack.graph.number(ID).registered).to.equal(false);
            await stack.removeTornAttributes();
            await stack.succeeds("cancel", "--yes");
            await stack.becomes(to);
            await stack.declare(number({ dataLocalizationRegion: "DE" }));
            expect((await stack.up()).sent).to.deep.equal(["setStorage", "register"]);
            await expectEnded();
        });
    }

    async function expectEnded(): Promise<void> {
        expect(stack.graph.number(ID)).to.include({ registered: true, region: "DE" });
        expect(deregistered()).to.equal(1);
        await stack.expectNoChanges();
    }
});
