import { matrixTests } from "./matrixTests";
import { isOutage, OPERATIONS } from "./operations";

describe("the fault matrix: every operation, each of its requests, every fault, once and lasting", () => {
    matrixTests(OPERATIONS.filter((operation) => !isOutage(operation)));
});
