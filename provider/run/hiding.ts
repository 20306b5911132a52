/** Graph may repeat in any answer what it was told before: what is secret about an operation is in none of its errors. */
import type { Ports } from "./ports";

/** The same ports, whose requests hide these values wherever Graph's words hold them. */
export function hiding<P extends Pick<Ports, "client">>(ports: P, secrets: readonly unknown[]): P {
    const hidden = secrets.filter((secret): secret is string => typeof secret === "string" && secret !== "");
    const send: Ports["client"]["send"] = (request) =>
        ports.client.send({ ...request, secrets: [...(request.secrets ?? []), ...hidden] });
    return { ...ports, client: { send } };
}
