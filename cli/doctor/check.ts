/** What doctor finds: checks, in sections. */

/** `refuses`: something would be refused. `unseen`: it could not be checked. `unknown`: nothing shows it. */
export type Finding = "ok" | "refuses" | "unseen" | "warning" | "unknown";

/** The findings that ask for something, the worst first. */
export const PROBLEMS = ["refuses", "unseen", "warning"] as const satisfies readonly Finding[];
export type Problem = (typeof PROBLEMS)[number];

/** What to do about what Meta has done to a number. */
export const SEE_MANAGER = "see why in WhatsApp Manager (Account tools > Phone numbers)";

/** One thing that was checked. */
export interface Check {
    readonly verdict: Finding;
    readonly found: string;
    /** What to do about it. */
    readonly next?: string | undefined;
    /** The names in it that are this number's own: a group of numbers that share the finding leaves them out. */
    readonly names?: readonly string[];
}

/** The checks of one thing: the token, a WABA, a number. */
export interface Section {
    readonly about: string;
    /** The number that it is about. */
    readonly phoneNumberId?: string;
    readonly displayPhoneNumber?: string | undefined;
    /** The WABA that it is about. */
    readonly wabaId?: string;
    readonly checks: readonly Check[];
}

/** Whether something would be refused, or could not be checked. */
export function refuses(sections: readonly Section[]): boolean {
    return sections.some(({ checks }) =>
        checks.some(({ verdict }) => verdict === "refuses" || verdict === "unseen"),
    );
}

/** The sections with their problems alone; those without any are left out. */
export function problemsOnly(sections: readonly Section[]): Section[] {
    return sections.flatMap((section) => {
        const checks = section.checks.filter(({ verdict }) => isProblem(verdict));
        return checks.length === 0 ? [] : [{ ...section, checks }];
    });
}

export function isProblem(verdict: Finding): verdict is Problem {
    return (PROBLEMS as readonly Finding[]).includes(verdict);
}
