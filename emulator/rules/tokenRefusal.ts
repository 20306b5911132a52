/** Why a token is refused: each kind in words of its own (graph-api.md §4, 190). */
import { GraphRefusal } from "../errors";
import type { TokenState } from "../state";

/** The refusal of a token that nobody was given. */
export function unknownToken(): GraphRefusal {
    return new GraphRefusal(190, {
        message: "Invalid OAuth access token - Cannot parse access token",
        details: "",
    });
}

/** The refusal of a token that is no longer valid; undefined: it is valid. */
export function refusalOf({ validity }: TokenState): GraphRefusal | undefined {
    switch (validity) {
        case "valid":
            return undefined;
        case "expired":
            return new GraphRefusal(190, {
                subcode: 463,
                message: "Error validating access token: Session has expired",
            });
        case "invalid":
            return new GraphRefusal(190, {
                subcode: 467,
                message: "Error validating access token: The session is invalid because the user logged out",
                details: "",
            });
    }
}
