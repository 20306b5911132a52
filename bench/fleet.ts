import type { NumberSeed, NumberState, RequestKind } from "../emulator";

/** A number as every contestant's program declares it; the PIN is one for all, and a secret. */
export interface FleetNumber {
    name: string;
    phoneNumberId: string;
    dataLocalizationRegion?: string;
    enableIdentityKeyCheck?: boolean;
}

export interface Fleet {
    wabaId: string;
    numbers: FleetNumber[];
}

export const PIN = "310467";

/**
 * A fleet in one WABA. Of ten numbers three declare a region and two the identity key check, one of them both:
 * the one that moves.
 * @param series keeps the numbers of contestants and rounds apart: they share one emulator
 */
export function fleetOf(size: number, series: number): Fleet {
    const prefix = String(100_000_000 + series);
    const numbers = Array.from({ length: size }, (_, index): FleetNumber => {
        const place = index % 10;
        return {
            name: `number-${String(index).padStart(4, "0")}`,
            phoneNumberId: `${prefix}${String(index).padStart(6, "0")}`,
            ...(place <= 2 ? { dataLocalizationRegion: "DE" } : {}),
            ...(place === 0 || place === 3 ? { enableIdentityKeyCheck: true } : {}),
        };
    });
    return { wabaId: `20${prefix}`, numbers };
}

/** The fleet after a tenth of it has moved to another region. */
export function movedFleet({ wabaId, numbers }: Fleet): Fleet {
    const moved = numbers.map((number, index) =>
        index % 10 === 0 ? { ...number, dataLocalizationRegion: "CH" } : number,
    );
    return { wabaId, numbers: moved };
}

/** The fleet as a program declares it that registers numbers, and knows no setting of them. */
export function registrationsOf({ wabaId, numbers }: Fleet): Fleet {
    return { wabaId, numbers: numbers.map(({ name, phoneNumberId }) => ({ name, phoneNumberId })) };
}

/** The fleet on Graph before anybody declares it: verified, and ready to be registered. */
export function seedOf({ wabaId, numbers }: Fleet): NumberSeed[] {
    return numbers.map(({ phoneNumberId }) => ({
        id: phoneNumberId,
        wabaId,
        displayPhoneNumber: `+${phoneNumberId}`,
        verifiedName: `Bench ${phoneNumberId.slice(-6)}`,
    }));
}

/** The numbers that are not on Graph as they are declared; a fleet that was taken down has none registered. */
export function undone(fleet: Fleet, actual: readonly NumberState[], registered: boolean): string[] {
    const byId = new Map(actual.map((number) => [number.id, number]));
    const wrong = fleet.numbers.filter((declared) => {
        const number = byId.get(declared.phoneNumberId);
        if (!registered || number === undefined) return number?.registered !== registered;
        return !(
            number.registered &&
            number.pin === PIN &&
            number.region === declared.dataLocalizationRegion &&
            number.identityKeyCheck === (declared.enableIdentityKeyCheck ?? false)
        );
    });
    return wrong.map(({ phoneNumberId }) => phoneNumberId);
}

/** Numbers whose settings a refresh must read: they declare a region or the identity key check. */
export function withSettings({ numbers }: Fleet): number {
    return numbers.filter(
        (number) =>
            number.dataLocalizationRegion !== undefined || number.enableIdentityKeyCheck !== undefined,
    ).length;
}

/** Requests by kind. */
export type Counts = Partial<Record<RequestKind, number>>;

/** The fewest writes that bring the fleet up, move a tenth of it, and take it down. */
export function fewestWrites({ numbers }: Fleet): Record<"up" | "region change" | "destroy", Counts> {
    const count = (among: FleetNumber[], key: keyof FleetNumber) =>
        among.filter((number) => number[key] !== undefined).length;
    const moving = numbers.filter((_, index) => index % 10 === 0);
    return {
        up: without0({
            register: numbers.length,
            setStorage: count(numbers, "dataLocalizationRegion"),
            setIdentityKeyCheck: count(numbers, "enableIdentityKeyCheck"),
        }),
        // The PIN is proven while the number is still live; deregistering resets the identity key check.
        "region change": without0({
            setPin: moving.length,
            deregister: moving.length,
            setStorage: moving.length,
            register: moving.length,
            setIdentityKeyCheck: count(moving, "enableIdentityKeyCheck"),
        }),
        destroy: without0({ deregister: numbers.length }),
    };
}

function without0(writes: Counts): Counts {
    return Object.fromEntries(Object.entries(writes).filter(([, count]) => count > 0));
}
