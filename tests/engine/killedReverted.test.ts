import { BOUNDARIES, crashTests } from "./support/crashTest";

describe(`killed at each of ${BOUNDARIES} request boundaries, then pulumi up --refresh, the program reverted`, function () {
    this.timeout(600_000);
    crashTests("pulumi up --refresh, the program reverted", "every number that was live is live, as it was");
});
