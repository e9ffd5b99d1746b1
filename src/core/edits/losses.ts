/** Finds what an edit loses for good: the text of a file, or secrets in an env file. */

import type { Effect } from "../effects/effect.ts";
import type { Facts } from "../facts/facts.ts";
import { describeLoss } from "../files/loss.ts";
import { isEnvFile, secretFile } from "../files/secret-files.ts";
import { goneLines, lines, type Texts } from "./texts.ts";

/** Shorter texts are quickly typed again. */
const SMALL = 1000;
/** The share of lines that must stay; otherwise the edit replaces the file. */
const KEPT = 0.2;

export function effectsOfLoss(write: Effect, path: string, texts: Texts, facts: Facts, cwd: string): Effect[] {
  const { before, after } = texts;
  if (after === null) return [];
  const loss = describeLoss(path, facts, cwd);
  if (loss.recovery === "free") return [];
  const gone = {
    recovery: loss.recovery,
    marks: loss.marks,
    instead: "Change the lines that should change, or keep a copy of the file.",
  };
  if (after.trim() === "")
    return before?.trim() === ""
      ? []
      : [
          {
            ...write,
            ...gone,
            verb: "overwrite",
            says: `empties ${write.target}`,
            instead: "Delete the lines that should go, or say which file is to be removed.",
          },
        ];
  if (before === null) return [];
  const secrets = isEnvFile(path) || secretFile(path, facts.around.home) ? namesGone(before, after) : [];
  if (secrets.length > 0) {
    const names = secrets.slice(0, 4).join(", ") + (secrets.length > 4 ? ` and ${secrets.length - 4} more` : "");
    return [
      {
        ...write,
        ...gone,
        verb: "delete",
        resource: "secret",
        reach: secrets.length > 1 ? "several" : "one",
        says: `drops ${names} from ${write.target}, which nothing keeps a copy of`,
      },
    ];
  }
  if (before.length < SMALL) return [];
  const was = lines(before).length;
  const left = was - goneLines(before, after).length;
  if (left >= was * KEPT) return [];
  return [
    {
      ...write,
      ...gone,
      verb: "overwrite",
      says: `replaces ${was - left} of the ${was} lines of ${write.target}, which git does not have`,
    },
  ];
}

/** Returns variables that had a value and are removed. */
function namesGone(before: string, after: string): string[] {
  const kept = new Set([...after.matchAll(VARIABLE)].map(([, name]) => name));
  return [...before.matchAll(VARIABLE)].flatMap(([, name = "", value = ""]) =>
    kept.has(name) || value.trim() === "" ? [] : [name],
  );
}

const VARIABLE = /^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)[ \t]*=[ \t]*(?![ \t])(.*)$/gm;
