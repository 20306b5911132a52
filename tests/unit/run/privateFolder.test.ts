import { chmodSync, lstatSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "chai";
import {
    locksFolder,
    NoPrivateFolder,
    privateFolder,
    stateFolder,
} from "../../../provider/run/privateFolder";

describe("a folder that only we can use", () => {
    let root: string;
    beforeEach(() => {
        root = mkdtempSync(path.join(tmpdir(), "private-folder-"));
    });
    afterEach(() => rmSync(root, { recursive: true, force: true }));
    const at = (name: string) => path.join(root, name);
    const mode = (folder: string) => (lstatSync(folder).mode & 0o777).toString(8);

    it("is made, with the folders above it, for this user only", () => {
        expect(privateFolder([at("a/b")])).to.equal(at("a/b"));
        expect(mode(at("a/b"))).to.equal("700");
    });

    it("that is open to others is closed", () => {
        mkdirSync(at("open"));
        chmodSync(at("open"), 0o777);
        expect(privateFolder([at("open")])).to.equal(at("open"));
        expect(mode(at("open"))).to.equal("700");
    });

    const foreign: [what: string, make: (place: string) => void][] = [
        ["a link", (place) => symlinkSync(root, place)],
        ["a link that leads nowhere", (place) => symlinkSync("/nowhere/at/all", place)],
        ["a file", (place) => writeFileSync(place, "")],
    ];
    for (const [what, make] of foreign) {
        it(`${what} in its place is not used: another place is`, () => {
            make(at("taken"));
            expect(privateFolder([at("taken"), at("other")])).to.equal(at("other"));
            expect(() => privateFolder([at("taken")])).to.throw(
                NoPrivateFolder,
                /Next: set WHATSAPP_STATE_DIR/,
            );
        });
    }

    it("of another user is not used", function () {
        // Only root can give a folder away.
        if (process.getuid?.() !== 0) return this.skip();
        mkdirSync(at("theirs"));
        require("node:fs").chownSync(at("theirs"), 12345, 12345);
        expect(privateFolder([at("theirs"), at("other")])).to.equal(at("other"));
    });

    it("is where WHATSAPP_STATE_DIR says, for locks and for what outlives a restart", () => {
        const env = { WHATSAPP_STATE_DIR: root };
        expect([locksFolder(env), stateFolder(env, "journal"), stateFolder(env, "runs")]).to.deep.equal(
            ["locks", "journal", "runs"].map(at),
        );
    });
});
