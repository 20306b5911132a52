import type { StartOptions } from "../../../emulator";
import type { Main } from "./project";

/** What a stack of a test begins with. */
export interface StackOptions
    extends Pick<StartOptions, "numbers" | "wabas" | "tokens" | "switches" | "now"> {
    config?: Record<string, string>;
    secrets?: Record<string, string>;
    /** On top of the emulator's URL and token. */
    env?: NodeJS.ProcessEnv;
    /** JavaScript starts faster: TypeScript is compiled by each command. */
    main?: Main;
    /** Programs of Node.js may name the plugin's resources, and {@link Stack.becomes} makes it the other face's. */
    plugin?: boolean;
    /** The folder of another stack of this process: this one begins with its state. The emulator begins with `numbers`. */
    stateOf?: string;
    /** A project that exists already; it is removed with the stack, like one made for it. */
    folder?: string;
}
