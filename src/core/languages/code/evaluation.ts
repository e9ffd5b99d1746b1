/** Evaluates the expressions of a program, as far as possible without running it. */

import type { Expression, FunctionExpression, Target } from "../syntax/program.ts";
import { Calls } from "./calls.ts";
import { joined } from "./constant-folding/paths.ts";
import { unread } from "./context/context.ts";
import { added, concatenated, itemsOf, partOf } from "./context/joining.ts";
import {
  ANY,
  eitherOf,
  firstOf,
  knownText,
  MAX_ITEMS,
  Names,
  optionsOf,
  text,
  textOfValue,
  UNKNOWN,
  UNREAD,
  type Value,
} from "./context/values.ts";
import { MAX_STEPS } from "./invoking.ts";

const MAX_DEEP = 400;

export abstract class Evaluation extends Calls {
  /** Functions of the program that nothing has called yet. */
  protected readonly waiting = new Map<FunctionExpression, Names>();
  /** Depth of nested module loading. */
  protected loading = 0;
  private deep = 0;

  /** Marks a function to be read even if nothing calls it; most functions of a module are for others. */
  protected awaits(fn: FunctionExpression, names: Names): void {
    if (this.loading === 0) this.waiting.set(fn, names);
  }

  protected evaluate(node: Expression, names: Names): Value {
    if (++this.steps > MAX_STEPS || this.deep > MAX_DEEP) {
      unread(this.context, "more than is followed of one program");
      return UNREAD;
    }
    this.deep++;
    const value = this.read(node, names);
    this.deep--;
    return value;
  }

  private read(node: Expression, names: Names): Value {
    switch (node.kind) {
      case "text":
        return text(node.value);
      case "number":
      case "constant":
        return node;
      case "name": {
        // Perl's functions default to `$_`.
        const alone = this.context.language === "perl" && !names.get(node.name) && this.around.knows(node.name);
        return alone
          ? this.act(node.name, { args: [names.get("$_") ?? UNKNOWN], named: new Map(), on: UNKNOWN })
          : this.named(node.name, names);
      }
      case "member": {
        if (node.of.kind === "name") {
          const kept = names.get(`${node.of.name}.${node.name}`);
          if (kept) return kept;
        }
        if (this.callsMembers())
          return this.call({ kind: "call", callee: node, args: [], named: [], makes: false }, names);
        return this.around.member(this.evaluate(node.of, names), node.name);
      }
      case "item": {
        const of = this.evaluate(node.of, names);
        const key = this.evaluate(node.key, names);
        // Ruby's `Dir["*.log"]` is a call.
        if (of.kind === "reference" && of.name === "Dir")
          return this.act("Dir.[]", { args: [key], named: new Map(), on: of });
        return this.command(of, key) ?? this.around.item(of, key);
      }
      case "call":
        return this.call(node, names);
      case "list": {
        const items = node.items.map(item => this.evaluate(item, names));
        // Perl's lists are flat.
        const flat =
          this.context.language === "perl"
            ? items.flatMap(value => (value.kind === "list" ? value.items : [value]))
            : items;
        return { kind: "list", items: firstOf(flat) };
      }
      case "record":
        return this.record(node.entries, names);
      case "concat": {
        const joint = concatenated(node.parts.map(part => this.evaluate(part, names)));
        // Long texts count as several steps.
        if (joint.kind === "text") this.steps += joint.text.length >> 4;
        return joint;
      }
      case "below": {
        const of = this.evaluate(node.of, names);
        const name = this.evaluate(node.name, names);
        return optionsOf(of)[0]?.kind === "text" ? joined([of, name]) : UNKNOWN;
      }
      case "repeat": {
        const of = this.evaluate(node.of, names);
        const times = this.evaluate(node.times, names);
        if (of.kind !== "text" || times.kind !== "number" || times.value < 0 || times.value * of.text.length > 4096)
          return UNKNOWN;
        return text(of.text.repeat(Math.floor(times.value)));
      }
      case "either": {
        const options = node.options
          .map(option => this.evaluate(option, names))
          .filter(value => value !== UNKNOWN && !(value.kind === "constant" && value.value === null));
        return options.length === 0 ? UNKNOWN : eitherOf(options);
      }
      case "function":
        this.awaits(node, names);
        return { kind: "function", fn: node, names };
      case "command":
        return this.act("`", { args: [this.evaluate(node.text, names)], named: new Map(), on: UNKNOWN });
      case "mapped": {
        const over = this.evaluate(node.over, names);
        // Character codes are evaluated one by one.
        if (over.kind === "list" && node.conditions.length === 0 && over.items.every(({ kind }) => kind === "number"))
          return {
            kind: "list",
            items: over.items.map(item => {
              const one = new Names(names);
              this.assign(node.target, item, one, false);
              return this.evaluate(node.value, one);
            }),
          };
        const inside = new Names(names);
        this.assign(node.target, itemsOf(over), inside, false);
        for (const condition of node.conditions) this.narrow(condition, inside, inside);
        const chosen = node.conditions.length > 0 ? 1 : 0;
        this.loops++;
        this.branches += chosen;
        const value = this.evaluate(node.value, inside);
        this.branches -= chosen;
        this.loops--;
        return { kind: "list", items: optionsOf(value) };
      }
      case "assigned": {
        const value = this.evaluate(node.value, names);
        this.assign(node.target, value, names, node.adds);
        return value;
      }
      case "other":
        for (const part of node.parts) this.evaluate(part, names);
        return UNKNOWN;
    }
  }

  private record(entries: readonly (readonly [string | null, Expression])[], names: Names): Value {
    const found = new Map<string, Value>();
    for (const [key, value] of entries) {
      const read = this.evaluate(value, names);
      if (key !== null) found.set(key, read);
      else if (read.kind === "record") for (const [name, item] of read.entries) found.set(name, item);
      else if (read.kind === "reference" && this.context.library.environment.has(read.name))
        found.set("…", { kind: "unknown", secret: "the whole environment" });
    }
    return { kind: "record", entries: found };
  }

  protected assign(target: Target, value: Value, names: Names, adds: boolean): void {
    switch (target.kind) {
      case "name": {
        const before = names.get(target.name);
        // Ruby's instance variables.
        if (target.name.startsWith("@") && this.context.language === "ruby" && !adds)
          return names.keep(target.name, value);
        if (adds) names.set(target.name, before ? added(before, value) : UNKNOWN);
        // After a branch, the variable may have the new value or the old one.
        else
          names.set(
            target.name,
            this.branches > 0 && before && before.kind !== "unknown" ? eitherOf([value, before]) : value,
          );
        return;
      }
      case "parts":
        for (const [i, { key, target: part }] of target.parts.entries())
          this.assign(part, key !== undefined ? this.around.member(value, key) : partOf(value, i), names, false);
        return;
      case "place": {
        const { place } = target;
        this.evaluate(place, names);
        if (place.kind === "member" && place.of.kind === "name") {
          const { name: owner } = place.of;
          if (/^(?:this|self|\$this)$/.test(owner)) names.keep(`${owner}.${place.name}`, value);
          else names.set(`${owner}.${place.name}`, value);
          this.enter(owner, place.name, value, names);
        }
        if (place.kind === "item" && place.of.kind === "name") {
          const key = knownText(this.evaluate(place.key, names));
          if (key !== undefined) this.enter(place.of.name, key, value, names);
        }
        return;
      }
    }
  }

  /** `options.method = "DELETE"`: adds an entry to a record. */
  private enter(name: string, key: string, value: Value, names: Names): void {
    const record = names.get(name);
    if (record?.kind === "record" && record.entries.size < MAX_ITEMS)
      names.set(name, { kind: "record", entries: new Map([...record.entries, [key, value]]) });
  }

  /** `if name.endswith(".log")`: inside, the name has that end. */
  protected narrow(condition: Expression, inside: Names, names: Names): void {
    this.evaluate(condition, names);
    if (condition.kind !== "call" || condition.callee.kind !== "member" || condition.callee.of.kind !== "name") return;
    const { name: method, of } = condition.callee;
    const end = condition.args[0] ? this.evaluate(condition.args[0], names) : UNKNOWN;
    if (!/^(endswith|endsWith|end_with\?)$/.test(method) || end.kind === "unknown") return;
    const now = names.get(of.name);
    if (now?.kind !== "text" || !now.text.endsWith(ANY)) return;
    const ends = end.kind === "list" ? end.items : [end];
    inside.bind(of.name, eitherOf(ends.map(item => ({ ...now, text: now.text + textOfValue(item) }))));
  }
}
