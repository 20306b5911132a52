/** Locks, the journal and what runs declare: for the tests, separate from those of the user who runs them. */
import { accessSync, constants, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** In memory where the system has such a place: tests of thousands of operations take as many locks. */
function fastest(): string {
    try {
        accessSync("/dev/shm", constants.W_OK);
        return "/dev/shm";
    } catch {
        return tmpdir();
    }
}

if (process.env.WHATSAPP_STATE_DIR === undefined) {
    const folder = mkdtempSync(path.join(fastest(), "pulumi-whatsapp-tests-"));
    process.env.WHATSAPP_STATE_DIR = folder;
    process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
}
