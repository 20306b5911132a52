/** A state diagram's arrows, by the parser that GitHub draws it with. */

/** One arrow of a diagram. */
export interface Arrow {
    readonly from: string;
    readonly to: string;
    readonly label: string;
}

interface StateDb {
    getRelations(): { id1: string; id2: string; relationTitle?: string }[];
}

/** The arrows of a diagram, in their order; `[*]` is the start and the end. Throws for what mermaid can't read. */
export async function arrowsOf(text: string): Promise<Arrow[]> {
    // Without a browser there is nothing to sanitize for; mermaid asks anyway.
    const { default: purifier } = await import("dompurify");
    Object.assign(purifier, { addHook: () => {}, sanitize: (dirty: string) => dirty });
    const { default: mermaid } = await import("mermaid");
    await mermaid.parse(text);
    const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
    const name = (id: string) => (/^root_(start|end)$/.test(id) ? "[*]" : id);
    return (db as unknown as StateDb).getRelations().map(({ id1, id2, relationTitle = "" }) => ({
        from: name(id1),
        to: name(id2),
        label: relationTitle,
    }));
}
