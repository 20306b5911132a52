/** One provider process: its configuration, and what it keeps while that stays the same. */
import type { Host } from "./host";
import type { Memory } from "./memory";
import type { Ports } from "./ports";
import { type ConfigReader, resolveSettings, type Settings } from "./settings";

/** Shared by all resources of a process, so that they are admitted together and remember the same. */
export class Session {
    private config: ConfigReader = () => undefined;
    private kept: { readonly key: string; memory?: Memory; ports?: Promise<Ports> } = { key: "" };

    constructor(readonly host: Host) {}

    /** How settings are read from now on. */
    configure(config: ConfigReader): void {
        this.config = config;
    }

    /** The settings of this process; throws for one that can't be used. */
    settings(): Settings {
        return resolveSettings(this.host.env, this.config);
    }

    memory(): Memory {
        const settings = this.settings();
        const kept = this.keptFor(settings);
        kept.memory ??= this.host.memory(settings);
        return kept.memory;
    }

    ports(): Promise<Ports> {
        const settings = this.settings();
        const memory = this.memory();
        const kept = this.keptFor(settings);
        kept.ports ??= this.host.ports(settings, memory);
        return kept.ports;
    }

    private keptFor(settings: Settings): typeof this.kept {
        const key = JSON.stringify(settings);
        if (this.kept.key !== key) this.kept = { key };
        return this.kept;
    }
}
