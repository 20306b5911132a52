/** `complete SHELL`: prints the script with which a shell completes this command, and answers that script. */
import type { Command } from "commander";

/**
 * @param program the commands that are completed; it gets one more
 * @param args what follows `complete`: a shell, or `--` and the words to complete
 */
export async function complete(program: Command, args: readonly string[]): Promise<void> {
    const { default: tab } = await import("@bomb.sh/tab/commander");
    tab(program);
    await program.parseAsync(["complete", ...args], { from: "user" });
}
