/** Previews as the engine prints them, as far as a report reads them. */
import type { PhoneNumberState } from "../../../provider/number/model/state";
import { DYNAMIC, NATIVE } from "../../../provider/resourceType";

export const NOW = Date.UTC(2026, 10, 22, 12);
export const S = Math.floor(NOW / 1000);
export const ID = "106540352242922";
export const OTHER_ID = "106540352242923";

type Bag = Record<string, unknown>;

/** A live number in Germany, as state has it. */
export const STATE: Bag & Partial<PhoneNumberState> = {
    phoneNumberId: ID,
    displayPhoneNumber: "+1 631-555-5555",
    pin: "[secret]",
    pinRevision: 1,
    dataLocalizationRegion: "DE",
    registered: true,
    requests: `r${S - 3600}=ok`,
};
export const INPUTS: Bag = {
    phoneNumberId: ID,
    pin: "[secret]",
    pinRevision: 1,
    dataLocalizationRegion: "DE",
};
export const OTHER_STATE: Bag = { ...STATE, phoneNumberId: OTHER_ID, displayPhoneNumber: "+1 631-555-5556" };
export const OTHER_INPUTS: Bag = { ...INPUTS, phoneNumberId: OTHER_ID };

export const urn = (name: string, type = "pulumi-nodejs:dynamic/whatsapp:PhoneNumber") =>
    `urn:pulumi:dev::shop::${type}::${name}`;

/** What a step of a test is about; the engine's other properties are left out. */
export interface Step {
    name?: string;
    type?: string;
    state?: Bag;
    /** The inputs of the last run; those of the state unless given. */
    olds?: Bag;
    news?: Bag;
    retainOnDelete?: boolean;
    deletedWith?: string;
    /** What a refresh reads. */
    refreshed?: Bag;
}

export function step(op: string, about: Step): Bag {
    const { name = "support", type, state, olds, news, retainOnDelete, deletedWith, refreshed } = about;
    return {
        op,
        urn: urn(name, type),
        ...(state === undefined
            ? {}
            : {
                  oldState: {
                      id: state.phoneNumberId,
                      inputs: olds ?? inputsOf(state),
                      outputs: state,
                      retainOnDelete,
                      deletedWith,
                  },
              }),
        ...(news === undefined ? {} : { newState: { inputs: news } }),
        ...(refreshed === undefined
            ? {}
            : {
                  newState: {
                      id: refreshed.phoneNumberId,
                      inputs: inputsOf(refreshed),
                      outputs: refreshed,
                  },
              }),
    };
}

function inputsOf({ phoneNumberId, pinRevision, dataLocalizationRegion }: Bag): Bag {
    return { phoneNumberId, pin: "[secret]", pinRevision, dataLocalizationRegion };
}

/** The same text with the types exchanged: nothing else tells the plugin's resources from the others. */
export function exchanged(text: string): string {
    const parts = text.split(DYNAMIC).map((part) => part.replaceAll(NATIVE, DYNAMIC));
    return parts.join(NATIVE);
}

/** The two types of our resources, and what a preview of the dynamic ones is in each. */
export const FACES: readonly (readonly [string, (text: string) => string])[] = [
    ["the package for Node.js", (text) => text],
    ["the plugin", exchanged],
];

export function preview(...steps: Bag[]): string {
    const stack = { op: "same", urn: urn("shop-dev", "pulumi:pulumi:Stack"), oldState: {}, newState: {} };
    return JSON.stringify({ steps: [stack, ...steps], duration: 1, changeSummary: {} }, undefined, 4);
}
