import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { startEmulator } from "../../emulator/index";
import { lock } from "../../emulator/lock";

describe("the lock of a state file", () => {
    let folder: string;
    let file: string;
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "emulator-"));
        file = join(folder, "state.json");
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    /** A process that has run to its end. */
    async function ended(): Promise<number> {
        const child = spawn(process.execPath, ["-e", ""]);
        await once(child, "close");
        return child.pid as number;
    }

    it("refuses a second emulator on the file, and names the process that has it", async () => {
        const first = await startEmulator({ file, numbers: [{ id: "1" }] });
        const kept = readFileSync(file, "utf8");
        const refusal = await startEmulator({ file, numbers: [{ id: "2" }] }).catch(
            (error: Error) => error.message,
        );
        expect(refusal).to.include(
            `${file} is in use by another emulator, process ${process.pid}: stop that one, or`,
        );
        expect(readFileSync(file, "utf8")).to.equal(kept);
        await first.close();
        const second = await startEmulator({ file });
        expect(second.number("1").id).to.equal("1");
        await second.close();
        expect(existsSync(`${file}.lock`)).to.equal(false);
    });

    it("refuses it also while the owner is another process", () => {
        // The process that runs this one is alive as long as this test.
        writeFileSync(`${file}.lock`, `${process.ppid}\n`);
        const saying = `process ${process.ppid} is not an emulator, remove ${file}.lock`;
        expect(() => lock(file)).to.throw(saying);
        expect(readFileSync(`${file}.lock`, "utf8")).to.equal(`${process.ppid}\n`);
    });

    const left: [string, () => Promise<string>][] = [
        ["a process that is gone", async () => `${await ended()}\n`],
        ["this process's ID before a container's restart", async () => `${process.pid}\n`],
        ["a kill amid its writing", async () => ""],
        ["who knows what", async () => "{}"],
    ];
    for (const [of, text] of left) {
        it(`left behind by ${of} counts no more`, async () => {
            writeFileSync(`${file}.lock`, await text());
            const unlock = lock(file);
            expect(readFileSync(`${file}.lock`, "utf8")).to.equal(`${process.pid}\n`);
            expect(() => lock(file)).to.throw("is in use by another emulator");
            unlock();
            expect(existsSync(`${file}.lock`)).to.equal(false);
        });
    }

    it("is given back when the start fails: a port in use, a file that is none", async () => {
        await using other = await startEmulator();
        const port = Number(new URL(other.url).port);
        const refusal = await startEmulator({ file, port }).catch((error: Error) => error.message);
        expect(refusal).to.include("EADDRINUSE");
        writeFileSync(file, "{}");
        expect(await startEmulator({ file }).catch((error: Error) => error.message)).to.include(
            "correct it there",
        );
        rmSync(file);
        await (await startEmulator({ file })).close();
    });
});
