/** A server that a README starts in a terminal of its own. */
import assert from "node:assert/strict";
import { family, killAll, type Running, type RunOptions, start } from "../../../scripts/process";

const LISTENING = /^listening on (\S+)$/m;

export class Served {
    private printed = "";

    private constructor(
        private readonly line: string,
        private readonly running: Running,
        /** Where the README says it is. */
        readonly shownUrl: string,
    ) {
        running.child.stdout?.on("data", (chunk: string) => {
            this.printed += chunk;
        });
    }

    /** Starts it on a port that is free, and waits until it listens. It must take `PORT`, and print its URL. */
    static async start(line: string, shownUrl: string, options: RunOptions): Promise<Served> {
        const env = { ...options.env, PORT: "0" };
        const served = new Served(line, start("sh", ["-c", line], { ...options, env }), shownUrl);
        await served.prints((text) => LISTENING.test(text));
        return served;
    }

    /** What it printed so far, with the URL that the README has. */
    get text(): string {
        return this.printed.replaceAll(this.url, this.shownUrl);
    }

    /** Where it is. */
    get url(): string {
        return LISTENING.exec(this.printed)?.[1] ?? this.shownUrl;
    }

    /** Waits until what it printed is right; fails when it ends before that. */
    async prints(isRight: (text: string) => boolean): Promise<void> {
        const { child, finished } = this.running;
        const right = new Promise<undefined>((resolve) => {
            const look = () => isRight(this.text) && resolve(undefined);
            child.stdout?.on("data", look);
            look();
        });
        const ended = await Promise.race([right, finished]);
        assert.equal(ended, undefined, `${this.line} did not print what was awaited:\n${ended?.text}`);
    }

    async close(): Promise<void> {
        killAll(family(this.running.child));
        await this.running.finished;
    }
}
