import { expect } from "chai";
import { blocksIn, missingFrom } from "../../engine/support/readme";

const README = `# An example

\`\`\`sh
pulumi up
\`\`\`

1. what it prints:

   \`\`\`text
   Resources:
       + 1 created
   \`\`\`

\`\`\`ts
const region = "CH";
\`\`\`

\`\`\`diff
+++ index.ts
-    "support",
+    "helpdesk",
\`\`\`

\`\`\`json
{ "nobody": "runs this" }
\`\`\`
`;

describe("the blocks of a README", () => {
    it("commands and edits are to be used; a text belongs to the commands before it", () => {
        expect(blocksIn(README)).to.deep.equal([
            {
                language: "sh",
                code: "pulumi up",
                shows: ["Resources:\n    + 1 created"],
                used: false,
            },
            { language: "ts", code: 'const region = "CH";', shows: [], used: false },
            {
                language: "diff",
                code: '+++ index.ts\n-    "support",\n+    "helpdesk",',
                shows: [],
                used: false,
            },
        ]);
    });

    it("a shown text is held against the output in its order, white space aside", () => {
        const output = "Updating (dev):\n +  number  created (0.7s)\nResources:\n    + 1 created\n";
        expect(missingFrom(output, "+ number\ncreated … Resources: + 1 created")).to.deep.equal([]);
        expect(missingFrom(output, "Resources: … Updating")).to.deep.equal(["Updating"]);
        expect(missingFrom(output, "+ 2 created")).to.deep.equal(["+ 2 created"]);
    });
});
