import { expect } from "chai";
import { number } from "../support/numbers";
import { ENGINE_TEST_TIMEOUT_MS, IMPORT, LAZY, Stack } from "../support/stack";
import { bytesOfEach } from "../support/state";

const TYPE = "whatsapp:index:PhoneNumber";
const COUNT = 100;
/** What a number's state may take by a program of Node.js. */
const MOST_BYTES = 1_850;
/**
 * By one in YAML: its host adds a stack trace of its own code, some 800 bytes, which no program can shorten. Its paths
 * are as long as the project's folder is deep.
 */
const MOST_BYTES_OF_YAML = 2_800;
const IDS = [...Array(COUNT).keys()].map((at) => String(106540352242000 + at));

describe(`${COUNT} numbers of the plugin at once`, function () {
    this.timeout(ENGINE_TEST_TIMEOUT_MS);

    it("one run registers each once, a refresh asks for their listing, and none is lost", async () => {
        await using stack = await Stack.create({
            main: "Pulumi.yaml",
            numbers: IDS.map((id) => ({ id })),
            env: { WHATSAPP_WAIT_FOR_CONNECTED: "0" },
        });
        await stack.declare(
            Object.fromEntries(IDS.map((id) => [`number-${id}`, number({ phoneNumberId: id })])),
        );
        const { writes } = await stack.up("--parallel", "64");
        expect(writes.map(({ kind, phoneNumberId }) => `${kind} ${phoneNumberId}`)).to.have.members(
            IDS.map((id) => `register ${id}`),
        );
        for (const id of IDS) expect(stack.graph.number(id).registered, id).to.equal(true);
        const asked = count(stack);
        expect(asked).to.deep.equal({ read: 2 * COUNT, readSettings: COUNT, register: COUNT });
        expect(await bytesOf(stack)).to.be.lessThanOrEqual(MOST_BYTES_OF_YAML);

        stack.graph.clearRequests();
        expect((await stack.refresh()).sent).to.deep.equal([]);
        expect(count(stack)).to.deep.equal({ list: 1 });
        await stack.expectNoChanges();
    });

    it(`state of a program of Node.js has at most ${MOST_BYTES} bytes of each`, async () => {
        const few = IDS.slice(0, 20);
        await using stack = await Stack.create({
            plugin: true,
            env: LAZY,
            numbers: few.map((id) => ({ id })),
        });
        const args = few.map((phoneNumberId) => number({ phoneNumberId }));
        // As generated code declares them: a class of its own, and secrets marked.
        await stack.write(`${IMPORT}
class PhoneNumber extends pulumi.CustomResource {
    constructor(name, { pin, ...args }, opts) {
        super("${TYPE}", name, { ...args, pin: pulumi.secret(pin) }, { ...opts, additionalSecretOutputs: ["pin", "refusedPin", "unsentPin"] });
    }
}
const declare = (args) => new PhoneNumber("number-" + args.phoneNumberId, args);
${JSON.stringify(args)}.forEach((args) => declare(args));
`);
        await stack.up();
        expect(await bytesOf(stack)).to.be.lessThanOrEqual(MOST_BYTES);
    });
});

/** How often each kind of request was sent. */
function count({ graph }: Stack): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { kind } of graph.requests) counts[kind] = (counts[kind] ?? 0) + 1;
    return counts;
}

/** What state has of a number, on average. */
async function bytesOf(stack: Stack): Promise<number> {
    const all = (await stack.resources()).filter(({ type }) => type === TYPE);
    expect(all).to.not.deep.equal([]);
    return bytesOfEach(all, stack.folder);
}
