import { writeFile } from "node:fs/promises";
import { PICTURE, picture } from "./preview";

/** `npm run picture`: makes the picture in README from what Pulumi prints. Needs a built dist/. */
async function main(): Promise<void> {
    await writeFile(PICTURE, await picture());
    console.log(PICTURE);
}

main().catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
});
