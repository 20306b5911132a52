import type { Switches } from "../../../emulator/index";

const SPAN = 72 * 3_600_000;

/**
 * What graph-api.md §6 says of one number, written a second time, as short as it goes and without a look at the
 * emulator's rules: where the two differ, one of them is wrong.
 */
export class Model {
    registered = false;
    pin: string | undefined;
    region: string | undefined;
    identityCheck = false;
    verified = true;
    /** The ownership must be verified again, whatever `verified` says. */
    demanded = false;
    nameApproved = true;
    onBizApp = false;
    /** Every counted request, oldest first. */
    private log: { kind: "register" | "deregister"; at: number }[] = [];
    private wrongPins = 0;
    private readonly blocked = { register: 0, deregister: 0 };

    constructor(private readonly rules: Switches) {}

    register(pin: string, region: string | undefined, version: string, now: number): string {
        if (!this.count("register", now)) return "400 133016";
        const outcome = this.tryRegister(pin, region, version === "v20.0");
        return this.settleCount(outcome);
    }

    private tryRegister(pin: string, region: string | undefined, old: boolean): string {
        const { pinMode, regionInRegister, regionConflict, regionOnReregister } = this.rules;
        const { unverifiedMayRegister, nameRefusesCertificate } = this.rules;
        if (this.onBizApp) return "400 100";
        if (this.demanded || !(this.verified || unverifiedMayRegister)) return "400 133006";
        if (nameRefusesCertificate && !this.nameApproved) return "400 100/2388001";
        const pinMatters = pinMode === "legacy" || (pinMode === "evolved" && !this.registered);
        if (pinMatters && this.pin !== undefined && this.pin !== pin) {
            this.wrongPins += 1;
            const most = this.rules.wrongPinsDemandVerification;
            this.demanded = most > 0 && this.wrongPins >= most;
            return "400 133005";
        }
        if (!old && region !== undefined && ["rejected", "deprecated"].includes(regionInRegister)) {
            return regionInRegister === "rejected" ? "400 100" : "400 12";
        }
        const said = !old && regionInRegister === "ignored" ? undefined : region;
        let next = this.region;
        if (this.registered) {
            if (said !== undefined && said !== this.region) {
                if (regionOnReregister === "refused") return "400 100";
                next = regionOnReregister === "accepted" ? said : this.region;
            }
        } else if (old) {
            next = said;
        } else if (said !== undefined) {
            if (this.region !== undefined && said !== this.region && regionConflict === "refused") {
                return "400 100";
            }
            next = said;
        }
        this.region = next;
        this.registered = true;
        this.wrongPins = 0;
        this.pin = pinMode === "retired" ? undefined : (this.pin ?? pin);
        return "ok";
    }

    deregister(version: string, now: number): string {
        if (!this.count("deregister", now)) return "400 133016";
        if (this.onBizApp || !this.registered) return this.settleCount("400 100");
        this.registered = false;
        if (version === "v20.0" || this.rules.storageAfterDeregister === "reset") this.region = undefined;
        if (this.rules.identityCheckAfterDeregister === "reset") this.identityCheck = false;
        return "ok";
    }

    setPin(pin: string): string {
        if (!this.registered) return "400 133010";
        if (this.rules.pinMode === "retired") return "400 100";
        this.pin = pin;
        this.wrongPins = 0;
        return "ok";
    }

    /** request_code, and the code that came given to verify_code. */
    verify(): string {
        if (this.onBizApp || (this.verified && !this.demanded)) return "400 136024/2388091";
        this.verified = true;
        this.demanded = false;
        this.wrongPins = 0;
        return "ok";
    }

    setStorage(region: string | undefined): string {
        if (this.onBizApp || this.registered) return "400 100";
        this.region = region;
        return "ok";
    }

    checkIdentity(enable: boolean): string {
        this.identityCheck = enable;
        return "ok";
    }

    /** Is there a request left? The one that finds none left blocks. */
    private count(kind: "register" | "deregister", now: number): boolean {
        const shared = this.rules.quotaCounters === "shared";
        const blockedUntil = shared ? Math.max(...Object.values(this.blocked)) : this.blocked[kind];
        const isBlocked = now < blockedUntil;
        const inWindow = this.log.filter(
            (each) => now - each.at < SPAN && (shared || each.kind === kind),
        ).length;
        if (!isBlocked && inWindow < 10) {
            this.log.push({ kind, at: now });
            return true;
        }
        if (!isBlocked || this.rules.blockedRequestsExtend) {
            this.blocked[kind] = now + SPAN;
            if (shared) this.blocked.register = this.blocked.deregister = now + SPAN;
        }
        return false;
    }

    /** A refused request may not count. */
    private settleCount(outcome: string): string {
        if (outcome !== "ok" && !this.rules.refusedRequestsCount) this.log.pop();
        return outcome;
    }
}
