/** What the SDK has that the engine's own generator writes for, and the newest SDK that runs on Node.js 20 has not. */
import type { CustomResourceOptions, Input, Inputs, Output } from "@pulumi/pulumi";

declare module "@pulumi/pulumi/runtime" {
    function existsResource(
        type: string,
        id: Input<string>,
        props: Inputs,
        opts: CustomResourceOptions,
        packageRef?: Promise<string | undefined>,
    ): Output<boolean>;
}
