/** A bench's command as the results name it. Where they are kept says nothing about them. */
export function commandOf(script: string, args: readonly string[]): string {
    const own = args.filter((arg, at) => !/^--results\b/.test(arg) && args[at - 1] !== "--results");
    return [script, ...(own.length > 0 ? ["--", ...own] : [])].join(" ");
}
