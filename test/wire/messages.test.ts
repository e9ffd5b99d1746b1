/** Every message of `src/wire/messages`, sent to a service: it is served, and by whom it may be sent is held. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import * as z from "zod";
import { messagesOn, overHttp } from "../../src/hosts/service/serve-message.ts";
import { type Message, nothing, said } from "../../src/wire/message.ts";
import { NOT_PAIRED } from "../../src/wire/pairing.ts";

const FOLDER = join(import.meta.dirname, "../../src/wire/messages");
const SERVICE = join(import.meta.dirname, "../../src/hosts/service");

interface Declared {
  readonly file: string;
  readonly name: string;
  readonly message: Message<unknown, unknown>;
}

const DECLARED: readonly Declared[] = (
  await Promise.all(
    readdirSync(FOLDER).map(async file => {
      const exported: Readonly<Record<string, unknown>> = await import(join(FOLDER, file));
      return Object.entries(exported).map(([name, message]) => ({
        file,
        name,
        message: message as Message<unknown, unknown>,
      }));
    }),
  )
).flat();

/** Whoever has been let in may send these, signed by nobody. One that is added here is reviewed. */
const VISITORS = `advise editorActs environment firings foundFiles halt hello impact observing pair pairCode policyTrust
  questions ruleLocation tryRule whatIf`.split(/\s+/);

it("is one in each file, with a name of its own", () => {
  expect(DECLARED.map(({ file }) => file)).toEqual(readdirSync(FOLDER));
  const methods = DECLARED.map(({ message }) => message.method);
  expect(new Set(methods).size).toBe(methods.length);
  const paths = DECLARED.flatMap(({ message }) => message.path ?? []);
  expect(new Set(paths).size).toBe(paths.length);
});

it("is a person's to send unless it is one of these", () => {
  const open = DECLARED.filter(({ message }) => message.from === "visitor").map(({ message }) => message.method);
  expect(open.sort()).toEqual(VISITORS.map(name => `guard/${name}`).sort());
  const partly = DECLARED.filter(({ message }) => message.unsigned).map(({ message }) => message.method);
  expect(partly).toEqual(["guard/answer"]);
});

it("is served by the service: over the stream, over HTTP, or both", () => {
  const registered = ["editor-session.ts", "run.ts", "language/server.ts"]
    .flatMap(file => [...readFileSync(join(SERVICE, file), "utf8").matchAll(/^\s+(?:on|overHttp)\((\w+),/gm)])
    .map(([, name]) => name);
  expect([...new Set(registered)].sort()).toEqual(DECLARED.map(({ name }) => name).sort());
});

const PARAMS = z.object({ id: z.string() });
const message = (more: Partial<Message<{ id: string }, string>> = {}): Message<{ id: string }, string> => ({
  method: "guard/probe",
  from: "person",
  params: PARAMS,
  ...more,
});
const SIGNED = { signed: "by a person" };
const open = (_: string, given: unknown) => {
  if (!z.object({ signed: z.string() }).safeParse(given).success) throw new Error("the request is not signed");
  return { id: "opened" };
};

/** What is answered to a request on a stream, of which nothing is left but who serves what. */
async function served(one: Message<{ id: string }, string>, sent: object, opens: typeof open | undefined) {
  const serving = new Map<string, (given: unknown) => unknown>();
  messagesOn({ onRequest: (method, serve) => serving.set(method, serve) }, opens)(one, ({ id }) => id);
  return serving.get(one.method)?.(sent);
}

function check(name: string, one: Message<{ id: string }, string>, sent: object, then: string | RegExp, opens = true) {
  it(name, async () => {
    const answer = served(one, sent, opens ? open : undefined);
    if (typeof then === "string") expect(await answer).toBe(then);
    else await expect(answer).rejects.toThrow(then);
  });
}

check("a visitor's is served as it is", message({ from: "visitor" }), { id: "a" }, "a");
check("a visitor's of another form is refused by name", message({ from: "visitor" }), { id: 1 }, /^guard\/probe: id: /);
check("a person's is taken out of its signature", message(), SIGNED, "opened");
check("a person's is not served unsigned", message(), { id: "a" }, /not signed/);
check("a form that anybody may say needs no signature", message({ unsigned: PARAMS }), { id: "a" }, "a");
check(
  "beyond that form it needs one",
  message({ unsigned: z.strictObject({ id: z.literal("no") }) as never }),
  { id: "a" },
  /not signed/,
);
check("where nobody can sign, a person's is refused", message(), SIGNED, /nobody can sign/, false);

it("refuses with the code by which a client knows that it is not paired", async () => {
  await expect(served(message(), SIGNED, undefined)).rejects.toMatchObject({ code: NOT_PAIRED });
});

it("is signed by whoever sends it where only a person may", () => {
  const sign = () => SIGNED;
  expect(said(message(), { id: "a" }, sign, false)).toBe(SIGNED);
  expect(said(message(), { id: "a" }, sign, true)).toBe(SIGNED);
  expect(said(message({ from: "visitor" }), { id: "a" }, sign, false)).toEqual({ id: "a" });
  expect(said(message({ unsigned: PARAMS }), { id: "a" }, sign, true)).toEqual({ id: "a" });
  expect(said(message({ unsigned: PARAMS }), { id: "a" }, sign, false)).toBe(SIGNED);
});

it("has a route only where it has a path", () => {
  const [path, { from }] = overHttp(message({ path: "/v1/probe" }), ({ id }) => id);
  expect([path, from]).toEqual(["/v1/probe", "person"]);
  expect(() => overHttp(message(), ({ id }) => id)).toThrow("guard/probe has no path");
  expect(nothing.parse({})).toEqual({});
});
