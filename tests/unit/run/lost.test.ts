import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "chai";
import { fileJournal } from "../../../provider/run/journal";
import { LostSettings } from "../../../provider/run/lost";

const ID = "106540352242922";

describe("what outages took and could not put back", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "lost-"));
    after(() => rmSync(folder, { recursive: true }));
    const journal = () =>
        fileJournal("https://graph.example", { WHATSAPP_STATE_DIR: folder }, () => Date.UTC(2026, 10, 26));

    it("is known to the next process on this machine, until its resource has set it again", () => {
        const first = new LostSettings(journal());
        first.lose(ID, "WebhookOverride", ["overrideCallbackUri"]);
        first.lose(ID, "WebhookOverride", ["overrideCallbackUri", "verifyToken"]);
        first.lose(ID, "Username", ["username"]);
        const next = new LostSettings(journal());
        expect(next.of(ID, "WebhookOverride")).to.deep.equal(["overrideCallbackUri", "verifyToken"]);
        next.found(ID, "WebhookOverride");
        next.found(ID, "BusinessProfile");
        const last = new LostSettings(journal());
        expect(last.of(ID, "WebhookOverride")).to.equal(undefined);
        expect(last.of(ID, "Username")).to.deep.equal(["username"]);
        last.found(ID, "Username");
        expect(journal().read(ID)).to.deep.equal({ requests: "" });
    });

    it("is known to this process where the journal can't be written", () => {
        const lost = new LostSettings({
            read: () => ({ requests: "" }),
            write: () => {
                throw new Error("full");
            },
        });
        expect(() => lost.lose(ID, "Username", ["username"])).to.throw("full");
        expect(lost.of(ID, "Username")).to.deep.equal(["username"]);
    });
});
