import { writeFile } from "node:fs/promises";
import path from "node:path";
import { PICTURES, pictures } from "./pictures";

/** `npm run picture`: makes the pictures in the documentation from what commands print. Needs a built dist/. */
async function main(): Promise<void> {
    for (const [name, svg] of await pictures()) {
        const file = path.join(PICTURES, name);
        await writeFile(file, svg);
        console.log(file);
    }
}

main().catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
});
