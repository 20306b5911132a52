import { matrixTests } from "./matrixTests";
import { isOutage, OPERATIONS } from "./operations";

// Half of all cells, in their own file, since files run in parallel.
describe("the fault matrix: every operation that takes a live number offline", () => {
    matrixTests(OPERATIONS.filter(isOutage));
});
