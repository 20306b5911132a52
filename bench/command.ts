/** What the command lines of the benches share. */
import path from "node:path";
import { InvalidArgumentError, Option } from "commander";

/** A bench's command as the results name it. Where they are kept says nothing about them. */
export function commandOf(script: string, args: readonly string[]): string {
    const own = args.filter((arg, at) => !/^--results\b/.test(arg) && args[at - 1] !== "--results");
    return [script, ...(own.length > 0 ? ["--", ...own] : [])].join(" ");
}

/** Where the results are kept: by default a file in this folder. */
export function resultsOption(name: string): Option {
    const description = "where the results are kept";
    return new Option("--results <file>", description).default(path.join(__dirname, name), `bench/${name}`);
}

/** A whole number, 0 too. */
export function wholeNumber(text: string): number {
    if (!/^\d+$/.test(text)) throw new InvalidArgumentError("it takes a whole number");
    return Number(text);
}

/** A whole number from 1. */
export function counted(text: string): number {
    if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError("it takes a whole number from 1");
    return Number(text);
}

/** Several, with commas between. */
export function listed<T>(one: (text: string) => T): (text: string) => T[] {
    return (text) => text.split(",").map((each) => one(each.trim()));
}
