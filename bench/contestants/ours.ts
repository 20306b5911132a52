import type { Contestant } from "./contestant";
import { PulumiDeployment } from "./pulumi";

/** This package, from its built sources, as a program loads it. */
export const ours: Contestant = {
    name: "ours",
    doesTheWork: true,
    about: "pulumi-whatsapp on Pulumi",
    // As it is published: Pulumi looks through all that a project has installed, and this repository has far more.
    deploy: (graph) =>
        PulumiDeployment.create("ours", graph, {
            "pulumi-whatsapp/dist": "dist",
            "pulumi-whatsapp/package.json": "package.json",
        }),
};
