/** What either face says of a resource that was the other one's. */
import { clean } from "../../graph/wire";
import type { Raw, Resource } from "../resource";

/** The faces, as users know them. */
const FACES = { dynamic: "the package for Node.js", native: "the plugin" } as const;

/**
 * @param from whose resource it was
 * @param changes whether the program changes something besides
 */
export function takenOverLine(
    resource: Pick<Resource<object>, "noun" | "idOf">,
    state: Raw,
    { from, changes }: { readonly from: keyof typeof FACES; readonly changes: boolean },
): string {
    const then = changes ? "what changes is said apart" : "nothing is sent";
    const what = `${resource.noun} ${resource.idOf(state)}`;
    return clean(`${what}: taken over as it is from a resource of ${FACES[from]}; ${then}`);
}
