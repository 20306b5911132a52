import { readFileSync } from "node:fs";
import { expect } from "chai";
import { PICTURE, picture } from "../../scripts/picture/preview";
import { ENGINE_TEST_TIMEOUT_MS } from "./support/stack";

/** The rows of a picture, sorted: in which order the engine hears of its resources is by chance. */
const rows = (svg: string) => svg.split("\n").sort();

describe("the picture in README", function () {
    this.timeout(ENGINE_TEST_TIMEOUT_MS);

    it("is what pulumi preview prints today (npm run picture makes it anew)", async () => {
        expect(rows((await picture()).replace(/ y="\d+"/g, ""))).to.deep.equal(
            rows(readFileSync(PICTURE, "utf8").replace(/ y="\d+"/g, "")),
        );
    });
});
