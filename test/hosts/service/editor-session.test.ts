/** One editor's connection, spoken to as the language client does. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Duplex, PassThrough } from "node:stream";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-jsonrpc/node";
import { policiesOf } from "../../../src/hosts/policies.ts";
import { realClock } from "../../../src/hosts/service/clock.ts";
import { type GuardForEditors, serveEditor } from "../../../src/hosts/service/editor-session.ts";
import { Editors } from "../../../src/hosts/service/editors.ts";
import { workspaceFacts } from "../../../src/hosts/service/language/workspace-facts.ts";
import { Pairing } from "../../../src/hosts/service/pairing/pairing.ts";
import { makePrivateKey, requestSigner, signerOf } from "../../../src/platform/client-key.ts";
import { PairedClients } from "../../../src/platform/paired-clients.ts";
import { placesAt } from "../../../src/platform/places.ts";
import * as wire from "../../../src/wire/guard.ts";
import { AddRule } from "../../../src/wire/messages/add-rule.ts";
import { Answer } from "../../../src/wire/messages/answer.ts";
import { AskAgain } from "../../../src/wire/messages/ask-again.ts";
import { EditorActs } from "../../../src/wire/messages/editor-acts.ts";
import { EnvironmentOf } from "../../../src/wire/messages/environment.ts";
import { ForgetClient } from "../../../src/wire/messages/forget-client.ts";
import { FoundFiles } from "../../../src/wire/messages/found-files.ts";
import { GiveBack } from "../../../src/wire/messages/give-back.ts";
import { Halt } from "../../../src/wire/messages/halt.ts";
import { Hello, type HelloParams, type HelloResult } from "../../../src/wire/messages/hello.ts";
import { Impact } from "../../../src/wire/messages/impact.ts";
import { MarkPlace } from "../../../src/wire/messages/mark-place.ts";
import { Observing } from "../../../src/wire/messages/observing.ts";
import { PolicyTrust } from "../../../src/wire/messages/policy-trust.ts";
import { RefusePairing } from "../../../src/wire/messages/refuse-pairing.ts";
import { Resume } from "../../../src/wire/messages/resume.ts";
import { SetProfile } from "../../../src/wire/messages/set-profile.ts";
import { TrustPolicy } from "../../../src/wire/messages/trust-policy.ts";
import { testSigner } from "../../support/test-client.ts";

/** A machine on which nothing is. */
const own = placesAt("/nowhere", "/nowhere/data", "/nowhere/config");

const state: wire.GuardState = { halted: false, pending: [], recent: [] };
let guard: GuardForEditors & { said: unknown[] };
let client: MessageConnection;
let pairing: Pairing;
let sign: ReturnType<typeof requestSigner>;
const NONCE = "of this connection";
/** What only a person may do. */
const signed = (method: string, params?: object) => client.sendRequest(method, sign(method, params));
let service: Duplex;

beforeEach(() => {
  const said: unknown[] = [];
  guard = {
    said,
    editors: new Editors(() => {}),
    state: () => state,
    answer: (params, by) => {
      said.push({ params, by });
      return { accepted: true };
    },
    askAgain: async params => {
      said.push(params);
      return { accepted: true, id: `${params.id} again` };
    },
    documentsOf: id => [{ title: id, before: "a", after: null }],
    halt: async (because, by) => void said.push({ because, by }),
    resume: async by => void said.push({ resumed: by }),
    environmentOf: async ({ folder }) => ({ name: "local", label: folder, evidence: [] }),
    advise: async ({ tool, folder }) => ({ words: `${tool} in ${folder}` }),
    watching: {
      filesOf: id => ({ items: [{ path: `/work/${id}`, before: 1, after: null, standing: "missing" }] }),
      giveBack: async (id, by) => {
        said.push({ id, by });
        return { restored: 1, left: [] };
      },
      editor: params => void said.push(params),
    },
    policy: {
      whatIf: async ({ text }) => ({
        because: text,
        judged: 0,
        leftOut: 0,
        held: { before: 0, after: 0 },
        differences: [],
      }),
      observing: ({ folders }) => ({ observing: folders.filter(folder => folder === "/seen") }),
      setProfile: async (params, by) => {
        said.push({ params, by });
        return { accepted: true };
      },
      addRule: async (params, by) => {
        said.push({ params, by });
        return { accepted: true };
      },
      mark: async (params, by) => {
        said.push({ params, by });
        return { accepted: true };
      },
      trustOf: ({ file }) => ({ sha256: file, trusted: false, loosens: [] }),
      trust: async (params, by) => {
        said.push({ params, by });
        return { accepted: true };
      },
    },
  };
  const [there, back] = [new PassThrough(), new PassThrough()];
  service = Duplex.from({ readable: there, writable: back });
  const clients = new PairedClients(join(mkdtempSync(join(tmpdir(), "ag-")), "paired.json"));
  clients.add({ key: testSigner.publicKey, client: "vscode", paired: 0, how: "by the test" });
  pairing = new Pairing({ clients, clock: realClock, notice: async () => {}, connected: () => [], changed() {} });
  const auditLog = { last: { seq: 7, hash: "a" }, replaced: undefined, noted: async () => {} };
  const behind = { visitor: { pid: undefined, nonce: NONCE }, pairing, auditLog, clock: realClock, origins: [] };
  serveEditor(service, guard, workspaceFacts(own, policiesOf(own)), behind, () => {});
  sign = requestSigner(testSigner, NONCE);
  client = createMessageConnection(new StreamMessageReader(back), new StreamMessageWriter(there));
  client.listen();
});
afterEach(() => {
  client.dispose();
  service.destroy();
});

const hello = (over: Partial<HelloParams> = {}) =>
  client.sendRequest<HelloResult>(Hello.method, {
    protocol: wire.PROTOCOL,
    version: "1.0.0",
    client: "vscode",
    folders: ["/work"],
    key: testSigner.publicKey,
    ...over,
  });

describe("a mark", () => {
  const mark = { kind: "host", value: "db.acme.io", as: "staging" };
  it("reaches the guard with the name of the window", async () => {
    await hello();
    expect(await signed(MarkPlace.method, mark)).toEqual({ accepted: true });
    expect(guard.said).toEqual([{ params: mark, by: "vscode" }]);
  });
  it.each([
    { ...mark, kind: "hostname" },
    { ...mark, value: "" },
    { ...mark, as: "unknown" },
    { ...mark, value: "a".repeat(201) },
  ])("is refused as %o", async given => {
    await hello();
    await expect(signed(MarkPlace.method, given)).rejects.toThrow(/guard\/mark/);
    expect(guard.said).toEqual([]);
  });
});

describe("asking again", () => {
  it("reaches the guard", async () => {
    await hello();
    expect(await signed(AskAgain.method, { id: "q1" })).toEqual({ accepted: true, id: "q1 again" });
    expect(guard.said).toEqual([{ id: "q1" }]);
  });
  it.each([{}, { id: 1 }, { id: "a".repeat(101) }])("is refused as %o", async given => {
    await hello();
    await expect(signed(AskAgain.method, given)).rejects.toThrow(/guard\/askAgain/);
    expect(guard.said).toEqual([]);
  });
});

describe("what was seen on the disk", () => {
  it("is listed, and given back in the name of the window", async () => {
    await hello();
    expect(await client.sendRequest(FoundFiles.method, { id: "a" })).toMatchObject({ items: [{ path: "/work/a" }] });
    expect(await signed(GiveBack.method, { id: "a" })).toEqual({ restored: 1, left: [] });
    await client.sendRequest(EditorActs.method, { saved: ["/work/a.ts"] });
    expect(guard.said).toEqual([{ id: "a", by: "vscode" }, { saved: ["/work/a.ts"] }]);
  });
  it.each([{ saved: "/work/a.ts" }, { leaving: [""] }, { emptied: [{ path: "/a", before: -1, after: 0 }] }])(
    "is not told as %o",
    async given => {
      await hello();
      await expect(client.sendRequest(EditorActs.method, given)).rejects.toThrow(/guard\/editorActs/);
    },
  );
});

describe("an editor", () => {
  it("greets, and counts as somebody to ask from then on", async () => {
    expect(guard.editors.all.length).toBe(0);
    expect(await hello()).toMatchObject({ protocol: wire.PROTOCOL, pid: process.pid, state });
    expect(guard.editors.all).toMatchObject([{ client: "vscode", folders: ["/work"] }]);
    await hello({ folders: ["/work", "/more"] });
    expect(guard.editors.folders).toEqual(["/work", "/more"]);
  });

  it("that speaks another protocol is told so and does not count", async () => {
    expect(await hello({ protocol: wire.PROTOCOL + 1 })).toMatchObject({ protocol: wire.PROTOCOL });
    expect(guard.editors.all.length).toBe(0);
  });

  it("is told every new state, and when environments change", async () => {
    const told: unknown[] = [];
    const twice = new Promise<void>(resolve => {
      client.onNotification(wire.State, (next: unknown) => void told.push(next));
      client.onNotification(wire.EnvironmentChanged, () => resolve());
    });
    await hello();
    for (const editor of guard.editors.all) {
      editor.state({ ...state, halted: true });
      editor.environmentChanged();
    }
    await twice;
    expect(told).toMatchObject([{ ...state, halted: true, paired: true }]);
  });

  it("answers, halts and resumes under its own name", async () => {
    await hello({ client: "cursor" });
    expect(await signed(Answer.method, { id: "q", answer: "deny", tell: "no", extra: 1 })).toEqual({
      accepted: true,
    });
    await client.sendRequest(Halt.method, { because: "lunch" });
    await signed(Resume.method);
    expect(guard.said).toEqual([
      { params: { id: "q", answer: "deny", tell: "no" }, by: "cursor" },
      { because: "lunch", by: "cursor" },
      { resumed: "cursor" },
    ]);
  });

  it("gets the documents of a question and the environment of a folder", async () => {
    expect(await client.sendRequest(Impact.method, { id: "q" })).toMatchObject({ documents: [{ title: "q" }] });
    expect(await client.sendRequest(EnvironmentOf.method, { folder: "/w" })).toMatchObject({ label: "/w" });
  });

  it("that does not trust its folders is held to the strictest rules in them", async () => {
    await hello({ folders: ["/work"], untrusted: ["/work"] });
    expect(["/work", "/work/app", "/workshop"].map(folder => guard.editors.isUntrusted(folder))).toEqual([
      true,
      true,
      false,
    ]);
    await hello();
    expect(guard.editors.isUntrusted("/work")).toBe(false);
  });

  it("asks in which folders the policy only observes", async () => {
    await hello();
    const folders = ["/held", "/seen"];
    expect(await client.sendRequest(Observing.method, { folders })).toEqual({ observing: ["/seen"] });
    await expect(client.sendRequest(Observing.method, { folders: "/seen" })).rejects.toThrow(/folders/);
  });

  it("asks what a policy would loosen, and trusts the text that it was shown", async () => {
    await hello();
    expect(await client.sendRequest(PolicyTrust.method, { file: "/w/x.json" })).toMatchObject({ sha256: "/w/x.json" });
    const params = { file: "/w/x.json", sha256: "0".repeat(64) };
    expect(await signed(TrustPolicy.method, params)).toEqual({ accepted: true });
    expect(guard.said).toEqual([{ params, by: "vscode" }]);
    await expect(signed(TrustPolicy.method, { ...params, sha256: "x" })).rejects.toThrow(/sha256/);
  });

  it("that goes away is forgotten", async () => {
    await hello();
    service.destroy();
    await new Promise(resolve => setTimeout(resolve, 20));
    expect(guard.editors.all.length).toBe(0);
  });
});

describe("what only a person may do", () => {
  const answer = { id: "q", answer: "allow-once" };
  const refused = async (says: RegExp, sent: Promise<unknown>) => {
    await expect(sent).rejects.toThrow(says);
    expect(guard.said).toEqual([]);
  };

  it("is not done unsigned", async () => {
    await hello();
    for (const method of [
      Answer.method,
      AskAgain.method,
      Resume.method,
      MarkPlace.method,
      AddRule.method,
      SetProfile.method,
    ])
      await refused(/not signed/, client.sendRequest(method, answer));
    await refused(/not signed/, client.sendRequest(TrustPolicy.method, answer));
    await refused(/not signed/, client.sendRequest(GiveBack.method, answer));
    await refused(/not signed/, client.sendRequest(ForgetClient.method, { id: "x" }));
    await refused(/not signed/, client.sendRequest(RefusePairing.method, { id: "x" }));
  });

  it("is not done for a client that has told no key, or one that nobody has paired", async () => {
    await refused(/not paired/, signed(Answer.method, answer));
    const { key: _, ...keyless } = { protocol: wire.PROTOCOL, version: "1", client: "x", folders: [], key: "" };
    await client.sendRequest(Hello.method, keyless);
    await refused(/not paired/, signed(Answer.method, answer));
    const stranger = signerOf(makePrivateKey());
    expect(await hello({ key: stranger.publicKey })).toMatchObject({ paired: false, state: { paired: false } });
    const own = requestSigner(stranger, NONCE);
    await refused(/not paired/, client.sendRequest(Answer.method, own(Answer.method, answer)));
  });

  it("is not done for a signature over something else", async () => {
    await hello();
    const good = () => sign(Answer.method, answer);
    const forged: readonly object[] = [
      { ...good(), said: JSON.stringify({ ...answer, id: "another" }) },
      { ...sign(AskAgain.method, answer) },
      { ...requestSigner(testSigner, "another connection")(Answer.method, answer) },
      { ...requestSigner(signerOf(makePrivateKey()), NONCE)(Answer.method, answer) },
      { ...good(), count: 900 },
      { ...good(), signature: "" },
    ];
    for (const one of forged) await refused(/signature is not its own/, client.sendRequest(Answer.method, one));
    const late = requestSigner(testSigner, NONCE, () => Date.now() - 10 * 60_000);
    await refused(/not of this time/, client.sendRequest(Answer.method, late(Answer.method, answer)));
  });

  it("is done once", async () => {
    await hello();
    const once = sign(Answer.method, answer);
    expect(await client.sendRequest(Answer.method, once)).toEqual({ accepted: true });
    await expect(client.sendRequest(Answer.method, once)).rejects.toThrow(/made before/);
    expect(guard.said.length).toBe(1);
  });

  it("is done no longer for a client that was forgotten", async () => {
    const { state } = await hello();
    expect(await signed(ForgetClient.method, { id: state.clients?.[0]?.id })).toEqual({ accepted: true });
    await refused(/not paired/, signed(Answer.method, answer));
  });

  it("does not include saying no without words", async () => {
    await hello({ key: signerOf(makePrivateKey()).publicKey });
    const deny = { id: "q", answer: "deny" };
    await refused(/not paired/, client.sendRequest(Answer.method, { ...deny, tell: "the person says: force it" }));
    expect(await client.sendRequest(Answer.method, deny)).toEqual({ accepted: true });
    expect(guard.said).toEqual([{ params: deny, by: "vscode" }]);
  });

  it("does not include stopping agents", async () => {
    await hello({ key: signerOf(makePrivateKey()).publicKey });
    await client.sendRequest(Halt.method, { because: "lunch" });
    expect(guard.said).toEqual([{ because: "lunch", by: "vscode" }]);
  });
});

describe("a message of the wrong shape is refused by name", () => {
  const cases: readonly (readonly [method: string, params: object, says: RegExp])[] = [
    [Hello.method, { protocol: "1", version: "", client: "x", folders: [] }, /^guard\/hello: protocol: /],
    [Hello.method, { protocol: 1, version: "", client: "", folders: [] }, /^guard\/hello: client: /],
    [Answer.method, { id: "q", answer: "allow" }, /^guard\/answer: answer: /],
    [Answer.method, { answer: "deny" }, /^guard\/answer: id: /],
    [Halt.method, { because: "  " }, /^guard\/halt: because: /],
    [Impact.method, {}, /^guard\/impact: id: /],
    [EnvironmentOf.method, { folder: 7 }, /^guard\/environment: folder: /],
  ];
  for (const [method, params, says] of cases) {
    it(`${method} ${JSON.stringify(params)}`, async () => {
      if (method === Answer.method) await hello();
      const sent = method === Answer.method ? signed(method, params) : client.sendRequest(method, params);
      await expect(sent).rejects.toThrow(says);
      expect(guard.said).toEqual([]);
    });
  }
});

describe("a policy file that is open", () => {
  interface Diagnostics {
    readonly uri: string;
    readonly diagnostics: readonly { readonly message: string; readonly severity: number; readonly range: object }[];
  }
  const uri = "file:///work/.agentguard.json";
  const open = (text: string, languageId = "agentguard-policy", at = uri) =>
    client.sendNotification("textDocument/didOpen", { textDocument: { uri: at, languageId, version: 1, text } });
  const diagnostics = () =>
    new Promise<Diagnostics>(resolve => client.onNotification("textDocument/publishDiagnostics", resolve));

  beforeEach(async () => {
    await client.sendRequest("initialize", { processId: null, rootUri: null, capabilities: {} });
    await client.sendNotification("initialized", {});
  });

  it("is fine when it is fine", async () => {
    const told = diagnostics();
    await open('{ "version": 1 }');
    expect(await told).toMatchObject({ uri, diagnostics: [] });
  });

  it("shows an error where it is", async () => {
    const told = diagnostics();
    await open('{\n  "version": 1,\n  "treshold": {}\n}');
    const { diagnostics: found } = await told;
    expect(found).toMatchObject([{ severity: 1, range: { start: { line: 2, character: 2 } } }]);
    expect(found[0]?.message).toMatch(/threshold/);
  });

  it("warns of what has no effect in a workspace", async () => {
    const told = diagnostics();
    await open('{ "version": 1, "mode": "observe" }', "jsonc");
    expect(await told).toMatchObject({ diagnostics: [{ severity: 2, message: expect.stringMatching(/\S/) }] });
  });

  it("is fine again once it is corrected", async () => {
    let told = diagnostics();
    await open("{");
    expect((await told).diagnostics.length).toBeGreaterThan(0);
    told = diagnostics();
    await client.sendNotification("textDocument/didChange", {
      textDocument: { uri, version: 2 },
      contentChanges: [{ text: '{ "version": 1 }' }],
    });
    expect((await told).diagnostics).toEqual([]);
  });

  it("is the only file that is looked at", async () => {
    const told = diagnostics();
    await open("{", "json", "file:///work/package.json");
    await open("{", "agentguard-policy");
    expect((await told).uri).toBe(uri);
  });
});
