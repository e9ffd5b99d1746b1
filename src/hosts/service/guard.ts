/**
 * The guard that hooks, editors and the command line talk to. It holds what a user has one of: the questions, the kill
 * switch, the recent acts.
 */
import { dirname } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Answer } from "../../agents/agent.ts";
import type { Action, McpAction } from "../../core/action/action.ts";
import type { CountedAct } from "../../core/approval/halt-evidence.ts";
import { makeCard } from "../../core/approval/make-card.ts";
import type { Policy } from "../../core/policy/policy.ts";
import type { Halt } from "../../platform/halt-file.ts";
import { isSameImpact, measureImpact } from "../../platform/impact.ts";
import type { AnswerResult, GuardState } from "../../wire/guard.ts";
import type { AdviseParams, AdviseResult } from "../../wire/messages/advise.ts";
import type { AnswerParams } from "../../wire/messages/answer.ts";
import type { AskAgainParams, AskAgainResult } from "../../wire/messages/ask-again.ts";
import type { EnvironmentParams, EnvironmentResult } from "../../wire/messages/environment.ts";
import type { QuestionsResult } from "../../wire/messages/questions.ts";
import { answerChat } from "../advice/advise.ts";
import type { FolderEnvironment } from "../engine.ts";
import type { Held, HookCall, Judge, OpenAct, Weighed } from "../hook/flow.ts";
import type { Ledger } from "../hook/ledger.ts";
import type { Weigh } from "../hook/weigh.ts";
import { Acts } from "./acts.ts";
import { LetThrough, type Retrace } from "./approved-children.ts";
import { AskAgain } from "./ask-again.ts";
import { CircuitBreaker, type Tripped } from "./breaker.ts";
import type { ChangedFiles } from "./changed-files.ts";
import type { Clock } from "./clock.ts";
import type { GuardForEditors } from "./editor-session.ts";
import { Editors } from "./editors.ts";
import { IssuedProofs } from "./issued-proofs.ts";
import { KillSwitch } from "./kill-switch.ts";
import { type PolicyRequestParts, PolicyRequests } from "./policy-requests.ts";
import { type Graces, Questions } from "./questions.ts";
import { RelayedCalls } from "./relayed-calls.ts";
import { counted, raised } from "./reweighed.ts";
import { SameAct } from "./same-act.ts";
import { SessionMemory } from "./session-memory.ts";
import { EnvironmentWatch } from "./watch.ts";
import { WorkspaceWatch } from "./watching/watcher.ts";

export interface GuardParts {
  readonly clock: Clock;
  readonly graces: Graces;
  /** Path of the kill switch file. */
  readonly haltFile: string;
  readonly ledger: Ledger;
  readonly judge: Weigh;
  /** The decisions about acts before this process, oldest first. */
  readonly earlier?: readonly string[];
  readonly policy: Pick<PolicyRequestParts, "trust" | "userPolicy" | "whatIf">;
  /** Notified of every act that may run, for the files that it writes. */
  readonly changed: Pick<ChangedFiles, "note">;
  environmentOf(folder: string, variables: EnvironmentParams["variables"]): Promise<FolderEnvironment>;
  /** Returns the policy in force in a folder. */
  policyOf(folder: string): Policy;
  /** Called when a person allows a tool whose description its server has changed. */
  agreeToTool(tool: string, retold: NonNullable<McpAction["retold"]>): void;
  retrace: Retrace;
  /** Uses up a one-time code. Returns as a sentence why it is not valid, or undefined. */
  useCode(typed: string): string | undefined;
  /** Called when an agent has called its hook, from this process. The guard's own proofs are no calls. */
  called?(agent: string, pid: number): void;
  /** Called when a terminal is about to look for programs in this value of PATH. */
  lookedFor(path: string | undefined): void;
  refuseConfigChange: Judge["refuseConfigChange"];
  maskedCopy: Judge["maskedCopy"];
}

export class Guard implements Judge, GuardForEditors {
  readonly editors: Editors;
  readonly policy: PolicyRequests;
  readonly proofs: IssuedProofs;
  readonly questions: Questions;
  readonly watching: WorkspaceWatch;
  readonly #acts: Acts;
  readonly #again: AskAgain;
  readonly #breaker: CircuitBreaker;
  readonly #session = new SessionMemory();
  readonly #killSwitch: KillSwitch;
  readonly #letThrough: LetThrough;
  /** Functions that judge an open question again, and withdraw it when its card is no longer right. */
  readonly #pending = new Set<() => Promise<void>>();
  readonly #relayed: RelayedCalls;
  readonly #same: SameAct;
  readonly #watch: EnvironmentWatch;
  /** The untrusted folders of the windows, in which a stricter policy applies. */
  #untrusted = "";
  #telling: (() => void) | undefined;

  constructor(readonly parts: GuardParts) {
    const { clock, graces, haltFile, ledger } = parts;
    const tell = () => this.#tellSoon();
    this.questions = new Questions(clock, graces, tell, parts.useCode);
    this.proofs = new IssuedProofs(clock);
    this.#again = new AskAgain({
      clock,
      questions: this.questions,
      isHalted: () => this.halted() !== null,
      weigh: action => this.#weigh(action),
      sessionOf: ({ origin }) => this.#session.of(origin),
      allowed: (action, judged) => this.#breaker.forgive(action, judged),
    });
    this.#acts = new Acts(clock, ledger, tell, parts.earlier, action => this.#again.offerFor(action));
    this.#same = new SameAct(clock);
    this.#relayed = new RelayedCalls(clock);
    this.#breaker = new CircuitBreaker(clock);
    this.#letThrough = new LetThrough(clock, parts.retrace);
    this.policy = new PolicyRequests({
      ...parts.policy,
      policyOf: folder => parts.policyOf(folder),
      clock,
      changed: () => this.policiesChanged(),
      proposed: proposal => {
        for (const editor of this.editors.all) editor.proposed(proposal);
      },
    });
    this.#watch = new EnvironmentWatch(clock, () => this.environmentsChanged());
    this.#killSwitch = new KillSwitch(haltFile, clock, async (because, by, acts) => {
      tell();
      await ledger.halt(because, by, acts);
    });
    this.watching = new WorkspaceWatch({
      clock,
      ledger,
      policyOf: folder => parts.policyOf(folder),
      own: dirname(haltFile),
      changed: tell,
      gone: (count, policy, isNew) => this.#breaker.noteGone(count, policy, isNew),
      halt: (because, acts) => this.halt(because, "circuit breaker", acts),
    });
    this.editors = new Editors(() => {
      this.questions.editorsAre(this.editors.all.length);
      this.#watch.keep(this.editors.folders);
      this.watching.editorsHave(this.editors.folders);
      tell();
      const untrusted = this.editors.untrusted.join("\n");
      if (untrusted === this.#untrusted) return;
      this.#untrusted = untrusted;
      this.environmentsChanged();
    });
  }

  // Requests of hooks.

  halted(): Halt | null {
    return this.#killSwitch.current;
  }

  async judge(action: Action): Promise<Weighed> {
    const { tripped, ...weighed } = await this.#weigh(action);
    if (tripped?.then === "halt" && !this.halted()) await this.halt(tripped.because, "circuit breaker", tripped.acts);
    return weighed;
  }

  /** Judges an act at present. Stops nobody. */
  async #weigh(action: Action): Promise<Weighed & { readonly tripped?: Tripped }> {
    const weighed = await this.parts.judge(action, this.#session.of(action.origin));
    if (this.proofs.isProof(action)) return { ...weighed, proof: true };
    const because = this.#letThrough.partOf(action, weighed);
    if (because !== undefined) return counted(weighed, because);
    const tripped = this.#relayed.isCounted(action) ? undefined : this.#breaker.check(action, weighed);
    if (!tripped) return weighed;
    return { ...(tripped.then === "ask" ? raised(weighed, tripped) : weighed), tripped };
  }

  placed(action: Action, call: HookCall): Action {
    if (call.runner?.kind === "shell") this.parts.lookedFor(action.env?.PATH);
    return this.#letThrough.placed(action, call);
  }

  open(action: Action, judged: Weighed, call: HookCall): OpenAct {
    if (!judged.proof && call.pid !== undefined) this.parts.called?.(call.agent.id, call.pid);
    const isSettled = () => this.#relayed.isSettled(action, judged.judgement);
    // Programs that a line starts and that are allowed are not listed beside the line.
    const isPlain = call.runner?.kind === "program" && judged.judgement.decision === "allow";
    const act = this.#acts.open(action, judged, isSettled() || isPlain);
    const runner = this.#letThrough.begins(action, call);
    return {
      ...act,
      end: outcome => {
        if (outcome.kind === "allowed") {
          this.#session.note(action, judged);
          this.parts.changed.note(judged);
        }
        if (!judged.counted && !judged.proof && !this.#relayed.isCounted(action))
          this.#breaker.note(action, judged, outcome);
        this.#letThrough.note(runner, action, judged, outcome);
        if (!judged.proof) this.watching.act(action, judged, outcome, call.runner ? undefined : runner);
        if (outcome.kind === "allowed" && outcome.by === "person" && !isSettled()) this.#agreed(action, judged);
        return act.end(outcome);
      },
    };
  }

  #agreed(action: Action, judged: Weighed): void {
    this.policy.noteYes(action, judged);
    if (action.kind === "mcp" && action.retold) this.parts.agreeToTool(action.tool, action.retold);
  }

  async hold(action: Action, judged: Weighed, call: HookCall): Promise<Held> {
    const { judgement, policy, root } = judged;
    const impact = await measureImpact(action, judgement);
    const halt = this.halted();
    if (halt) return { kind: "called-off", by: "halt", because: halt.because };
    if (call.gone.aborted) return { kind: "withdrawn" };
    const answered = await this.#relayed.answerTo(action, judgement, call);
    if (answered) return answered;
    this.#relayed.shown(action, judgement);
    const allowed = this.#again.take(action, judged, impact);
    if (allowed) {
      this.#relayed.said(action, allowed);
      return allowed;
    }
    const card = makeCard(action, judgement, policy, impact);
    const asked = this.questions.ask({
      card,
      documents: impact.documents,
      folder: root,
      deadline: call.deadline,
    });
    call.gone.addEventListener("abort", asked.withdraw, { once: true });
    const lookAgain = async () => {
      const now = await this.#weigh(action);
      if (!isDeepStrictEqual(makeCard(action, now.judgement, now.policy, impact), card)) asked.outdate();
    };
    this.#pending.add(lookAgain);
    try {
      const held = await asked.ended;
      this.#relayed.said(action, held);
      this.#again.note(action, asked.id, card, root, held);
      if (held.kind === "no-editor") return { ...held, id: asked.id };
      if (held.kind !== "allowed") return held;
      const now = await measureImpact(action, judgement);
      return isSameImpact(impact, now) ? held : { kind: "changed" };
    } finally {
      this.#pending.delete(lookAgain);
      call.gone.removeEventListener("abort", asked.withdraw);
    }
  }

  share(
    action: Action,
    event: string,
    call: HookCall,
    answer: (gone: AbortSignal) => Promise<Answer>,
  ): Promise<Answer> {
    return this.#same.share(action, event, call.gone, gone => this.#relayed.follow(action, call, () => answer(gone)));
  }

  refuseConfigChange(call: HookCall, file?: string): string | undefined {
    return this.parts.refuseConfigChange(call, file);
  }

  maskedCopy(path: string): string | undefined {
    return this.parts.maskedCopy(path);
  }

  // Requests of editors and the command line.

  state(): GuardState {
    const halt = this.halted();
    return {
      halted: halt !== null,
      ...(halt && { haltedBecause: halt.because, haltedAt: halt.at }),
      ...(halt?.acts && { haltedActs: halt.acts }),
      pending: this.editors.claim(this.questions.pending),
      recent: this.#acts.recent,
      budget: this.#acts.budget,
      found: this.watching.found,
    };
  }

  answer(params: AnswerParams, by: string): AnswerResult {
    if (params.answer === "allow-once" && this.halted())
      return { accepted: false, because: "Agents are stopped: resume first." };
    return this.questions.answer(params, by);
  }

  askAgain(params: AskAgainParams): Promise<AskAgainResult> {
    return this.#again.askAgain(params);
  }

  /** Tells whether an answer may still come, to an open or an ended question. */
  get isAwaited(): boolean {
    return this.questions.pending.length > 0 || this.#again.isAwaited;
  }

  /** Returns the questions for a client that asks once, without staying connected. */
  asked(): QuestionsResult {
    return { pending: this.editors.claim(this.questions.pending), ended: this.#again.ended };
  }

  documentsOf(id: string) {
    return this.questions.documentsOf(id);
  }

  /** `acts`: the evidence, if the guard itself has counted too much. */
  async halt(because: string, by: string, acts?: readonly CountedAct[]): Promise<void> {
    const engaged = this.#killSwitch.engage(because, by, acts);
    this.#again.clear();
    this.questions.callOff("halt", because);
    await engaged;
  }

  resume(by: string): Promise<void> {
    this.#breaker.reset();
    return this.#killSwitch.release(by);
  }

  /** Judges an act that nobody has proposed. It is not held, counted or recorded. */
  async advise({ tool, input, folder }: AdviseParams): Promise<AdviseResult> {
    const { judge: weigh, policyOf } = this.parts;
    return { words: await answerChat(tool, input, folder, "chat", { weigh, policyOf }) };
  }

  async environmentOf({ folder, variables }: EnvironmentParams): Promise<EnvironmentResult> {
    for (let look = 0; ; look++) {
      const { result, sources } = await this.parts.environmentOf(folder, variables);
      const open = this.editors.folders.includes(folder);
      // A file that was read before it was watched may have changed in between.
      if (!open || !this.#watch.set(folder, sources) || look === 2) return result;
    }
  }

  /** Called when rules or places may have changed. Questions asked under the former ones are withdrawn. */
  policiesChanged(): void {
    this.#again.clear();
    this.environmentsChanged();
  }

  environmentsChanged(): void {
    for (const editor of this.editors.all) editor.environmentChanged();
    // A question that cannot be judged again stays, as its answer is judged again anyway.
    for (const lookAgain of this.#pending) lookAgain().catch(() => {});
  }

  /** Called before the process ends, when nobody can say yes any more. */
  close(): void {
    this.questions.callOff("failure", "the guard was stopped");
    this.#watch.close();
    this.watching.close();
    this.#telling?.();
  }

  /** Notifies clients of a change beside the state. */
  tell(): void {
    this.#tellSoon();
  }

  /** Sends one message for all changes of one turn. */
  #tellSoon(): void {
    this.#telling ??= this.parts.clock.after(0, () => {
      this.#telling = undefined;
      const state = this.state();
      for (const editor of this.editors.all) editor.state(state);
    });
  }
}
