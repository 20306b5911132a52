import { matrixTests } from "./matrixTests";
import { isOutage, OPERATIONS } from "./operations";

// Half of all cells: a file of their own, since files run side by side.
describe("the fault matrix: every operation that takes a live number offline", () => {
    matrixTests(OPERATIONS.filter(isOutage));
});
