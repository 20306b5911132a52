import path from "node:path";
import { problemsIn as problems, ROOT } from "../../support/compiler";

/** What the strictest compiler says about these programs, as if each were a user's file; against the sources. */
export function problemsIn(programs: readonly string[]): string[] {
    const strictest = {
        paths: { "pulumi-whatsapp": [path.join(ROOT, "sdk/index.ts")] },
        exactOptionalPropertyTypes: true,
        noUnusedLocals: true,
    };
    return problems(programs, { options: strictest });
}
