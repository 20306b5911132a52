import { execFileSync } from "node:child_process";
import { expect } from "chai";
import { childrenIn, cpuSecondsOfChildren } from "../../../bench/cpu";

describe("processor time of a command", () => {
    it("is that of the children that ended, whatever their parent is called", () => {
        const fields = ["S", ...Array.from({ length: 48 }, (_, at) => at + 4)];
        expect(childrenIn(`7 (a) b (c) ${fields.join(" ")}`)).to.equal((16 + 17) / 100);
    });

    it("grows by what a child used, and by what that child's own child used", function () {
        if (process.platform !== "linux") this.skip();
        const before = cpuSecondsOfChildren() ?? 0;
        const busy = "const end = process.cpuUsage().user + 200_000; while (process.cpuUsage().user < end);";
        const child = `require("node:child_process").execFileSync(process.execPath, ["-e", ${JSON.stringify(busy)}])`;
        execFileSync(process.execPath, ["-e", child]);
        expect((cpuSecondsOfChildren() ?? 0) - before).to.be.greaterThan(0.15);
    });
});
