import { existsSync } from "node:fs";
import { cp, mkdtemp, realpath, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type FleetNumber, PIN } from "../fleet";
import type { GraphProcess } from "../graphProcess";
import { findOpenTofu, type OpenTofu } from "../opentofu";
import type { Command, Contestant, Deployment, Operation } from "./contestant";

const PROGRAMS = path.join(__dirname, "../programs");

/** Peer (b). */
export const restapi: Contestant = {
    name: "restapi",
    work: "everything",
    about: "OpenTofu with Mastercard's restapi provider",
    deploy: (graph) => OpenTofuDeployment.create("restapi", graph),
};

/** Peer (b), with as little as a number needs to be live. */
export const leanRestapi: Contestant = {
    name: "lean-restapi",
    work: "registration",
    about: "the same, one object per number: registers it, and knows no setting",
    deploy: (graph) => OpenTofuDeployment.create("lean-restapi", graph),
};

// Pulumi does not refresh unless it is told to: without -refresh=false each of these would read every object twice.
const COMMANDS: Record<Operation, string[]> = {
    preview: ["plan", "-refresh=false"],
    up: ["apply", "-auto-approve", "-refresh=false"],
    "unchanged up": ["apply", "-auto-approve", "-refresh=false"],
    "unchanged preview": ["plan", "-refresh=false"],
    refresh: ["apply", "-auto-approve", "-refresh-only"],
    "region change": ["apply", "-auto-approve", "-refresh=false"],
    destroy: ["destroy", "-auto-approve", "-refresh=false"],
};

class OpenTofuDeployment implements Deployment {
    private constructor(
        private readonly folder: string,
        private readonly opentofu: OpenTofu,
        private readonly graph: GraphProcess,
    ) {}

    static async create(program: string, graph: GraphProcess): Promise<OpenTofuDeployment> {
        const opentofu = await findOpenTofu();
        const folder = await realpath(
            await mkdtemp(path.join(tmpdir(), `pulumi-whatsapp-bench-${program}-`)),
        );
        await cp(path.join(PROGRAMS, program), folder, { recursive: true });
        // A provider that is on this machine needs no registry, and no `tofu init`.
        const overrides = `"Mastercard/restapi" = ${JSON.stringify(opentofu.folder)}`;
        await writeFile(
            path.join(folder, "tofu.rc"),
            `provider_installation {\n  dev_overrides {\n    ${overrides}\n  }\n  direct {}\n}\n`,
        );
        return new OpenTofuDeployment(folder, opentofu, graph);
    }

    declare(numbers: readonly FleetNumber[]): Promise<void> {
        return writeFile(path.join(this.folder, "fleet.json"), JSON.stringify(numbers));
    }

    command(operation: Operation): Command {
        const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("TF_"));
        const env = {
            ...Object.fromEntries(inherited),
            NO_PROXY: "127.0.0.1",
            TF_CLI_CONFIG_FILE: path.join(this.folder, "tofu.rc"),
            TF_VAR_graph_url: this.graph.url,
            TF_VAR_access_token: this.graph.token,
            TF_VAR_pin: PIN,
            CHECKPOINT_DISABLE: "1",
        };
        const args = [...COMMANDS[operation], "-input=false", "-no-color"];
        return { file: this.opentofu.command, args, cwd: this.folder, env };
    }

    isProvider(commandLine: string): boolean {
        return commandLine.includes("terraform-provider-restapi");
    }

    async stateBytes(): Promise<number> {
        const file = path.join(this.folder, "terraform.tfstate");
        // There is none before the first apply.
        return existsSync(file) ? (await stat(file)).size : 0;
    }

    async [Symbol.asyncDispose](): Promise<void> {
        await rm(this.folder, { recursive: true, force: true });
    }
}
