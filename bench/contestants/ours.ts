import type { Contestant } from "./contestant";
import { javaScript, PulumiDeployment } from "./pulumi";

/** This package, from its built sources, as a program loads it. */
export const ours: Contestant = {
    name: "ours",
    work: "everything",
    about: "pulumi-whatsapp on Pulumi",
    // As it is published: Pulumi looks through all that a project has installed, and this repository has far more.
    deploy: (graph, env) =>
        PulumiDeployment.create(
            graph,
            env,
            javaScript("ours", {
                "pulumi-whatsapp/dist": "dist",
                "pulumi-whatsapp/package.json": "package.json",
            }),
        ),
};
