/** The business that owns every WABA here; health_status names it too. It has no node of its own. */
export const BUSINESS = "2729063490586005";
