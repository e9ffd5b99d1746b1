/**
 * Keeps the lights of this machine's agents for this window: read again when a file changes that one depends on, and
 * proven when no proof is valid any more. Nothing here is part of the editor's start.
 */
import { Disposable, type Event, EventEmitter, type LogOutputChannel, window, workspace } from "vscode";
import type { Agent } from "../../agents/agent.ts";
import { places } from "../../platform/places.ts";
import type { Message } from "../../wire/message.ts";
import { Observing, type ObservingResult } from "../../wire/messages/observing.ts";
import type { Light } from "../agents/light.ts";
import { realClock } from "../service/clock.ts";
import { EnvironmentWatch } from "../service/watch.ts";

/** The delay after which the window is up and the hook is up to date. */
const START_MS = 1500;
/** How often proofs are checked, as they expire without any event. */
const ROUND_MS = 10 * 60_000;

/** The part of the service that lights need. */
interface Reachable {
  /** Undefined while it cannot be reached. */
  readonly state: unknown;
  readonly onDidChange: Event<void>;
  ask<P, R>(message: Message<P, R>, params: P): Promise<R>;
}

export class Lights implements Disposable {
  readonly #changed = new EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly #watch = new EnvironmentWatch(realClock, () => void this.look());
  readonly #disposable: Disposable;
  #lights: readonly Light[] = [];
  #looked = false;
  #reaches = false;
  #looking: Promise<void> | undefined;
  /** What was requested during a check. */
  #wanted: { readonly prove: boolean } | undefined;

  constructor(
    readonly log: LogOutputChannel,
    readonly service: Reachable,
    /** Absolute path of the built service. */
    readonly servicePath: string,
  ) {
    const start = setTimeout(() => void this.look(), START_MS);
    const round = setInterval(() => void this.look(), ROUND_MS);
    this.#disposable = Disposable.from(
      this.#changed,
      new Disposable(() => clearTimeout(start)),
      new Disposable(() => clearInterval(round)),
      new Disposable(() => this.#watch.close()),
      workspace.onDidChangeWorkspaceFolders(() => void this.look()),
      this.service.onDidChange(() => this.#reached()),
      // Programs may have been updated elsewhere, or another session may have other variables. Checking again is cheap.
      window.onDidChangeWindowState(({ focused }) => void (focused && this.look())),
    );
  }

  /** Whether the agents have been checked at all. */
  get looked(): boolean {
    return this.#looked;
  }

  /** Empty before the first check. */
  get lights(): readonly Light[] {
    return this.#lights;
  }

  /** Checks the lights, one check at a time. With `prove`, proven agents are proven anew. Never rejects. */
  look(prove = false): Promise<void> {
    this.#wanted = { prove: prove || this.#wanted?.prove === true };
    this.#looking ??= this.#lookUntilDone();
    return this.#looking;
  }

  dispose(): void {
    this.#disposable.dispose();
  }

  /** Checks again, as only the service knows in which folders the policies just observe. */
  #reached(): void {
    const reaches = this.service.state !== undefined;
    if (reaches && !this.#reaches && this.#looked) void this.look();
    this.#reaches = reaches;
  }

  async #lookUntilDone(): Promise<void> {
    while (this.#wanted) {
      const { prove } = this.#wanted;
      this.#wanted = undefined;
      await this.#lookOn(prove).catch(error => this.log.error("looking at the agents", error));
    }
    this.#looking = undefined;
  }

  async #lookOn(prove: boolean): Promise<void> {
    // Loaded here, as the agents' schemas would slow every start of the editor.
    const { agentsHere } = await import("../agents/protection.ts");
    const { filesOf, lightNow, proveLight } = await import("../agents/health.ts");
    const own = places();
    const roots = (workspace.workspaceFolders ?? []).filter(f => f.uri.scheme === "file").map(f => f.uri.fsPath);
    // Without a service nothing is held, and the lights show that by themselves.
    const folders = roots.length > 0 ? roots : ["/"];
    const { observing } = await this.service
      .ask(Observing, { folders })
      .catch((): ObservingResult => ({ observing: [] }));
    const observes = (folder: string) => observing.includes(folder);
    const around = { own, env: process.env, servicePath: this.servicePath, roots, observes };
    const agents = agentsHere(own, process.env).map(({ agent }) => agent);
    const files = [own.halt, own.userPolicy, ...agents.flatMap(agent => filesOf(agent, around))];
    this.#watch.set(
      "agents",
      [...new Set(files)].map(path => ({ kind: "path", path })),
    );
    const known = new Map<Agent, Light>(agents.map(agent => [agent, lightNow(agent, around)]));
    this.#show(known);
    for (const [agent, light] of known) {
      if (!prove && light.proven !== undefined) continue;
      known.set(agent, await proveLight(agent, around));
      this.#show(known);
    }
  }

  #show(known: ReadonlyMap<Agent, Light>): void {
    const lights = [...known.values()];
    const told = JSON.stringify(this.#lights);
    this.#lights = lights;
    if (this.#looked && JSON.stringify(lights) === told) return;
    this.#looked = true;
    for (const { agent, state, causes } of lights)
      this.log.info(`${agent}: ${state}${causes.map(({ says }) => `; ${says}`).join("")}`);
    this.#changed.fire();
  }
}
