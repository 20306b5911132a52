import type { Contestant } from "./contestant";
import { PulumiDeployment } from "./pulumi";

/** What Pulumi's engine costs by itself. */
export const floor: Contestant = {
    name: "floor",
    doesTheWork: false,
    about: "a dynamic resource with the same inputs, outputs and provider text that does nothing",
    deploy: (graph) =>
        PulumiDeployment.create("floor", graph, {
            "pulumi-thefloor": "bench/programs/floor/pulumi-thefloor",
        }),
};
