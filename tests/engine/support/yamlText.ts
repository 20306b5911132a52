/** An interpolation of a YAML program. */
export function of(expression: string): string {
    return `\${${expression}}`;
}
