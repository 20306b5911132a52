import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { commandFile } from "../../support/command";

/** The emulator's command in a process of its own. */
export class EmulatorProcess {
    private constructor(
        readonly child: ChildProcess,
        readonly url: string,
        readonly output: () => string,
    ) {}

    readonly token = "EMULATOR-TOKEN";

    /** Starts it on a free port and waits until it says where it is. */
    static async start(...options: string[]): Promise<EmulatorProcess> {
        const child = runCli("emulator", "--port", "0", ...options);
        let output = "";
        const url = await new Promise<string>((resolve, reject) => {
            const read = (chunk: Buffer): void => {
                output += chunk.toString();
                const [, found] = /WHATSAPP_GRAPH_URL=(\S+)/.exec(output) ?? [];
                if (found !== undefined && output.includes("Ctrl-C")) resolve(found);
            };
            child.stdout?.on("data", read);
            child.stderr?.on("data", read);
            child.once("exit", () => reject(new Error(`the emulator ended: ${output}`)));
        });
        return new EmulatorProcess(child, url, () => output);
    }

    /** Ends it by a signal and waits until it is gone; returns its exit code. */
    async end(signal: NodeJS.Signals): Promise<number | null> {
        const gone = once(this.child, "close");
        this.child.kill(signal);
        const [code] = await gone;
        return code as number | null;
    }
}

/** Runs the command. */
export function runCli(...args: string[]): ChildProcess {
    return spawn(process.execPath, [commandFile(), ...args], { stdio: ["ignore", "pipe", "pipe"] });
}
