/** How the Automation API runs the Pulumi command here: shards in parallel, and out of reach of Ctrl-C. */
import { spawn } from "node:child_process";
import { PulumiCommand } from "@pulumi/pulumi/automation";

type Listener = ((text: string) => void) | undefined;

/** What the Automation API calls; its types omit it. */
export interface Engine extends PulumiCommand {
    run(
        args: string[],
        cwd: string,
        env: Record<string, string>,
        onOutput?: Listener,
        onError?: Listener,
        signal?: AbortSignal,
    ): Promise<{ stdout: string; stderr: string; code: number }>;
}

/** The Pulumi command on PATH, run in our way. */
export async function engine(): Promise<Engine> {
    const command = await PulumiCommand.get();
    const run: Engine["run"] = (args, cwd, env, onOutput, onError, signal) =>
        new Promise((resolve, reject) => {
            // Its own process group: a terminal sends Ctrl-C to the whole group, and a shard should finish.
            const child = spawn(command.command, withoutSelecting(args), {
                cwd,
                env: { ...shared(process.env), ...env },
                detached: true,
                windowsHide: true,
                stdio: ["ignore", "pipe", "pipe"],
            });
            const output = { stdout: "", stderr: "" };
            const collect = (name: keyof typeof output, listener: Listener) => (text: string) => {
                output[name] += text;
                listener?.(text);
            };
            child.stdout.setEncoding("utf8").on("data", collect("stdout", onOutput));
            child.stderr.setEncoding("utf8").on("data", collect("stderr", onError));
            // One SIGINT lets the engine end the calls in flight and save; a second one would not.
            const stop = () => child.kill("SIGINT");
            signal?.addEventListener("abort", stop, { once: true });
            child.once("error", reject);
            child.once("close", (code) => {
                signal?.removeEventListener("abort", stop);
                if (code === 0) resolve({ ...output, code });
                else reject(new PulumiFailed(args, output.stderr || output.stdout));
            });
        });
    return Object.assign(Object.create(command) as Engine, { run });
}

/** Thrown when the Pulumi command fails; the message is what it said. */
export class PulumiFailed extends Error {
    override readonly name = "PulumiFailed";
    constructor(args: readonly string[], said: string) {
        super(said.trim() || `pulumi ${args.slice(0, 2).join(" ")} failed`);
    }
}

/**
 * Selecting a stack writes a file that all stacks of a project share, and writes of several processes corrupt it
 * (pulumi/pulumi#7738, #8186). Every command names its stack, so none needs to be selected.
 */
function withoutSelecting(args: readonly string[]): string[] {
    const [first, second, ...rest] = args;
    if (first === "stack" && second === "select") return ["stack", ...rest];
    if (first === "stack" && second === "init") return ["stack", "init", "--no-select", ...rest];
    return [...args];
}

/** A shard's processes see the token and the PIN of their own WABA only. */
function shared(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
    return Object.fromEntries(
        Object.entries(env).filter(([name]) => !/^WHATSAPP_(ACCESS_TOKEN|PIN)_\d+$/.test(name)),
    );
}
