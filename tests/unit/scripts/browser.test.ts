import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "chai";
import { ownBrowser } from "../../../scripts/browser/find";

describe("the browser of this machine", () => {
    let folder: string;
    before(() => {
        folder = mkdtempSync(path.join(tmpdir(), "browser-"));
        for (const name of ["google-chrome", "chromium-browser"]) writeFileSync(path.join(folder, name), "");
    });
    after(() => rmSync(folder, { recursive: true }));

    it("is the one that CHROME_PATH names", () => {
        expect(ownBrowser({ CHROME_PATH: "/own/chrome", PATH: folder })).to.equal("/own/chrome");
    });

    it("is else the first on PATH, Chromium before Chrome", () => {
        const PATH = ["/nowhere", folder].join(path.delimiter);
        expect(ownBrowser({ PATH })).to.equal(path.join(folder, "chromium-browser"));
    });

    it("is none where there is none: then npm's is fetched", () => {
        for (const env of [{}, { PATH: "" }, { PATH: "/nowhere" }])
            expect(ownBrowser(env, "linux")).to.equal(undefined);
    });
});
