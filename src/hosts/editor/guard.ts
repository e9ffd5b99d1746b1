/** Presents the service to the features: its last known state, its events, and its requests. */
import type { Disposable, Event, ExtensionContext, LogOutputChannel } from "vscode";
import type { GuardState, Proposal, Question } from "../../wire/guard.ts";
import type { Message } from "../../wire/message.ts";
import type { Lights } from "./lights.ts";

export interface Guard {
  /** Undefined before the first connection, and while the service cannot be reached. */
  readonly state: GuardState | undefined;
  /** Why the service cannot be reached, after the first failed attempt; undefined while connecting or connected. */
  readonly lost: string | undefined;
  /** Fires after every change of `state` or `lost`. */
  readonly onDidChange: Event<void>;
  /** Fires when environments must be asked for again. */
  readonly onEnvironmentChanged: Event<void>;
  /** Fires for a rule that would spare a person questions which they always answer alike. */
  readonly onProposed: Event<Proposal>;
  /** The id of this editor's key, once it is known. */
  readonly ownId: string | undefined;
  /**
   * Sends a message, signed where only a person may send it. Rejects with `Unreachable` when the service is not there,
   * with `NotPaired` when it takes no such message from this editor, and with the service's words when it refuses.
   */
  ask<Params, Result>(message: Message<Params, Result>, params: Params): Promise<Result>;
}

export class Unreachable extends Error {
  constructor() {
    super("the AgentGuard service cannot be reached");
  }
}

/** Thrown when this editor is not paired: the service takes answers from paired clients alone. */
export class NotPaired extends Error {
  constructor() {
    super("this editor is not paired with the guard yet");
  }
}

/** What every feature is built from. */
export interface Editor {
  readonly extension: ExtensionContext;
  readonly log: LogOutputChannel;
  readonly guard: Guard;
  /** Of the agents on this machine. */
  readonly lights: Lights;
}

/** One feature: registers what it needs and hands back what undoes it. */
export type Feature = (editor: Editor) => Disposable;

export function pendingQuestion(guard: Guard, id: string): Question | undefined {
  return guard.state?.pending.find(q => q.id === id);
}
