import type { Contestant } from "./contestant";
import { javaScript, PulumiDeployment } from "./pulumi";

/** Peer (c). */
export const naive: Contestant = {
    name: "naive",
    work: "registration",
    about: "the shortest dynamic provider: registers, reads once, and knows no setting",
    deploy: (graph, env) => PulumiDeployment.create(graph, env, javaScript("naive", {})),
};
