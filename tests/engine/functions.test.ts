import { expect } from "chai";
import { ID, number } from "./support/numbers";
import { ENGINE_TEST_TIMEOUT_MS, Stack } from "./support/stack";

const program = (ask: string) => `
const { getPhoneNumberOutput, WhatsAppPhoneNumber } = require("pulumi-whatsapp");
const support = new WhatsAppPhoneNumber("support", ${JSON.stringify(number())});
${ask}
`;

describe("functions in a program, on the real engine", function () {
    this.timeout(ENGINE_TEST_TIMEOUT_MS);

    it("read a number once it is there, live", async () => {
        await using stack = await Stack.create({ numbers: [{ id: ID }] });
        await stack.write(
            program(`const live = getPhoneNumberOutput({ phoneNumberId: support.phoneNumberId }, { dependsOn: support });
exports.status = live.status;
exports.level = live.throughput.level;`),
        );

        // The preview of a creation reads the number for its own line, and the function does not: it is not what it will be.
        await stack.preview();
        expect(stack.graph.requests.map(({ kind }) => kind).sort()).to.deep.equal(["read", "readSettings"]);
        const { text } = await stack.up();
        expect(text)
            .to.match(/status *: "CONNECTED"/)
            .and.to.match(/level *: "STANDARD"/);
    });
});
