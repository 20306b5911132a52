import { playsExample } from "../support/readme";
import { ENGINE_TEST_TIMEOUT_MS } from "../support/stack";

describe("examples/unit-testing, a program with its own tests", function () {
    this.timeout(2 * ENGINE_TEST_TIMEOUT_MS);
    const example = playsExample("unit-testing");

    it("its tests pass, with mocks and on the emulator", async () => {
        await example.play("npm test");
    });

    it("its tests find a number without a region", async () => {
        await example.edit("numbers.ts", "return [support, orders];", example.code("returns"));
        await example.playRefused("npx mocha tests/mocks.test.ts");
    });
});
