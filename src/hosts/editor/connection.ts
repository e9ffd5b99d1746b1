/** Keeps one session with the service alive: connects late, reconnects when it ends, and never gives up. */
import { type Event, EventEmitter, type ExtensionContext, type LogOutputChannel } from "vscode";
import { keyId } from "../../platform/client-key.ts";
import type * as wire from "../../wire/guard.ts";
import type { Message } from "../../wire/message.ts";
import { NOT_PAIRED } from "../../wire/pairing.ts";
import { VERSION } from "../../wire/version.ts";
import { editorKey } from "./editor-key.ts";
import { type Guard, NotPaired, Unreachable } from "./guard.ts";
import { ANCHORS, type Anchor } from "./present/anchors.ts";
import { backoff } from "./present/backoff.ts";
import type { Session } from "./session.ts";

export class Connection implements Guard {
  state: wire.GuardState | undefined;
  lost: string | undefined;
  ownId: string | undefined;
  private readonly changed = new EventEmitter<void>();
  private readonly environments = new EventEmitter<void>();
  readonly onDidChange: Event<void> = this.changed.event;
  readonly onEnvironmentChanged: Event<void> = this.environments.event;
  private readonly proposals = new EventEmitter<wire.Proposal>();
  readonly onProposed: Event<wire.Proposal> = this.proposals.event;
  private session: Session | undefined;
  private timer: NodeJS.Timeout | undefined;
  private failures = 0;
  private disposed = false;

  constructor(
    private readonly extension: ExtensionContext,
    private readonly log: LogOutputChannel,
  ) {}

  /** Returns at once. The first attempt is made after the caller's turn of the event loop. */
  start(): void {
    this.retryIn(0);
  }

  /** Closes the session. The service goes on, since other windows and agents use it. */
  dispose(): void {
    this.disposed = true;
    clearTimeout(this.timer);
    this.session?.close();
    this.changed.dispose();
    this.environments.dispose();
    this.proposals.dispose();
  }

  async ask<P, R>(message: Message<P, R>, params: P): Promise<R> {
    if (!this.session) throw new Unreachable();
    const notPaired = this.state?.paired === false;
    try {
      return await this.session.ask(message, params, notPaired);
    } catch (error) {
      throw (error as { code?: unknown }).code === NOT_PAIRED && notPaired ? new NotPaired() : error;
    }
  }

  private retryIn(ms: number): void {
    this.timer = setTimeout(() => this.attempt(), ms);
  }

  private async attempt(): Promise<void> {
    try {
      await this.run();
      this.log.warn("the connection to the service ended");
      this.drop("the connection ended");
    } catch (error) {
      this.log.warn(`cannot reach the service: ${error instanceof Error ? error.message : error}`);
      this.drop(error instanceof Error ? error.message : String(error));
    }
    if (!this.disposed) this.retryIn(backoff(++this.failures));
  }

  /** Runs one session from opening to its end. */
  private async run(): Promise<void> {
    // Loaded here, as the client library costs more than the whole rest of the activation.
    const [{ openSession }, { openStream }] = await Promise.all([import("./session.ts"), import("./stream.ts")]);
    const signer = await editorKey(this.extension, this.log);
    this.ownId = keyId(signer.publicKey);
    const stream = await openStream(this.extension, signer);
    if (this.disposed) return stream.close();
    const session = await openSession({
      stream,
      signer,
      anchors: () => this.extension.globalState.get<readonly Anchor[]>(ANCHORS) ?? [],
      version: VERSION,
      log: this.log,
      onState: state => this.adopt(state),
      onEnvironmentChanged: () => this.environments.fire(),
      onProposed: proposal => this.proposals.fire(proposal),
    });
    if (this.disposed) return session.close();
    this.log.info(`connected to the service ${session.hello.version}, process ${session.hello.pid}`);
    this.session = session;
    this.failures = 0;
    this.adopt(session.hello.state);
    this.environments.fire();
    await session.ended;
  }

  private adopt(state: wire.GuardState): void {
    if (this.disposed) return;
    this.state = state;
    this.lost = undefined;
    this.changed.fire();
  }

  private drop(because: string): void {
    this.session = undefined;
    if (this.disposed) return;
    this.state = undefined;
    this.lost = because;
    this.changed.fire();
  }
}
