import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import type { EmulatorState, LoggedRequest, NumberSeed, NumberState } from "../emulator";

const MAIN = path.join(__dirname, "../dist/cli/main.js");

/** The emulator in its own process, so that its computing time counts neither for the bench nor for a contestant. */
export class GraphProcess implements AsyncDisposable {
    readonly token = "EMULATOR-TOKEN";

    private constructor(
        private readonly child: ChildProcess,
        readonly url: string,
    ) {}

    /** Starts it on a free port. */
    static async start(latencyMs: number): Promise<GraphProcess> {
        const args = [MAIN, "emulator", "--in-memory", "--port", "0", "--latency", String(latencyMs)];
        // A group of its own: a Ctrl-C must reach it after the contestants.
        const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"], detached: true });
        const url = await new Promise<string>((resolve, reject) => {
            let output = "";
            child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
                output = (output + chunk).slice(-10_000);
                const [, found] = /WHATSAPP_GRAPH_URL=(\S+)\n/.exec(output) ?? [];
                if (found !== undefined) resolve(found);
            });
            child.once("error", reject);
            child.once("exit", () => reject(new Error(`the emulator ended: ${output}`)));
        });
        return new GraphProcess(child, url);
    }

    /** Puts these numbers in, as new as on the first day. */
    async seed(numbers: readonly NumberSeed[]): Promise<void> {
        await this.control("POST", "seed", { numbers });
    }

    /** What was asked since the last time. */
    async takeRequests(): Promise<LoggedRequest[]> {
        const requests = (await this.control("GET", "requests")) as LoggedRequest[];
        await this.control("DELETE", "requests");
        return requests;
    }

    /** The numbers as the emulator has them. */
    async numbers(): Promise<NumberState[]> {
        return ((await this.control("GET", "state")) as EmulatorState).numbers;
    }

    async [Symbol.asyncDispose](): Promise<void> {
        if (this.child.exitCode !== null || this.child.signalCode !== null) return;
        const gone = once(this.child, "exit");
        this.child.kill("SIGTERM");
        await gone;
    }

    private async control(method: string, what: string, body?: unknown): Promise<unknown> {
        const answer = await fetch(`${this.url}/_emulator/${what}`, {
            method,
            headers: { "content-type": "application/json" },
            ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
        if (!answer.ok) throw new Error(`the emulator's ${what}: ${answer.status} ${await answer.text()}`);
        return answer.json();
    }
}
