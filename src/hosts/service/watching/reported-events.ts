/**
 * Turns findings into events for people: a burst of changes is one event, reported and recorded when it has come to
 * rest, or after a moment when it goes on. One more entry then records how it ended.
 */
import { randomUUID } from "node:crypto";
import { maskSecrets } from "../../../core/text/masking.ts";
import type { Finding, Lost } from "../../../core/watching/finding.ts";
import { nameOf, sameWho, whoInWords } from "../../../core/watching/who.ts";
import type { WatchedChange } from "../../../wire/watching.ts";
import type { Ledger } from "../../hook/ledger.ts";
import type { Clock } from "../clock.ts";

const MAX_FOUND = 20;
/** An event has come to rest after this long without changes, in ms; it is reported by `LONGEST_MS` at the latest. */
const REST_MS = 500;
const LONGEST_MS = 1500;
/** When an event that went on after its report has ended, ms. */
const END_MS = 5000;

export interface ToldParts {
  readonly clock: Clock;
  readonly ledger: Pick<Ledger, "notice">;
  /** Called when the list has changed, or an event in it has grown. */
  changed(): void;
  /**
   * Called when an event was reported, or has grown since. `more`: files not counted before; `isNew`: the first time.
   */
  settled(found: WatchedChange, items: readonly Lost[], more: number, isNew: boolean): void;
}

interface Event {
  found: WatchedChange;
  items: readonly Lost[];
  readonly burst: number | undefined;
  readonly since: number;
  /** The number of files in the last report; undefined before the first. */
  told: number | undefined;
  cancel: () => void;
}

export class Told {
  /** Newest first. */
  #events: readonly Event[] = [];

  constructor(readonly parts: ToldParts) {}

  /** Newest first. */
  get found(): readonly WatchedChange[] {
    return this.#events.flatMap(({ found, told }) => (told === undefined ? [] : [found]));
  }

  event(id: string): Pick<Event, "found" | "items"> | undefined {
    return this.#events.find(({ found, told }) => found.id === id && told !== undefined);
  }

  /** Adds a finding: what is new in a known event, or a new event. */
  tell(root: string, finding: Finding): void {
    const { clock } = this.parts;
    const open = this.#openFor(root, finding);
    const before = new Set(open?.items.map(({ path }) => path));
    const fresh = finding.items.filter(({ path }) => !before.has(path));
    if (open && fresh.length === 0) return;
    const items = [...(open?.items ?? []), ...fresh];
    const event: Event = open ?? {
      found: foundOf(root, finding, items),
      items,
      burst: finding.burst,
      since: clock.now(),
      told: undefined,
      cancel: () => {},
    };
    event.items = items;
    event.found = {
      ...foundOf(root, finding, items),
      id: event.found.id,
      from: Math.min(event.found.from, finding.from),
    };
    this.#keep(event);
    event.cancel();
    const isNew = event.told === undefined;
    const rest = isNew ? Math.min(REST_MS, Math.max(0, event.since + LONGEST_MS - clock.now())) : END_MS;
    event.cancel = clock.after(rest, () => this.#settle(event));
    if (!isNew) this.parts.changed();
  }

  /** Reports at once something that cannot grow. */
  note(root: string, kind: WatchedChange["kind"], says: string): void {
    const now = this.parts.clock.now();
    const found = {
      ...foundOf(
        root,
        { kind, weight: "note", says, from: now, to: now, items: [], who: { kind: "somebody" }, evidence: [] },
        [],
      ),
    };
    this.#keep({ found, items: [], burst: undefined, since: now, told: 0, cancel: () => {} });
    this.#write(kind, "the guard", says);
    this.parts.changed();
  }

  /** Records how many files of an event were restored. */
  gaveBack(id: string, restored: number): void {
    const event = this.#events.find(({ found }) => found.id === id);
    if (!event) return;
    event.found = { ...event.found, restored, restorable: Math.max(0, event.found.restorable - restored) };
    this.parts.changed();
  }

  close(): void {
    for (const { cancel } of this.#events) cancel();
  }

  #openFor(root: string, { kind, burst, who, from }: Finding): Event | undefined {
    return this.#events.find(({ found, burst: of }) => {
      if (found.root !== root || found.kind !== kind || from > found.to) return false;
      return burst === undefined
        ? of === undefined && sameWho(found.who, who)
        : of === burst && (found.who.kind === "editor") === (who.kind === "editor");
    });
  }

  #keep(event: Event): void {
    const others = this.#events.filter(one => one !== event);
    this.#events = [event, ...others].toSorted((a, b) => b.found.to - a.found.to);
    for (const { cancel } of this.#events.slice(MAX_FOUND)) cancel();
    this.#events = this.#events.slice(0, MAX_FOUND);
  }

  #settle(event: Event): void {
    const { told = 0, found, items } = event;
    const isNew = event.told === undefined;
    event.told = items.length;
    this.parts.changed();
    this.#write(
      `seen-${found.kind}`,
      nameOf(found.who),
      isNew ? inWords(found, items) : `it went on: ${inWords(found, items)}`,
    );
    this.parts.settled(found, items, items.length - told, isNew);
  }

  #write(what: string, by: string, because: string): void {
    // The disk may be full. The editors are notified anyway.
    this.parts.ledger.notice(what, maskSecrets(by), maskSecrets(because).slice(0, 4000)).catch(() => {});
  }
}

/** Tells whether git's index still has it as last added: the file is gone or emptied. */
export function isRestorable({ standing, after }: Lost): boolean {
  return (standing === "missing" && after === null) || (standing === "changed" && after === 0);
}

function foundOf(root: string, finding: Finding, items: readonly Lost[]): WatchedChange {
  const { kind, weight, says, who, evidence, from, to } = finding;
  const restorable = items.filter(isRestorable).length;
  return { id: randomUUID(), from, to, root, kind, weight, says, count: items.length, restorable, who, evidence };
}

function inWords({ kind, says, who, restorable, evidence }: WatchedChange, items: readonly Lost[]): string {
  const names = items.slice(0, 20).map(({ path, before, after }) => `${path} ${before ?? "new"} → ${after ?? "gone"}`);
  const back = kind === "mass-deletion" || kind === "truncation" ? [`git can give back ${restorable}`] : [];
  return [`${says}, ${whoInWords(who)}`, ...back, ...evidence, names.join(", ")].join("; ");
}
