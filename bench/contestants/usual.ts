import type { Contestant } from "./contestant";
import { PulumiDeployment } from "./pulumi";

/** Peer (a). */
export const usual: Contestant = {
    name: "usual",
    doesTheWork: true,
    about: "a dynamic provider written the usual way: a class that uses axios, one instance per resource",
    deploy: (graph) => PulumiDeployment.create("usual", graph, { axios: "node_modules/axios" }),
};
