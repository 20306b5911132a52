import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { LockLost, LockUnusable, NumberBusy, type Waiting, withNumberLock } from "../../../provider/run/lock";
import { locksFolder } from "../../../provider/run/privateFolder";
import { PULUMI_UP, SAME_COMMAND } from "../../../provider/say/command";

const GRAPH = "http://127.0.0.1:1";
const nothing = () => undefined;
const NO_WAIT: Waiting = { waitMs: 0, onWait: nothing, command: SAME_COMMAND };
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe("one operation at a time on a number", () => {
    it("the second waits until the first is through, and says so once", async () => {
        const order: string[] = [];
        const first = withNumberLock("90001", GRAPH, NO_WAIT, async () => {
            await sleep(700);
            order.push("first");
        });
        await sleep(50);
        const second = withNumberLock(
            "90001",
            GRAPH,
            { ...NO_WAIT, waitMs: 10_000, onWait: () => order.push("waits") },
            async () => {
                order.push("second");
            },
        );
        await Promise.all([first, second]);
        expect(order).to.deep.equal(["waits", "first", "second"]);
    });

    it("it waits no longer than it may, and does nothing then", async () => {
        let release = nothing as () => void;
        const held = withNumberLock("90002", GRAPH, NO_WAIT, () => new Promise<void>((r) => (release = r)));
        await sleep(50);
        const began = Date.now();
        const error = await withNumberLock("90002", GRAPH, { ...NO_WAIT, waitMs: 600 }, () =>
            Promise.reject(new Error("it ran")),
        ).catch((reason: unknown) => reason);
        release();
        await held;
        expect(error).to.be.instanceOf(NumberBusy);
        expect((error as Error).message).to.match(
            /^phone number 90002: another process .* Nothing was sent\. Next: /,
        );
        expect(Date.now() - began).to.be.within(500, 3_000);
    });

    for (const command of [PULUMI_UP, SAME_COMMAND] as const) {
        it(`who may not begin, or may not go on, is told: ${command}`, async () => {
            const waiting = { ...NO_WAIT, command };
            const told: string[] = await withNumberLock("90014", GRAPH, waiting, async (held) => {
                const busy = await withNumberLock("90014", GRAPH, waiting, async () => "it ran").catch(
                    String,
                );
                for (const file of files("90014")) {
                    if (file.endsWith(".holder")) writeFileSync(file, "{}");
                }
                try {
                    held.check();
                } catch (error) {
                    return [busy, String(error)];
                }
                return [busy];
            });
            rmSync(files("90014").find((file) => file.endsWith(".lock")) as string, { recursive: true });
            expect(told).to.have.lengthOf(2);
            for (const text of told)
                expect(text.slice(text.lastIndexOf(", then "))).to.equal(`, then ${command}`);
        });
    }

    for (const [what, id, graph] of [
        ["another number", "90004", GRAPH],
        ["the same ID on another Graph", "90003", "http://127.0.0.1:2"],
    ] as const) {
        it(`${what} is not waited for`, async () => {
            await withNumberLock("90003", GRAPH, NO_WAIT, () =>
                withNumberLock(id, graph, NO_WAIT, async () => undefined),
            );
        });
    }

    it("a failure lets the number go", async () => {
        const failed = withNumberLock("90005", GRAPH, NO_WAIT, () => Promise.reject(new Error("no")));
        expect(await failed.catch((error: Error) => error.message)).to.equal("no");
        await withNumberLock("90005", GRAPH, NO_WAIT, async () => undefined);
    });

    it("the URL of its Graph is one, however it is spelled", async () => {
        const error = await withNumberLock("90006", "https://Graph.example:443/", NO_WAIT, () =>
            withNumberLock("90006", "https://graph.example", NO_WAIT, async () => undefined),
        ).catch((reason: unknown) => reason);
        expect(error).to.be.instanceOf(NumberBusy);
    });

    /** Another process holds a number until it is killed. */
    async function holder(id: string): Promise<ChildProcess> {
        const module = path.join(__dirname, "..", "..", "..", "provider", "run", "lock.ts");
        const script = `require(${JSON.stringify(module)}).withNumberLock("${id}","${GRAPH}",{waitMs:0,onWait(){}},()=>{process.send("held");return new Promise(()=>setInterval(()=>{},1000))})`;
        const child = spawn(process.execPath, ["--require", "tsx/cjs", "-e", script], {
            stdio: ["ignore", "inherit", "inherit", "ipc"],
        });
        await once(child, "message");
        return child;
    }
    const files = (id: string) =>
        readdirSync(locksFolder(process.env))
            .filter((name) => name.startsWith(`${id}-`))
            .map((name) => path.join(locksFolder(process.env), name));

    it("a killed holder's lock is free at once, also one from the future", async function () {
        this.timeout(600_000);
        for (const id of ["90007", "90008"]) {
            const child = await holder(id);
            child.kill("SIGKILL");
            await once(child, "exit");
            if (id === "90008") {
                const [lock] = files(id).filter((name) => name.endsWith(".lock")) as [string];
                utimesSync(lock, new Date(Date.now() + 3600_000), new Date(Date.now() + 3600_000));
            }
            await withNumberLock(id, GRAPH, NO_WAIT, async () => undefined);
        }
    });

    it("a lock without a holder that nobody renews is free after a while, also one from the future", async function () {
        this.timeout(600_000);
        await withNumberLock("90009", GRAPH, NO_WAIT, async () => {
            const [lock] = files("90009").filter((name) => name.endsWith(".lock")) as [string];
            const abandoned = lock.replace("90009", "90010");
            mkdirSync(abandoned);
            utimesSync(abandoned, new Date(Date.now() + 3600_000), new Date(Date.now() + 3600_000));
        });
        await withNumberLock("90010", GRAPH, { ...NO_WAIT, waitMs: 40_000 }, async () => undefined);
    });

    it("a holder that another process took for dead learns of it before its next request", async () => {
        const error = await withNumberLock("90011", GRAPH, NO_WAIT, async (held) => {
            held.check();
            const [file] = files("90011").filter((name) => name.endsWith(".holder")) as [string];
            writeFileSync(file, JSON.stringify({ token: "another", host: "h", pid: 1, started: "" }));
            held.check();
        }).catch((reason: unknown) => reason);
        expect(error).to.be.instanceOf(LockLost);
        expect((error as Error).message).to.match(/^phone number 90011: another process has taken it over/);
    });

    it("a disk that refuses is an error with the number and what to do, and nothing runs", async () => {
        await withNumberLock("90012", GRAPH, NO_WAIT, async () => {
            const [lock] = files("90012").filter((name) => name.endsWith(".lock")) as [string];
            // Something blocks the place where the next number's holder is written.
            mkdirSync(path.join(lock.replace("90012", "90013").replace(/lock$/, "holder"), "x"), {
                recursive: true,
            });
        });
        let ran = false;
        const error = await withNumberLock("90013", GRAPH, NO_WAIT, async () => {
            ran = true;
        }).catch((reason: unknown) => reason);
        expect(error).to.be.instanceOf(LockUnusable);
        expect((error as Error).message).to.match(
            /^phone number 90013: .*nothing was sent.*Next: .*WHATSAPP_STATE_DIR/,
        );
        expect(ran).to.equal(false);
    });
});
