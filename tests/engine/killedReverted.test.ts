import { BOUNDARIES, crashTests } from "./support/crashTest";
import { DYNAMIC } from "./support/face";

describe(`killed at each of ${BOUNDARIES} request boundaries, then pulumi up --refresh, the program reverted: dynamic`, function () {
    this.timeout(600_000);
    crashTests(
        DYNAMIC,
        "pulumi up --refresh, the program reverted",
        "every number that was live is live, as it was",
    );
});
