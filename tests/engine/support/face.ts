/**
 * The two faces, as far as a test must tell them apart: what a program is written in, and what state calls a
 * resource.
 */
import type { Main } from "./project";

/** A face. A stack of it declares resources, runs and names them alike: {@link Stack.create}. */
export interface Face {
    readonly name: "dynamic" | "native";
    readonly main: Main;
    /** What the types of our resources begin with, before their kind. */
    readonly prefix: string;
    /** The type of a number. */
    readonly type: string;
}

function faceIn(main: Main, face: Omit<Face, "main" | "type">): Face {
    return { ...face, main, type: `${face.prefix}PhoneNumber` };
}

/** The classes of the package, in a program of Node.js. */
export const DYNAMIC = faceIn("index.js", { name: "dynamic", prefix: "pulumi-nodejs:dynamic/whatsapp:" });

/** The plugin, in a YAML program, which starts fastest. */
export const NATIVE = faceIn("Pulumi.yaml", { name: "native", prefix: "whatsapp:index:" });

export const FACES: readonly Face[] = [DYNAMIC, NATIVE];

/** The face that a program in this language meets. */
export function faceOf(main: string): Face {
    return main === NATIVE.main ? NATIVE : DYNAMIC;
}
