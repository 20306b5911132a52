/** What a request brings that must not be shown. */
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Hidden } from "../../run/hiding";
import { fromStruct } from "./values";

/** Where the messages of the service have properties. */
const GETTERS = ["getNews", "getOlds", "getOldInputs", "getProperties", "getInputs", "getArgs"] as const;

type Asked = { readonly [Getter in (typeof GETTERS)[number]]?: () => unknown };

/** Every value that a request marks as a secret, and what is one by its name whether marked or not. */
export function hideIn(request: object, hidden: Hidden, named: readonly string[] = []): void {
    for (const getter of GETTERS) {
        const struct = (request as Asked)[getter]?.() as Struct | undefined;
        const { plain } = fromStruct(struct, (value) => hidden.add(value));
        for (const name of named) hidden.add(plain[name]);
    }
}
