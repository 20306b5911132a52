import type { Contestant } from "./contestant";
import { javaScript, PulumiDeployment } from "./pulumi";

/** Peer (a). */
export const usual: Contestant = {
    name: "usual",
    work: "everything",
    about: "a dynamic provider written the usual way: a class that uses axios, one instance per resource",
    deploy: (graph, env) =>
        PulumiDeployment.create(graph, env, javaScript("usual", { axios: "node_modules/axios" })),
};
