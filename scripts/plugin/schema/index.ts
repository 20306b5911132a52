/** Pulumi's package schema of the plugin, from the tables and the comments that the dynamic face has too. */
import * as configuration from "./configuration";
import { keptExamples } from "./examples";
import * as functions from "./functions";
import { languages, type Repository } from "./languages";
import * as resources from "./resources";
import { Source } from "./source";
import type { PackageSpec } from "./spec";
import { Types } from "./types";

/** What package.json says of the package. */
export interface Manifest {
    readonly version: string;
    readonly description: string;
    readonly license: string;
    readonly repository?: string | { readonly url: string };
}

/**
 * The schema, complete: what an engine, a generator of SDKs and a registry read.
 * @param examplesOf the examples of a resource or a function, as text after its description
 */
export function packageSchema(
    { version, description, license, repository }: Manifest,
    examplesOf: (name: string, home?: Repository) => string = keptExamples,
): PackageSpec {
    const source = new Source([...resources.FILES, ...functions.FILES, ...configuration.FILES]);
    const types = new Types(source);
    const home = repositoryOf(repository);
    const examples = (name: string) => examplesOf(name, home);
    const variables = configuration.configurationSpecs(source, types);
    const specs = resources.resourceSpecs(source, types, examples);
    const calls = functions.functionSpecs(source, types, examples);
    return {
        name: "whatsapp",
        displayName: "WhatsApp",
        version,
        description,
        keywords: ["pulumi", "whatsapp", "category/network", "kind/native"],
        license,
        publisher: home?.owner ?? "pulumi-whatsapp",
        ...(home === undefined
            ? {}
            : {
                  homepage: home.url,
                  repository: home.url,
                  pluginDownloadURL: `github://api.github.com/${home.owner}/${home.name}`,
              }),
        config: { variables },
        provider: {
            description: source.descriptionOf("provider/run/configuration.ts", "Configuration"),
            properties: {},
            inputProperties: variables,
        },
        types: types.all,
        resources: specs,
        functions: calls,
        language: languages(home),
    };
}

/** The repository that package.json names; undefined: none, or not on GitHub, where releases are looked for. */
export function repositoryOf(field: Manifest["repository"]): Repository | undefined {
    const text = typeof field === "object" ? field.url : field;
    const [, owner, name] =
        /^(?:github:|(?:git\+)?(?:https|ssh|git):\/\/(?:[^@/]+@)?github\.com\/)?([\w.-]+)\/([\w.-]+?)(?:\.git)?$/.exec(
            text ?? "",
        ) ?? [];
    return owner === undefined || name === undefined
        ? undefined
        : { owner, name, url: `https://github.com/${owner}/${name}` };
}
