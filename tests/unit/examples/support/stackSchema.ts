import { readFileSync } from "node:fs";
import type { AnySchemaObject } from "ajv";
import { parse } from "yaml";

/** A file with the CustomResourceDefinition of stacks.pulumi.com. */
const { PULUMI_OPERATOR_CRD } = process.env;

/** Which schema it is. */
export const STACK_SCHEMA = PULUMI_OPERATOR_CRD ? "the published schema" : "its restated fields";

const TEXT = { type: "string" };
const SWITCH = { type: "boolean" };
const COUNT = { type: "integer" };
const BAG = { type: "object", additionalProperties: { type: "string" } };

/** The fields of a Stack that the manifests use, as version 2.9 of the operator has them. */
const RESTATED: AnySchemaObject = {
    type: "object",
    properties: {
        apiVersion: TEXT,
        kind: TEXT,
        metadata: { type: "object" },
        spec: {
            type: "object",
            required: ["stack"],
            properties: {
                stack: TEXT,
                backend: TEXT,
                projectRepo: TEXT,
                branch: TEXT,
                shallow: SWITCH,
                resyncFrequencySeconds: COUNT,
                retryMaxBackoffDurationSeconds: COUNT,
                destroyOnFinalize: SWITCH,
                refresh: SWITCH,
                serviceAccountName: TEXT,
                workspaceReclaimPolicy: { type: "string", enum: ["Retain", "Delete"] },
                envRefs: {
                    type: "object",
                    additionalProperties: {
                        type: "object",
                        required: ["type"],
                        properties: {
                            type: TEXT,
                            secret: {
                                type: "object",
                                required: ["key", "name"],
                                properties: { name: TEXT, key: TEXT },
                            },
                        },
                    },
                },
                workspaceTemplate: {
                    type: "object",
                    properties: {
                        spec: {
                            type: "object",
                            properties: {
                                resources: { type: "object", properties: { requests: BAG, limits: BAG } },
                            },
                        },
                    },
                },
            },
        },
    },
};

/**
 * The schema of a Stack. The published one is deploy/crds/pulumi.com_stacks.yaml of
 * github.com/pulumi/pulumi-kubernetes-operator; it is in no package registry, so CI downloads it, and elsewhere the
 * fields that the manifests use are restated here.
 */
export function stackSchema(): AnySchemaObject {
    if (PULUMI_OPERATOR_CRD === undefined) return strict(RESTATED);
    const { spec } = parse(readFileSync(PULUMI_OPERATOR_CRD, "utf8")) as {
        spec: { versions: { name: string; schema: { openAPIV3Schema: AnySchemaObject } }[] };
    };
    const published = spec.versions.find(({ name }) => name === "v1")?.schema.openAPIV3Schema;
    if (published === undefined) throw new Error(`${PULUMI_OPERATOR_CRD} has no version v1`);
    return strict(published);
}

/** Kubernetes drops fields it does not know, and says so only to those who ask: here they are refused. */
function strict(part: AnySchemaObject): AnySchemaObject {
    const inside = (value: unknown): unknown => {
        if (Array.isArray(value)) return value.map(inside);
        return typeof value === "object" && value !== null ? strict(value as AnySchemaObject) : value;
    };
    const made = Object.fromEntries(Object.entries(part).map(([key, value]) => [key, inside(value)]));
    const open = "additionalProperties" in part || part["x-kubernetes-preserve-unknown-fields"] === true;
    return part.type === "object" && part.properties !== undefined && !open
        ? { ...made, additionalProperties: false }
        : made;
}
