/** The two faces, as far as a test must tell them apart: what a program is written in, and what state calls a number. */
import type { Main } from "./project";

/** A face. A stack of it declares numbers, runs and names them alike: {@link Stack.create}. */
export interface Face {
    readonly name: "dynamic" | "native";
    readonly main: Main;
    /** The type of a number. */
    readonly type: string;
}

/** The classes of the package, in a program of Node.js. */
export const DYNAMIC: Face = {
    name: "dynamic",
    main: "index.js",
    type: "pulumi-nodejs:dynamic/whatsapp:PhoneNumber",
};

/** The plugin, in a YAML program, which starts fastest. */
export const NATIVE: Face = { name: "native", main: "Pulumi.yaml", type: "whatsapp:index:PhoneNumber" };

export const FACES: readonly Face[] = [DYNAMIC, NATIVE];

/** The face that a program in this language meets. */
export function faceOf(main: string): Face {
    return main === NATIVE.main ? NATIVE : DYNAMIC;
}
