import path from "node:path";
import { findGoTool } from "../../scripts/goTool";

/** OpenTofu, and the provider that it runs with. */
export interface OpenTofu {
    command: string;
    /** Holds both: the provider is found here by its name. */
    folder: string;
}

const VERSION = "1.9.0";
const PROVIDER_VERSION = "1.20.0";

/** What the results say it is. */
export const OPENTOFU = `OpenTofu ${VERSION}, restapi ${PROVIDER_VERSION}`;

/** From our cache, else built from Go modules, once: some minutes. */
export async function findOpenTofu(): Promise<OpenTofu> {
    const folder = await findGoTool({
        name: `opentofu-${VERSION}-restapi-${PROVIDER_VERSION}`,
        // Its releases say so of themselves; without it, it warns that it is a development build.
        modules: [
            {
                source: path.join(__dirname, "tofu"),
                ldflags: "-s -w -X github.com/opentofu/opentofu/version.dev=no",
            },
            { source: path.join(__dirname, "restapi") },
        ],
    });
    if (folder === undefined)
        throw new Error("OpenTofu could not be built: it takes Go 1.25 and its module proxy");
    const ending = process.platform === "win32" ? ".exe" : "";
    return { command: path.join(folder, `tofu${ending}`), folder };
}
