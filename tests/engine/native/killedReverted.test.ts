import { BOUNDARIES, crashTests } from "../support/crashTest";
import { NATIVE } from "../support/face";

describe(`killed at each of ${BOUNDARIES} request boundaries, then pulumi up --refresh, the program reverted: native`, function () {
    this.timeout(600_000);
    crashTests(
        NATIVE,
        "pulumi up --refresh, the program reverted",
        "every number that was live is live, as it was",
    );
});
