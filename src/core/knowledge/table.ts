/** Converts a knowledge file into the table of the sub-command reader. */
import type { EffectTemplate, Expression, Line, Table } from "../kit/table.ts";
import type { Account } from "../providers/account.ts";
import type { KnowledgeEffect, KnowledgeFile, KnowledgeRule } from "./schema.ts";

/** Compiles an expression. `holds`: whether a call that matches is held or counts as harmless. */
export type ReadExpression = (source: string, holds: boolean) => Expression;

/** Returns the table of a file. `name` is the file's name and the first part of its rules' ids: `glab/repo-delete`. */
export function tableOf(
  name: string,
  file: KnowledgeFile,
  expression: ReadExpression = source => new RegExp(source, "i"),
): Omit<Table, "examples"> {
  return {
    id: name,
    programs: file.programs,
    ...(file.options && { grammar: definedOf(file.options) }),
    ...(file.prefixes && { prefixes: file.prefixes }),
    ...(file["read-only"] && { shows: file["read-only"] }),
    ...(file["assume-yes"] && { unasked: file["assume-yes"] }),
    ...(file.harmless !== undefined && { harmless: expression(file.harmless, false) }),
    ...(file.nouns && { nouns: file.nouns }),
    ...(file["named-by"] && { names: file["named-by"] }),
    ...(file.reaches !== "this machine" && { account: accountOf(file.reaches) }),
    lines: Object.entries(file.rules).map(([rule, said]) => lineOf(`${name}/${rule}`, said, expression)),
  };
}

function accountOf(reaches: KnowledgeFile["reaches"]): Account {
  if (typeof reaches === "string") return { provider: reaches };
  const { service, declared, ...rest } = reaches;
  const files = declared?.map(({ file, name, is }) => ({ file, name: new RegExp(name, "m"), ...(is && { is }) }));
  return { provider: service, ...definedOf(rest), ...(files && { declared: files }) };
}

function lineOf(id: string, rule: KnowledgeRule, expression: ReadExpression): Line {
  const { effect, says } = rule;
  const does = rule.effects?.map(doingOf) ?? (effect && says ? [doingOf({ ...rule, effect, says })] : []);
  return {
    id,
    call: rule.call ?? "",
    ...(rule.with && { with: rule.with }),
    ...(rule.without && { without: rule.without }),
    ...(rule.operand !== undefined && { operand: expression(rule.operand, does.length > 0) }),
    ...(rule.mentions !== undefined && { mentions: expression(rule.mentions, does.length > 0) }),
    ...(does.length > 0 && { does }),
  };
}

/** Returns the effect that a rule describes, as the reader's template. */
export function doingOf({
  effect,
  says,
  target,
  otherwise,
  reach,
  recovery,
  certainty,
  marks,
  instead,
  environment,
}: KnowledgeEffect): EffectTemplate {
  const [verb, resource] = effect.split(" ") as [EffectTemplate["verb"], EffectTemplate["resource"]];
  return {
    verb,
    resource,
    says,
    ...(reach && { reach }),
    ...(recovery && { recovery }),
    ...(certainty && { certainty }),
    ...(marks && { marks }),
    ...(target && { named: target }),
    ...(otherwise !== undefined && { thing: otherwise }),
    ...(instead !== undefined && { instead }),
    ...(environment !== undefined && { label: environment }),
  };
}

/** Removes keys that zod set to undefined, because the reader expects them to be absent. */
function definedOf<T extends object>(options: T): { [Key in keyof T]: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as never;
}
