import { readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { PICTURES, pictures } from "../../scripts/picture/pictures";
import { ENGINE_TEST_TIMEOUT_MS } from "./support/stack";

/** The rows of a picture, sorted: in which order the engine hears of its resources is by chance. */
const rows = (svg: string) =>
    svg
        .replace(/ y="\d+"/g, "")
        .split("\n")
        .sort();

describe("the pictures in the documentation", function () {
    this.timeout(ENGINE_TEST_TIMEOUT_MS);

    it("are what commands print today (npm run picture makes them again)", async () => {
        const drawn = await pictures();
        expect(drawn.size).to.equal(3);
        for (const [name, svg] of drawn) {
            expect(rows(svg), name).to.deep.equal(rows(readFileSync(path.join(PICTURES, name), "utf8")));
        }
    });
});
