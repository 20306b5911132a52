import type { Contestant } from "./contestant";
import { javaScript, PulumiDeployment } from "./pulumi";

/** What Pulumi's engine costs by itself. */
export const floor: Contestant = {
    name: "floor",
    work: "nothing",
    about: "a dynamic resource with the same inputs, outputs and provider text that does nothing",
    deploy: (graph, env) =>
        PulumiDeployment.create(
            graph,
            env,
            javaScript("floor", {
                "pulumi-thefloor": "bench/programs/floor/pulumi-thefloor",
            }),
        ),
};
