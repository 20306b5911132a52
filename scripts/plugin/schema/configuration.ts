/** The provider's configuration in the schema. */
import { CONFIGURATION, type ConfigurationKey } from "../../../provider/run/configuration";
import type { Source } from "./source";
import type { PropertySpec } from "./spec";
import type { Types } from "./types";

const FILE = "provider/run/configuration.ts";

/** The files that the configuration is read from. */
export const FILES = [FILE];

/**
 * Every setting by its name. An SDK writes what `defaultInfo` finds in the environment into the inputs of an explicit
 * provider, and so into state: a token that was given in the environment is to be in none.
 */
export function configurationSpecs(source: Source, types: Types): Record<string, PropertySpec> {
    return Object.fromEntries(
        source.propertiesOf(FILE, "Configuration").map((declared) => {
            const { variable, secret } = CONFIGURATION[declared.name as ConfigurationKey];
            const own = secret ? { secret } : { defaultInfo: { environment: [variable] } };
            return [declared.name, { ...types.property(declared), ...own }];
        }),
    );
}
