import { BOUNDARIES, crashTests } from "./support/crashTest";

describe(`killed at each of ${BOUNDARIES} request boundaries, then pulumi up`, function () {
    this.timeout(600_000);
    crashTests("pulumi up", "every number converges, none is deregistered twice");
});
