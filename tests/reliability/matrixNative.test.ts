import { FAULTS } from "./faults";
import { matrixTests } from "./matrixTests";
import { OPERATIONS } from "./operations";

/** What is done is the same code: these few have every way in which an answer or a failure reaches the engine. */
const CALLS = ["create", "pin change", "refresh", "delete"];
const OUTCOMES = ["reset after it was done", "131000", "133005", "190", "100/33"];

describe("the fault matrix by the plugin's protocol: a create, an update, a read and a delete", () => {
    matrixTests(
        OPERATIONS.filter(({ name }) => CALLS.includes(name)),
        { face: "native", faults: FAULTS.filter(({ name }) => OUTCOMES.includes(name)) },
    );
});
