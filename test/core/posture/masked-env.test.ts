/** An env file without its values. */
import { describe, expect, it } from "vitest";
import { maskedEnv } from "../../../src/core/posture/masked-env.ts";
import { MADE, token } from "./assembled.ts";

function check(name: string, line: string, expected: string): void {
  it(name, () => expect(maskedEnv(line).split("\n").slice(1).join("\n")).toBe(expected === "" ? "" : `${expected}\n`));
}

describe("masked env file", () => {
  check("a known form", `export A="${MADE.stripe}"`, "A=<a live Stripe key, 32 characters>");
  check("a known name", `RAILWAY_TOKEN=${MADE.railway}`, "RAILWAY_TOKEN=<a Railway token, 36 characters>");
  check(
    "a signed token",
    `K=${token({ role: "service_role" })}`,
    `K=<a Supabase service key, ${token({ role: "service_role" }).length} characters>`,
  );
  check("an address", "U=redis://u:pw@cache.acme.io:6379", "U=<an address, 31 characters>");
  check("a number", "PORT=3000", "PORT=<a number, 4 characters>");
  check("a switch", "DEBUG=true", "DEBUG=<a switch>");
  check("nothing", "EMPTY=", "EMPTY=<empty>");
  check("a word", "STAGE=blue", "STAGE=<4 characters>");
  check("several lines", `KEY="${MADE.key}"`, `KEY=<a private key, ${MADE.key.length} characters>`);
  check("a remark", "# TOKEN was hunter2", "");
  check("what is no assignment", "hunter2", "");
});
