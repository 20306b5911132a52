/** How far a Go build is, from what go prints: `go: downloading MODULE VERSION`, and each package that it compiles (-v). */
export class GoProgress {
    private modules = 0;
    private packages = 0;
    private last = "";
    private rest = "";
    /** How many packages there are; undefined: not known yet, while modules are downloaded. */
    private total: number | undefined;

    /** From now on packages are compiled: so many, less those that an earlier build left behind. */
    compiling(total: number): void {
        this.total = total;
        this.last = "";
        this.rest = "";
    }

    /** Takes what go printed, in whatever pieces it comes. */
    hear(chunk: string): void {
        const lines = (this.rest + chunk).split("\n");
        this.rest = lines.pop() ?? "";
        for (const line of lines) {
            if (line.startsWith("go: downloading ")) {
                this.modules++;
                this.last = line.slice("go: downloading ".length);
            } else if (this.total !== undefined && /^[\w.-]+(\/[\w.~+-]+)*$/.test(line)) {
                this.packages++;
                this.last = line;
            }
        }
    }

    get text(): string {
        const what =
            this.total === undefined
                ? `${this.modules} modules downloaded`
                : `${this.packages} of ${this.total} packages compiled`;
        return this.last === "" ? what : `${what}: ${this.last}`;
    }
}
