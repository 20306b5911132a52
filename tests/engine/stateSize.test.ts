import { expect } from "chai";
import { number } from "./support/numbers";
import { ENGINE_TEST_TIMEOUT_MS, IMPORT, Stack } from "./support/stack";
import { bytesOfEach } from "./support/state";

const COUNT = 20;
/**
 * The engine writes all state after each step, so a number's bytes decide how long a large stack takes. Each frame of a
 * stack trace takes some forty.
 */
const MOST_BYTES = 1_850;

/** Positions as state has them. */
interface Positioned {
    readonly type: string;
    readonly sourcePosition?: string;
    readonly stackTrace?: readonly { readonly sourcePosition?: string }[];
}

describe("the state of a number", function () {
    this.timeout(ENGINE_TEST_TIMEOUT_MS);

    it(`is at most ${MOST_BYTES} bytes, and says where the program declares it`, async () => {
        const ids = [...Array(COUNT).keys()].map((at) => String(106540352242000 + at));
        await using stack = await Stack.create({
            numbers: ids.map((id) => ({ id })),
        });
        // A program of some depth, in a process of its own, as users run it.
        await stack.write(`${IMPORT}
const all = ${JSON.stringify(ids.map((phoneNumberId) => number({ phoneNumberId })))};
const declare = (args) => new WhatsAppPhoneNumber("number-" + args.phoneNumberId, args);
const region = (numbers) => numbers.forEach((args) => declare(args));
const company = () => region(all);
company();
`);
        await stack.up();

        const positioned = (await stack.resources()).filter(({ type }) =>
            type.includes("PhoneNumber"),
        ) as unknown as Positioned[];
        expect(bytesOfEach(positioned, stack.folder)).to.be.lessThanOrEqual(MOST_BYTES);
        expect(positioned).to.have.length(COUNT);
        for (const { sourcePosition, stackTrace } of positioned) {
            expect(sourcePosition).to.match(/index\.js#4\b/);
            expect(
                stackTrace?.map((frame) => frame.sourcePosition?.replace(/^.*#(\d+).*$/, "$1")),
            ).to.deep.equal(["4", "5"]);
        }
    });
});
