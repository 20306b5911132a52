import type { Contestant } from "./contestant";
import { PulumiDeployment } from "./pulumi";

/** This package, from its built sources, as a program loads it. */
export const ours: Contestant = {
    name: "ours",
    doesTheWork: true,
    about: "pulumi-whatsapp on Pulumi",
    deploy: (graph) => PulumiDeployment.create("ours", graph, { "pulumi-whatsapp": "" }),
};
