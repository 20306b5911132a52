/**
 * The two faces, as far as a test must tell them apart: what a program is written in, what state calls a resource, and
 * which process is the provider's.
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
    /** What the command line of its provider's process has in it, and no other's of a run. */
    readonly provider: string;
}

function faceIn(main: Main, face: Omit<Face, "main" | "type">): Face {
    return { ...face, main, type: `${face.prefix}PhoneNumber` };
}

/** The classes of the package, in a program of Node.js. */
export const DYNAMIC = faceIn("index.js", {
    name: "dynamic",
    prefix: "pulumi-nodejs:dynamic/whatsapp:",
    provider: "dynamic-provider",
});

/** The plugin, in a YAML program, which starts fastest. */
export const NATIVE = faceIn("Pulumi.yaml", {
    name: "native",
    prefix: "whatsapp:index:",
    provider: "dist/plugin/index.js",
});

export const FACES: readonly Face[] = [DYNAMIC, NATIVE];

/** The face that a program in this language meets. */
export function faceOf(main: string): Face {
    return main === NATIVE.main ? NATIVE : DYNAMIC;
}
