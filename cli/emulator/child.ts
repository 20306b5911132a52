/** A command that runs inside another: it has this process's terminal, hears its signals, and gives its exit code. */
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { messageOf } from "../../graph/wire";
import { CliError } from "../errors";

/** What is passed on. */
const PASSED_ON = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGUSR1", "SIGUSR2"] as const;

/** What a terminal sends to the whole group by itself: passed on, the command would get it twice. */
const FROM_TERMINAL: readonly string[] = ["SIGINT", "SIGQUIT"];

/** As a shell ends for a command that is not there, and for one that can't be run. */
const NOT_FOUND = 127;
const NOT_EXECUTABLE = 126;

/** Runs a command to its end; returns its exit code, or 128+n after signal n, as a shell does. */
export function runInside(
    [command = "", ...args]: readonly string[],
    env: Readonly<Record<string, string | undefined>>,
    fromTerminal = process.stdin.isTTY === true,
): Promise<number> {
    if (command === "") return Promise.reject(notFound("''"));
    return new Promise((resolve, reject) => {
        const child = spawn(command, args, { stdio: "inherit", env });
        const passOn = (signal: NodeJS.Signals): void => {
            if (!(fromTerminal && FROM_TERMINAL.includes(signal))) child.kill(signal);
        };
        for (const signal of PASSED_ON) process.on(signal, passOn);
        const end = (): void => {
            for (const signal of PASSED_ON) process.off(signal, passOn);
        };
        child.once("error", (error: NodeJS.ErrnoException) => {
            end();
            reject(notStarted(command, error));
        });
        child.once("exit", (code, signal) => {
            end();
            resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
        });
    });
}

function notFound(command: string): CliError {
    const next = "check its spelling and PATH; give a script's path, for example ./test.sh";
    return new CliError(`the command ${command} was not found`, next, NOT_FOUND);
}

function notStarted(command: string, error: NodeJS.ErrnoException): CliError {
    if (error.code === "ENOENT") return notFound(command);
    return new CliError(
        `the command ${command} can't be run: ${messageOf(error)}`,
        "check that it is a program, and that it may be executed",
        NOT_EXECUTABLE,
    );
}
