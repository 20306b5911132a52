/** What the lines of a refresh begin with: nothing is about to happen. */
export const AFTER_REFRESH = "after this refresh, pulumi up would do: ";
