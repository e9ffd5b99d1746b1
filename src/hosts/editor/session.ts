/**
 * Runs one connection to the service, from an open stream to its end: the language client, with our own requests beside
 * the language features. It is loaded after activation only, since the client library is large.
 */
import { Disposable, env, type LogOutputChannel, workspace } from "vscode";
import {
  CloseAction,
  ErrorAction,
  type InitializeParams,
  LanguageClient,
  RevealOutputChannelOn,
  type StreamInfo,
} from "vscode-languageclient/node";
import { requestSigner, type Signer } from "../../platform/client-key.ts";
import * as wire from "../../wire/guard.ts";
import { type Message, said } from "../../wire/message.ts";
import { Hello, type HelloParams, type HelloResult } from "../../wire/messages/hello.ts";

export interface SessionOptions {
  readonly stream: Stream;
  readonly signer: Signer;
  /** Returns the entries of the audit log that this editor has noted. */
  anchors(): readonly wire.AuditAnchor[];
  readonly version: string;
  readonly log: LogOutputChannel;
  onState(state: wire.GuardState): void;
  onEnvironmentChanged(): void;
  onProposed(proposal: wire.Proposal): void;
}

export interface Stream extends StreamInfo {
  /** Ends the connection at once. The service goes on. */
  close(): void;
}

/** A live connection. `ended` resolves when either side has closed it. */
export interface Session {
  readonly hello: HelloResult;
  readonly ended: Promise<void>;
  /** `asVisitor`: sends it unsigned if possible, since this editor's signature does not count. */
  ask<P, R>(message: Message<P, R>, params: P, asVisitor: boolean): Promise<R>;
  close(): void;
}

/** Connects. Rejects when the service does not greet within `GREETING_MS` or speaks another protocol. */
export async function openSession(options: SessionOptions): Promise<Session> {
  const { stream, log } = options;
  let end: () => void = () => {};
  const ended = new Promise<void>(resolve => {
    end = resolve;
  });
  const client = new GuardClient(stream, log, end);
  client.onNotification(wire.State, options.onState);
  client.onNotification(wire.EnvironmentChanged, options.onEnvironmentChanged);
  client.onNotification(wire.Proposed, options.onProposed);
  try {
    return await within(GREETING_MS, ended, async () => {
      await client.start();
      const hello = await client.sendRequest<HelloResult>(Hello.method, greeting(options));
      if (hello.protocol !== wire.PROTOCOL)
        throw new Error(
          `the service speaks protocol ${hello.protocol} and this extension ${wire.PROTOCOL}: reload the window`,
        );
      const greetAgain = () => {
        client.sendRequest(Hello.method, greeting(options)).catch(error => log.warn(`greeting failed: ${error}`));
      };
      const changes = [
        workspace.onDidChangeWorkspaceFolders(greetAgain),
        workspace.onDidGrantWorkspaceTrust(greetAgain),
      ];
      ended.then(() => Disposable.from(...changes).dispose());
      const sign = requestSigner(options.signer, hello.nonce);
      return {
        hello,
        ended,
        ask: (message, params, asVisitor) => client.sendRequest(message.method, said(message, params, sign, asVisitor)),
        close: () => stream.close(),
      };
    });
  } catch (error) {
    stream.close();
    throw error;
  }
}

const GREETING_MS = 10_000;

/** Policies, and documents that name their rules: cards and the audit log. */
const SELECTOR = [
  { language: "agentguard-policy" },
  { language: "agentguard-question" },
  { pattern: "**/agentguard/audit.jsonl" },
  // Teams' knowledge files: the workspace's, and the person's own beside their policy.
  { scheme: "file", pattern: "**/.agentguard/knowledge/*.{yml,yaml}" },
  { scheme: "file", pattern: "**/{agentguard,AgentGuard}/knowledge/*.{yml,yaml}" },
  // Files with commands that get hints where agents wrote them.
  ...["shellscript", "powershell", "makefile", "dockerfile", "sql"].map(language => ({ scheme: "file", language })),
  { scheme: "file", pattern: "**/package.json" },
  { scheme: "file", pattern: "**/.github/workflows/*.{yml,yaml}" },
];

function greeting({ version, signer, anchors }: SessionOptions): HelloParams {
  const folders = (workspace.workspaceFolders ?? []).filter(f => f.uri.scheme === "file").map(f => f.uri.fsPath);
  const client = /cursor/i.test(env.appName) ? "cursor" : "vscode";
  const untrusted = workspace.isTrusted ? [] : folders;
  return { protocol: wire.PROTOCOL, version, client, folders, untrusted, key: signer.publicKey, anchors: anchors() };
}

/** Adapts the client library to a shared service: it neither restarts nor stops it, and shows no notifications. */
class GuardClient extends LanguageClient {
  constructor(stream: Stream, log: LogOutputChannel, onClosed: () => void) {
    super("agentguard", "AgentGuard", () => Promise.resolve({ ...stream, detached: true }), {
      documentSelector: SELECTOR,
      initializationOptions: { agentguard: true },
      synchronize: { configurationSection: "agentguard" },
      outputChannel: log,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      initializationFailedHandler: () => false,
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue }),
        closed: () => {
          onClosed();
          return { action: CloseAction.DoNotRestart, handled: true };
        },
      },
    });
  }

  /** A language server ends when the process named here ends, but this service outlives every window. */
  protected override fillInitializeParams(params: InitializeParams): void {
    super.fillInitializeParams(params);
    params.processId = null;
  }

  /** The status bar says it in our words, without a notification of the library. */
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

function within<T>(ms: number, ended: Promise<void>, work: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`the service did not answer within ${ms / 1000} s`)), ms);
    ended.then(() => reject(new Error("the service closed the connection")));
    work()
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
}
