/** The headers of Graph's answers. */
import { traceId } from "../errors";
import { randomText } from "../random";

/** The headers of each answer (graph-api.md §2.10). */
export function graphHeaders(
    version: string | undefined,
    wabaId: string | undefined,
    percent: number,
): Record<string, string> {
    const usage = { call_count: percent, total_cputime: 1, total_time: 1 };
    return {
        "content-type": "application/json; charset=UTF-8",
        "facebook-api-version": `v${version ?? "25.0"}`,
        "x-fb-request-id": traceId(),
        "x-fb-trace-id": traceId(),
        "x-fb-rev": "1030000000",
        "x-fb-debug": randomText(32, "base64"),
        "x-fb-rlafr": "0",
        "x-app-usage": JSON.stringify({ call_count: 0, total_cputime: 0, total_time: 0 }),
        ...(wabaId === undefined
            ? {}
            : {
                  "x-business-use-case-usage": JSON.stringify({
                      [wabaId]: [
                          {
                              type: "whatsapp_business_management",
                              ...usage,
                              estimated_time_to_regain_access: percent >= 100 ? 60 : 0,
                          },
                      ],
                  }),
              }),
        "cache-control": "private, no-cache, no-store, must-revalidate",
        expires: "Sat, 01 Jan 2000 00:00:00 GMT",
        "strict-transport-security": "max-age=15552000; preload",
        "access-control-allow-origin": "*",
    };
}

/** What an error adds. A header value can hold neither quotes nor characters beyond Latin-1. */
export function challenge(message: string): Record<string, string> {
    const text = message.replace(/[^\x20-\x7e]|"/g, "'");
    return { "www-authenticate": `OAuth "Facebook Platform" "invalid_request" "${text}"` };
}
