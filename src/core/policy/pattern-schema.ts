/** Defines the leaves of a policy file: bounded patterns, lists, and words from a table. */
import * as z from "zod";
import { wordsOf } from "./vocabulary.ts";

const MAX_PATTERN = 200;
const MAX_WILDCARDS = 6;
export const MAX_LIST = 200;

/** Patterns may come from repositories, so their length is bounded to keep matching fast. */
export const pattern = z
  .string()
  .min(1, "A pattern may not be empty.")
  .max(MAX_PATTERN, `A pattern may have at most ${MAX_PATTERN} characters.`)
  .refine(text => (text.match(/\*+|\?/g) ?? []).length <= MAX_WILDCARDS, {
    error: `A pattern may hold at most ${MAX_WILDCARDS} wildcards; split it into several patterns.`,
  })
  .refine(text => (text.match(/\{/g) ?? []).length <= 2 && !/\{[^{}]*\.\.|[?*+@!]\(/.test(text), {
    error:
      "A pattern may hold at most two {a,b} groups, no {1..9} range and no +(…) group; split it into several patterns.",
  });

/** `~alice/x` is in another person's home, whose path is unknown. */
const OTHERS_HOME = /^!?~[A-Za-z_][\w.-]*[\\/]/;
const NOT_OTHERS = {
  error: "Nobody's home folder but your own is known here: write the absolute path, or `~/` for your own.",
};

/** A path pattern, which may exclude paths: `!dist/**`. */
export const pathPattern = pattern
  .refine(text => text !== "!" && !text.startsWith("!!"), {
    error: "Write one `!` in front of what is not meant.",
  })
  .refine(text => !OTHERS_HOME.test(text), NOT_OTHERS);

/** A pattern for conditions without exclusions, where a `!` would be a mistake. */
export const plainPattern = pattern.refine(text => !text.startsWith("!"), {
  error: "Only `path` understands `!`; elsewhere write what is meant.",
});

/** A path pattern for lists without exclusions. */
export const plainPathPattern = plainPattern.refine(text => !OTHERS_HOME.test(text), NOT_OTHERS);

/** A pattern for commands, with `*` and `?` only. */
export const commandPattern = plainPattern.refine(text => !/[{}]/.test(text), {
  error: "A command has no {a,b} groups; write one pattern for each.",
});

export function oneOrMany<T extends z.ZodType>(item: T) {
  return z.union([item, z.array(item).min(1, "The list is empty, so it could never match.").max(MAX_LIST)]);
}

export function oneOf<Word extends string>(notes: Readonly<Record<Word, string>>) {
  return z.enum(wordsOf(notes)).meta({ enumDescriptions: Object.values(notes) });
}
