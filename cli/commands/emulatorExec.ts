/** `emulator exec`: a command with an emulator of its own. */
import { runInside } from "../emulator/child";
import { nearNoProxy } from "../emulator/noProxy";
import { writeTrust } from "../emulator/trust";
import { usage } from "../errors";
import type { Shell } from "../shell";
import { type EmulatorOptions, started } from "./emulator";

/** The options of `pulumi-whatsapp emulator exec`: those of `emulator`, as far as they make sense here. */
export type ExecOptions = Omit<EmulatorOptions, "inMemory" | "json">;

/**
 * Runs a command, beside an emulator that ends with it.
 * @returns the command's exit code
 */
export async function emulatorExec(
    shell: Shell,
    command: readonly string[],
    options: ExecOptions,
): Promise<number> {
    if (command.length === 0) {
        throw usage(
            "exec was given no command",
            "give one after --, for example: pulumi-whatsapp emulator exec -- npm test",
        );
    }
    // stdout is the command's own.
    const running = await started({ ...options, inMemory: options.file === undefined }, shell.note);
    const trust = running.ca === undefined ? undefined : writeTrust(running.ca, shell.env);
    try {
        return await runInside(command, {
            ...shell.env,
            ...nearNoProxy(shell.env),
            ...trust?.env,
            WHATSAPP_GRAPH_URL: running.url,
            WHATSAPP_ACCESS_TOKEN: running.token,
        });
    } finally {
        trust?.remove();
        await running.close();
    }
}
