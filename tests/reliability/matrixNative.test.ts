import { matrixTests } from "./matrixTests";
import { OPERATIONS } from "./operations";

/** What is done is the same code: these few have every way in which an answer or a failure reaches the engine. */
const CALLS = ["create", "pin change", "refresh", "delete"];

describe("the fault matrix by the plugin's protocol: a create, an update, a read and a delete", () => {
    matrixTests(
        OPERATIONS.filter(({ name }) => CALLS.includes(name)),
        "native",
    );
});
