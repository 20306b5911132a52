/**
 * The PIN as the program's own arguments had it, which is passed beside `pin` and not kept: a transform that changed
 * the PIN may have done so in clear text, and only the program can tell. `none`: there was no PIN.
 */
export const PIN_AS_GIVEN = "pinAsGiven";
