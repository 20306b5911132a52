/**
 * What a program passes to the dynamic provider beside the inputs, since only the program knows it. None of it is kept.
 */

/** That the run is a preview, or the preview before an update. */
export const DRY_RUN = "isDryRun";

/** The URN of the resource: its lines are shown there. */
export const URN = "resourceUrn";
