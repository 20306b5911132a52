/** How a command ends: its exit code, and the text of a failure. */

import { GraphError } from "../graph/errors";
import { nextStep } from "../graph/fix";
import { messageOf } from "../graph/wire";
import { SettingError } from "../provider/run/settings";
import { SAME_COMMAND } from "../provider/say/command";
import { type FixTexts, wordsOf } from "../provider/say/fixes";
import { systemNext } from "./systemErrors";

/** The exit codes (docs/cli.md). */
export const EXIT = {
    done: 0,
    /** The command failed, or was refused. */
    failed: 1,
    /** The command line is wrong. */
    usage: 2,
    /** doctor found what would be refused. */
    found: 3,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** A failure in words: what is wrong, and what to do next. */
export class CliError extends Error {
    override readonly name = "CliError";
    constructor(
        message: string,
        readonly next: string,
        readonly exitCode: number = EXIT.failed,
    ) {
        super(message);
    }
}

/** A wrong command line. */
export function usage(
    message: string,
    next = "give it in that form; --help after the command has examples",
): CliError {
    return new CliError(message, next, EXIT.usage);
}

/** A failure as `--json` shows it. No secret is in it. */
export interface Failure {
    readonly message: string;
    readonly next?: string;
    /** Graph's error code. */
    readonly code?: number;
    readonly subcode?: number;
}

/**
 * The text for anything thrown.
 * @param phoneNumberId the number that the command was about, for remedies that name it
 */
export function failureOf(error: unknown, phoneNumberId?: string): Failure {
    if (error instanceof CliError) {
        const cause = error.cause instanceof GraphError ? codesOf(error.cause) : {};
        return { message: error.message, next: error.next, ...cause };
    }
    if (error instanceof GraphError) {
        const next = nextOf(error, phoneNumberId);
        return { message: error.message, next, ...codesOf(error) };
    }
    if (error instanceof SettingError) return { message: error.message, next: SEE_SETTINGS };
    return { message: messageOf(error), next: systemNext(error) ?? UNEXPECTED };
}

const SEE_SETTINGS =
    "correct it in the environment or in the stack's config; pulumi-whatsapp --help lists the settings";
const UNEXPECTED =
    "run it again with PULUMI_WHATSAPP_DEBUG=1; if the program and the files are right, report a bug of pulumi-whatsapp";

/** What the user of a command does next. */
export function nextOf({ fix }: GraphError, phoneNumberId?: string): string {
    return nextStep(wordsOf(fix, phoneNumberId, FIXES), SAME_COMMAND);
}

/** Where a program would declare another ID, a command is given one. */
const FIXES: Partial<FixTexts> = {
    anotherId: () => ({
        todo: "give the ID of a number that is there: npx pulumi-whatsapp list shows them",
        again: false,
    }),
};

function codesOf({ code, subcode }: GraphError): Pick<Failure, "code" | "subcode"> {
    return {
        ...(code === undefined ? {} : { code }),
        ...(subcode === undefined ? {} : { subcode }),
    };
}

/** The exit code for whatever was thrown. */
export function exitCodeOf(error: unknown): number {
    if (error instanceof CliError) return error.exitCode;
    return error instanceof SettingError ? EXIT.usage : EXIT.failed;
}
