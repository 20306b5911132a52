import { marked, type Token } from "marked";

/** A release is a plain version: no pre-releases, so that `npm install` never installs one. */
const VERSION = /^\d+\.\d+\.\d+$/;
/** A section of CHANGELOG.md: `## 0.2.0, 2026-12-01`, or `## 0.2.0, not released yet`. */
const HEADING = /^(\d+\.\d+\.\d+), (.+)$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/**
 * What CHANGELOG.md says about the version that a tag releases.
 * @throws Error when the tag is not that of package.json's version, or its section is missing, undated or empty
 */
export function releaseNotes(tag: string, version: string, changelog: string): string {
    if (!VERSION.test(version)) {
        throw new Error(`package.json's version is ${version}: a release's is three numbers, as in 0.2.0`);
    }
    if (tag !== `v${version}`) {
        throw new Error(
            `the tag is ${tag}, and package.json's version is ${version}: tag v${version}, or bump the version`,
        );
    }
    const tokens = marked.lexer(changelog);
    const isSection = (token: Token) => token.type === "heading" && token.depth <= 2;
    const start = tokens.findIndex((token) => isSection(token) && headingOf(token).version === version);
    const heading = tokens[start];
    if (heading === undefined) {
        throw new Error(`CHANGELOG.md has no section "## ${version}, <date>": write what changed`);
    }
    const { when } = headingOf(heading);
    if (!DATE.test(when)) {
        throw new Error(
            `CHANGELOG.md says "${version}, ${when}": give the day of the release, as in 2026-12-01`,
        );
    }
    const following = tokens.slice(start + 1);
    const end = following.findIndex(isSection);
    const section = end === -1 ? following : following.slice(0, end);
    const notes = section.map((token) => token.raw).join("");
    if (notes.trim() === "")
        throw new Error(`CHANGELOG.md's section of ${version} is empty: write what changed`);
    return `${notes.trim()}\n`;
}

function headingOf(token: Token): { version: string; when: string } {
    const [, version = "", when = ""] = HEADING.exec(token.type === "heading" ? token.text : "") ?? [];
    return { version, when };
}
