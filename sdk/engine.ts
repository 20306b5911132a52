/** What Pulumi's SDK knows about its engine without a public function. If it is missing, nothing is known. */
import * as state from "@pulumi/pulumi/runtime/state";

interface Store {
    readonly settings?: { readonly options?: { readonly engineAddr?: string } };
    /** Exists as soon as the engine may call something in the program: a transform, a hook. */
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
