/** What the relay's door makes of a request before a server. */
import { expect, test } from "vitest";
import { relay } from "../../src/doors/relay.ts";

function check(cases: Readonly<Record<string, object>>): void {
  for (const [uri, action] of Object.entries(cases)) {
    const call = { method: "resources/read", params: { uri }, server: "files", session: "s", call: "1", cwd: "/work" };
    expect({ uri, read: relay.read(call, {}) }).toMatchObject({ uri, read: { kind: "act", action } });
  }
}

const FILE = "/home/dev/app/.env.production";

test("a resource of the file scheme is that file, in every spelling of its address", () => {
  const read = { kind: "read", path: FILE };
  check({
    [`file://${FILE}`]: read,
    [`file:${FILE}`]: read,
    [`FILE:${FILE}`]: read,
    [`File://localhost${FILE}`]: read,
    [`file://127.0.0.1${FILE}`]: read,
    [`file://build-host${FILE}`]: read,
    [`file:////${FILE.slice(1)}`]: read,
    "file:/home/dev/app/%2Eenv.production?x#y": read,
    "file:///C:/app/.env": { kind: "read", path: "C:/app/.env" },
    "file:C:/app/.env": { kind: "read", path: "C:/app/.env" },
    "file:.env.production": { kind: "read", path: "/work/.env.production" },
    " file:///home/dev/app/.env.production": read,
    "file:\\\\\\home\\dev\\app\\.env.production": read,
  });
});

test("other addresses are fetched, and what is no address of a place is the server's own", () => {
  check({
    "https://example.com/a": { kind: "fetch", url: "https://example.com/a" },
    "profile:/x": { kind: "mcp", tool: "read_resource" },
    "postgres://db/users/schema": { kind: "mcp", tool: "read_resource" },
    "file:///%zz": { kind: "mcp", tool: "read_resource" },
  });
});
