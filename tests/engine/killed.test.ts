import { BOUNDARIES, crashTests } from "./support/crashTest";
import { DYNAMIC } from "./support/face";

describe(`killed at each of ${BOUNDARIES} request boundaries, then pulumi up: dynamic`, function () {
    this.timeout(600_000);
    crashTests(DYNAMIC, "pulumi up", "every number converges, none is deregistered twice");
});
