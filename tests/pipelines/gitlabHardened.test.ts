import { expect } from "chai";
import { parse } from "yaml";
import { textOf } from "./support/workflows";

interface Job {
    readonly extends?: string;
    readonly environment?: string | { readonly name: string };
    readonly resource_group?: string;
    readonly rules?: readonly { readonly if?: string; readonly when?: string }[];
    readonly variables?: Readonly<Record<string, string>>;
    readonly before_script?: readonly string[];
    readonly script?: readonly string[];
}
const { default: usual, ...rest } = parse(textOf("examples/pipelines/gitlab/.gitlab-ci.yml")) as Record<
    string,
    Job
> & { default: Job & { interruptible: boolean } };

/** A job with what it extends. */
const whole = (name: string): Job => {
    const job = rest[name] ?? {};
    return { ...usual, ...(job.extends === undefined ? {} : whole(job.extends)), ...job };
};
const CHANGE = { apply: "production", drift: "production-read", destroy: "production-destroy" };
const nameOf = ({ environment }: Job) => (typeof environment === "object" ? environment.name : environment);
const conditions = (job: Job) => (job.rules ?? []).map((rule) => rule.if ?? "");

describe("GitLab's pipeline", () => {
    for (const [name, environment] of Object.entries(CHANGE)) {
        it(`${name} waits in one line with the others, on the default branch, behind ${environment}`, () => {
            const job = whole(name);
            expect([job.resource_group, nameOf(job)]).to.deep.equal(["numbers", environment]);
            for (const condition of conditions(job)) {
                expect(condition).to.match(/^\$CI_COMMIT_BRANCH == \$CI_DEFAULT_BRANCH && /);
            }
        });
    }

    it("kills no job, and begins no change by itself that a person has to begin", () => {
        expect(usual.interruptible).to.equal(false);
        for (const name of ["apply", "destroy"]) {
            const byHand = (whole(name).rules ?? []).filter((rule) => rule.if?.includes('"web"'));
            expect(byHand.map(({ when }) => when)).to.deep.equal(["manual"]);
        }
    });

    it("runs no package's install script, since a job's variables are there from its start", () => {
        for (const name of Object.keys(rest).filter((each) => each !== "stages")) {
            const commands = [...(whole(name).before_script ?? []), ...(whole(name).script ?? [])];
            const installs = commands.filter((command) => /npm (ci|install)/.test(command));
            expect(installs, name).to.deep.equal(["npm ci --ignore-scripts"]);
        }
    });

    it("previews are in no environment, so that they see none of its variables", () => {
        expect([nameOf(whole("preview")), nameOf(whole("preview-of-fork"))]).to.deep.equal([
            undefined,
            undefined,
        ]);
    });

    it("a fork's merge request is told by its project, whatever variables there are", () => {
        const ours = "$CI_MERGE_REQUEST_SOURCE_PROJECT_ID != $CI_MERGE_REQUEST_PROJECT_ID";
        expect(whole("preview").rules?.[0]).to.deep.equal({
            if: `$CI_PIPELINE_SOURCE != "merge_request_event" || ${ours}`,
            when: "never",
        });
        expect(conditions(whole("preview-of-fork"))).to.deep.equal([
            `$CI_PIPELINE_SOURCE == "merge_request_event" && ${ours}`,
        ]);
        expect(whole("preview-of-fork").extends, "no token by OIDC either").to.equal(undefined);
    });

    it("an apply is gated as the preview is, unless a person says otherwise", () => {
        expect(whole("apply").variables).to.equal(undefined);
        expect(textOf("examples/pipelines/numbers.sh")).to.match(
            /\napply\)[^;]*report "\$\{FAIL_ON:-deregister,locked,refused\}"\n +pulumi up /,
        );
    });
});
