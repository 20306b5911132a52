/** The functions of the schema. */
import { NATIVE } from "../../../provider/resourceType";
import type { Source } from "./source";
import type { FunctionSpec, ObjectSpec } from "./spec";
import type { Types } from "./types";

const TYPES = "provider/functions/types.ts";
const CODE = "sdk/functions.ts";

/** The files that the functions are read from. */
export const FILES = [TYPES, CODE];

/** Every function by its token. */
export function functionSpecs(
    source: Source,
    types: Types,
    examplesOf: (name: string) => string,
): Record<string, FunctionSpec> {
    const describe = (name: string) => `${source.descriptionOf(CODE, name)}${examplesOf(name)}`;
    const inputsOf = (name: string) => types.object(source.propertiesOf(TYPES, name));
    const number: ObjectSpec = {
        description: source.descriptionOf(TYPES, "GetPhoneNumberResult"),
        ...types.object(source.propertiesOf(TYPES, "GetPhoneNumberResult")),
    };
    return {
        [`${NATIVE}getPhoneNumber`]: {
            description: describe("getPhoneNumber"),
            inputs: inputsOf("GetPhoneNumberArgs"),
            outputs: number,
        },
        [`${NATIVE}getPhoneNumbers`]: {
            description: describe("getPhoneNumbers"),
            inputs: inputsOf("GetPhoneNumbersArgs"),
            // A function answers with an object; the languages know no other.
            outputs: {
                type: "object",
                properties: {
                    numbers: {
                        description: "The numbers of the WABA.",
                        type: "array",
                        items: types.named("ListedPhoneNumber", () => number),
                    },
                },
                required: ["numbers"],
            },
        },
    };
}
