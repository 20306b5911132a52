/** What Pulumi's SDK knows of its engine and has no public function for. Where it is not there, nothing is known. */
import * as state from "@pulumi/pulumi/runtime/state";

interface Store {
    readonly settings?: { readonly options?: { readonly engineAddr?: string } };
    /** Made as soon as something of the program is to be called by the engine: a transform, a hook. */
    readonly callbacks?: object;
}

function store(): Store {
    return (state as unknown as { getStore?: () => Store }).getStore?.() ?? {};
}

/** The engine's address, by which all processes of its run know each other (pulumi.md §3b). */
export function engineAddress(): string | undefined {
    return store().settings?.options?.engineAddr;
}

/** Whether the engine may call back into the program: then a transform may change what a resource is given. */
export function engineCallsBack(): boolean {
    return store().callbacks !== undefined;
}
