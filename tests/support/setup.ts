/**
 * What the processes of the tests have of their own. Locks, the journal and what runs declare are separate from those
 * of the user who runs them; and each of some two thousand processes of Node.js starts in half the time.
 */
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

/** A folder of this run: its first process makes and removes it. */
function folderIn(place: string): string {
    const folder = mkdtempSync(path.join(place, "pulumi-whatsapp-tests-"));
    process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
    return folder;
}

process.env.WHATSAPP_STATE_DIR ??= folderIn(fastest());
process.env.TESTS_CODE_CACHE ??= folderIn(tmpdir());

if (process.env.NODE_EXTRA_CA_CERTS !== undefined) {
    // Read at each start, for 50 ms: only a registry needs it (scripts/registry.ts).
    process.env.TESTS_EXTRA_CA_CERTS = process.env.NODE_EXTRA_CA_CERTS;
    delete process.env.NODE_EXTRA_CA_CERTS;
}

if (process.env.MOCHA_WORKER_ID !== undefined || !process.argv.includes("--parallel")) {
    process.env.NODE_OPTIONS ??= `--require "${path.join(__dirname, "codeCache.cjs")}"`;
}
