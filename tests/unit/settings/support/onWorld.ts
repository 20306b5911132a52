/** A kind of setting in a process of its own, on an emulator. */
import type { Host } from "../../../../provider/run/host";
import { memoryRunRegistry } from "../../../../provider/run/runRegistry";
import { Session } from "../../../../provider/run/session";
import { SettingResource } from "../../../../provider/settings/resource";
import type { Setting } from "../../../../provider/settings/setting";
import type { World } from "../../../support/world";

export function processOn(world: World, setting: Setting): SettingResource {
    const host: Host = {
        env: {},
        ports: async () => world.ports,
        memory: () => world.ports,
        registry: () => memoryRunRegistry(),
        isDestroy: () => false,
        now: () => world.graph.now(),
        say: (line) => void world.lines.push(line),
    };
    return new SettingResource(setting, new Session(host));
}
