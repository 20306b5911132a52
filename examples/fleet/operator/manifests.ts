/** Manifests for the Pulumi Kubernetes Operator, one Stack per shard. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { parse, stringify } from "yaml";
import type { Shard } from "../shards";

interface Manifest {
    metadata: { name: string };
    spec: { stack: string; envRefs: Record<string, { secret?: { name: string } }> };
}

/** A Stack per shard, as operator/stack.yaml has it for one. */
export function manifests(shards: readonly Pick<Shard, "name" | "wabaId">[]): string {
    const template = readFileSync(path.join(__dirname, "stack.yaml"), "utf8");
    return shards.map((shard) => stringify(manifest(parse(template) as Manifest, shard))).join("---\n");
}

/** Each WABA has its own Secret, with its token and its PIN. */
function manifest(template: Manifest, { name, wabaId }: Pick<Shard, "name" | "wabaId">): Manifest {
    const { metadata, spec } = template;
    const example = spec.stack.slice(0, spec.stack.lastIndexOf("-"));
    const envRefs = Object.fromEntries(
        Object.entries(spec.envRefs).map(([variable, ref]) => {
            const secret = ref.secret && { ...ref.secret, name: ref.secret.name.replace(example, wabaId) };
            return [variable, { ...ref, ...(secret && { secret }) }];
        }),
    );
    return {
        ...template,
        metadata: { ...metadata, name: `fleet-${name}` },
        spec: { ...spec, stack: name, envRefs },
    };
}
