/** Which fleets the fleet's bench drives. Pure. */

/** So many numbers, in so many stacks. */
export interface FleetCase {
    size: number;
    shards: number;
}

/** Every size in one stack, the smallest first, then the whole in several; none twice. */
export function casesOf(of: { sizes: number[]; numbers: number; shards: number[] }): FleetCase[] {
    const { sizes, numbers, shards } = of;
    const single = [...sizes, ...(shards.includes(1) ? [numbers] : [])].toSorted((a, b) => a - b);
    const several = shards.filter((count) => count > 1);
    return [
        ...[...new Set(single)].map((size) => ({ size, shards: 1 })),
        ...[...new Set(several)].map((count) => ({ size: numbers, shards: count })),
    ];
}
