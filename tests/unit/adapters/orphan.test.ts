import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { expect } from "chai";

/** As Pulumi's host of dynamic providers does: what nobody catches is reported on stderr. */
const HOST = `
    let uncaught = 0;
    process.on("uncaughtException", (error) => { uncaught++; console.error(String(error)); });
    require(${JSON.stringify(path.join(__dirname, "..", "..", "..", "provider", "adapters", "dynamic", "index.ts"))});
    process.send("ready");
    process.on("message", () => {
        setInterval(() => { console.log("a line for nobody"); console.error("another one"); }, 10);
        setTimeout(() => process.send({ uncaught }), 500);
    });
`;

describe("a provider whose engine was killed", () => {
    it("continues quietly when nobody reads its output any more", async () => {
        const child: ChildProcess = spawn(process.execPath, ["--require", "tsx/cjs", "-e", HOST], {
            stdio: ["ignore", "pipe", "pipe", "ipc"],
        });
        try {
            await new Promise((resolve) => child.once("message", resolve));
            child.stdout?.destroy();
            child.stderr?.destroy();
            const answer = new Promise((resolve) => child.once("message", resolve));
            child.send("go");
            expect(await answer).to.deep.equal({ uncaught: 0 });
        } finally {
            child.kill("SIGKILL");
        }
    });
});
