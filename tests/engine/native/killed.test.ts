import { BOUNDARIES, crashTests } from "../support/crashTest";
import { NATIVE } from "../support/face";

describe(`killed at each of ${BOUNDARIES} request boundaries, then pulumi up: native`, function () {
    this.timeout(600_000);
    crashTests(NATIVE, "pulumi up", "every number converges, none is deregistered twice");
});
