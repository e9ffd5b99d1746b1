/** Keeps one session with the service alive: opens it late, opens it again when it ends, and never gives up. */
import { type Event, EventEmitter, type ExtensionContext, type LogOutputChannel } from "vscode";
import type { ImpactDocument } from "../../core/approval/card.ts";
import { DEFAULT_VARIABLES } from "../../core/places/accounts/variables.ts";
import type { ProfileName } from "../../core/policy/policy.ts";
import { keyId } from "../../platform/client-key.ts";
import { Advise, type AdviseParams, type AdviseResult } from "../../wire/advice.ts";
import * as wire from "../../wire/guard.ts";
import { ForgetClient, NOT_PAIRED, Pair, PairCode, type PairResult, RefusePairing } from "../../wire/pairing.ts";
import * as rules from "../../wire/rules.ts";
import { VERSION } from "../../wire/version.ts";
import * as watching from "../../wire/watching.ts";
import { type Guard, NotPaired, Unreachable } from "./guard.ts";
import { ownKey } from "./own-key.ts";
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

  /** Returns at once; the first try is made after the caller's turn of the event loop. */
  start(): void {
    this.retryIn(0);
  }

  /** Leaves the service running: other windows and agents use it. */
  dispose(): void {
    this.disposed = true;
    clearTimeout(this.timer);
    this.session?.close();
    this.changed.dispose();
    this.environments.dispose();
    this.proposals.dispose();
  }

  answer({ id, answer, ...words }: wire.AnswerParams): Promise<wire.AnswerResult> {
    // Anybody may say no, without words.
    if (answer === "deny" && this.state?.paired === false) return this.request(wire.Answer, { id, answer });
    return this.signed(wire.Answer, { id, answer, ...words });
  }

  askAgain(id: string): Promise<wire.AskAgainResult> {
    return this.signed(wire.AskAgain, { id });
  }

  async impact(question: wire.Question): Promise<readonly ImpactDocument[]> {
    return (await this.request<wire.ImpactResult>(wire.Impact, { id: question.id })).documents;
  }

  async halt(because: string): Promise<void> {
    await this.request(wire.Halt, { because });
  }

  async resume(): Promise<void> {
    await this.signed(wire.Resume);
  }

  environment(folder: string): Promise<wire.EnvironmentResult> {
    const variables = Object.fromEntries(
      DEFAULT_VARIABLES.flatMap(name => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
    );
    return this.request(wire.EnvironmentOf, { folder, variables });
  }

  policyTrust(file: string): Promise<wire.PolicyTrustResult> {
    return this.request(wire.PolicyTrust, { file });
  }

  trustPolicy(file: string, sha256: string): Promise<wire.AnswerResult> {
    return this.signed(wire.TrustPolicy, { file, sha256 });
  }

  locateRule(params: rules.RuleLocationParams): Promise<rules.RuleLocationResult> {
    return this.request(rules.RuleLocation, params);
  }

  tryRule(params: rules.TryRuleParams): Promise<rules.TryRuleResult> {
    return this.request(rules.TryRule, params);
  }

  firings(params: rules.FiringsParams): Promise<rules.FiringsResult> {
    return this.request(rules.Firings, params);
  }

  foundFiles(id: string): Promise<watching.FoundFilesResult> {
    return this.request(watching.FoundFiles, { id });
  }

  giveBack(id: string): Promise<watching.GiveBackResult> {
    return this.signed(watching.GiveBack, { id });
  }

  async editorActs(params: watching.EditorActsParams): Promise<void> {
    await this.request(watching.EditorActs, params);
  }

  advise(params: AdviseParams): Promise<AdviseResult> {
    return this.request(Advise, params);
  }

  mark(params: wire.MarkParams): Promise<wire.AnswerResult> {
    return this.signed(wire.MarkPlace, params);
  }

  addRule(id: string): Promise<wire.AnswerResult> {
    return this.signed(wire.AddRule, { id });
  }

  whatIf(file: string, text: string): Promise<wire.WhatIfResult> {
    return this.request(wire.WhatIf, { file, text });
  }

  async observing(folders: readonly string[]): Promise<readonly string[]> {
    return (await this.request<wire.ObservingResult>(wire.Observing, { folders })).observing;
  }

  setProfile(profile: ProfileName): Promise<wire.AnswerResult> {
    return this.signed(wire.SetProfile, { profile });
  }

  pair(): Promise<PairResult> {
    return this.request(Pair);
  }

  pairCode(code: string): Promise<wire.AnswerResult> {
    return this.request(PairCode, { code });
  }

  refusePairing(id: string): Promise<wire.AnswerResult> {
    return this.signed(RefusePairing, { id });
  }

  forgetClient(id: string): Promise<wire.AnswerResult> {
    return this.signed(ForgetClient, { id });
  }

  private async signed<R>(method: string, params?: object): Promise<R> {
    if (!this.session) throw new Unreachable();
    try {
      return await this.session.signed<R>(method, params);
    } catch (error) {
      throw (error as { code?: unknown }).code === NOT_PAIRED && this.state?.paired === false ? new NotPaired() : error;
    }
  }

  private async request<R>(method: string, params?: object): Promise<R> {
    if (!this.session) throw new Unreachable();
    return this.session.request<R>(method, params);
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

  /** One session from opening to its end. */
  private async run(): Promise<void> {
    // Loaded here and not above: the client library costs more than the whole rest of the activation.
    const [{ openSession }, { openStream }] = await Promise.all([import("./session.ts"), import("./stream.ts")]);
    const signer = await ownKey(this.extension, this.log);
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
