/**
 * That the run is a preview, or the preview before an update: the program alone knows, and passes it beside the inputs.
 * It is not kept.
 */
export const DRY_RUN = "isDryRun";
