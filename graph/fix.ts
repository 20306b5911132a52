/** What to do about a refusal. It names the fix; the caller that shows it adds the command to run again. */

export interface Fix {
    /** What to do first, in the imperative; absent: just run again. */
    readonly todo?: string;
    /** Whether the same command is to be run again after that. Default true. */
    readonly again?: boolean;
    /** What else to know or do. */
    readonly besides?: string;
}

/**
 * A fix in words.
 * @param command how the reader runs it again, for example `run pulumi up again`
 */
export function nextStep({ todo, again = true, besides }: Fix, command: string): string {
    const then = again ? command : undefined;
    const first = [todo, then].filter((part) => part !== undefined && part !== "").join(", then ");
    return [first, besides].filter((part) => part !== undefined && part !== "").join("; ");
}
