/** Locks, the journal and what runs declare: for the tests, separate from those of the user who runs them. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

if (process.env.WHATSAPP_STATE_DIR === undefined) {
    const folder = mkdtempSync(path.join(tmpdir(), "pulumi-whatsapp-tests-"));
    process.env.WHATSAPP_STATE_DIR = folder;
    process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
}
