import { describe, expect, it } from "vitest";
import { openingsIn } from "../../../../src/core/effects/edits/openings.ts";

const rule = (way: string, port: number, cidr: string) =>
  `${way} {\n  from_port = ${port}\n  to_port = ${port}\n  cidr_blocks = ["${cidr}"]\n}\n`;

describe("what an edit opens", () => {
  it.each([
    ["a port to everybody", rule("ingress", 22, "10.0.0.0/8"), rule("ingress", 22, "0.0.0.0/0")],
    [
      "a second rule",
      rule("ingress", 22, "0.0.0.0/0"),
      rule("ingress", 22, "0.0.0.0/0") + rule("ingress", 5432, "::/0"),
    ],
    ["everybody as a member", 'member = "user:a@acme.io"', 'member = "allUsers"'],
    ["a public list", 'acl = "private"', 'acl = "public-read"'],
    ["every right", 'role = "roles/viewer"', 'role = "roles/owner"'],
  ])("%s", (_, before, after) => expect(openingsIn(before, after)).toHaveLength(1));

  it.each([
    ["the way out", "", rule("egress", 0, "0.0.0.0/0")],
    ["the web's own port", "", rule("ingress", 443, "0.0.0.0/0")],
    ["what stood there", rule("ingress", 22, "0.0.0.0/0"), rule("ingress", 22, "0.0.0.0/0")],
    ["what closes", rule("ingress", 22, "0.0.0.0/0"), rule("ingress", 22, "10.0.0.0/8")],
    ["a route", "", 'route {\n  cidr_block = "0.0.0.0/0"\n}\n'],
  ])("not %s", (_, before, after) => expect(openingsIn(before, after)).toEqual([]));
});
