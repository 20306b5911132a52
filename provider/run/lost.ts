/**
 * What an outage of this run took from a number and could not put back, such as an override whose token only another
 * resource of the program knows: that resource then sets it again in the same run.
 */
export class LostSettings {
    private readonly byKey = new Map<string, readonly string[]>();

    /** @param key {@link settingKey}; @param fields the inputs that are lost */
    lose(key: string, fields: readonly string[]): void {
        this.byKey.set(key, fields);
    }

    of(key: string): readonly string[] | undefined {
        return this.byKey.get(key);
    }

    /** The same, and forgets it. */
    take(key: string): readonly string[] | undefined {
        const lost = this.byKey.get(key);
        this.byKey.delete(key);
        return lost;
    }
}
