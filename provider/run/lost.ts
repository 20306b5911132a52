/**
 * What outages took from numbers and could not put back, such as an override whose token only another resource of the
 * program knows: that resource then sets it again, in the same run or in the next one on this machine. State does not
 * show the loss.
 */
import type { Journal } from "./journal";

/** By number, and by the name of a setting: the inputs that are to be compared with Graph, and set again. */
export class LostSettings {
    private readonly byNumber = new Map<string, Readonly<Record<string, readonly string[]>>>();

    constructor(private readonly journal: Pick<Journal, "read" | "write">) {}

    /**
     * Remembers it besides what is lost already, in this process in any case.
     * @param fields the setting's inputs
     * @throws JournalUnwritable when only this process knows it
     */
    lose(id: string, setting: string, fields: readonly string[]): void {
        const all = [...new Set([...(this.of(id, setting) ?? []), ...fields])];
        this.keep(id, { ...this.all(id), [setting]: all });
    }

    /** The inputs of a setting that are lost. Undefined: none is known to be. */
    of(id: string, setting: string): readonly string[] | undefined {
        return this.all(id)[setting];
    }

    /** Its resource has compared it with Graph, and set it again. */
    found(id: string, setting: string): void {
        const { [setting]: known, ...rest } = this.all(id);
        if (known !== undefined) this.keep(id, rest);
    }

    private all(id: string): Readonly<Record<string, readonly string[]>> {
        return this.byNumber.get(id) ?? this.journal.read(id).lost ?? {};
    }

    private keep(id: string, lost: Readonly<Record<string, readonly string[]>>): void {
        this.byNumber.set(id, lost);
        this.journal.write(id, ({ lost: _, ...record }) =>
            Object.keys(lost).length === 0 ? record : { ...record, lost },
        );
    }
}
