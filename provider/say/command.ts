/** How the user of a Pulumi command runs again what failed. */

/** Only of what an update does: after a destroy it would bring back what was given up. */
export const PULUMI_UP = "run pulumi up again";

/** Of what a refresh, a destroy or a program's function does too. */
export const SAME_COMMAND = "run the command again";

export type Command = typeof PULUMI_UP | typeof SAME_COMMAND;
