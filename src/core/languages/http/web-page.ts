/** Opening a page in the person's own browser, where they are signed in: nothing reads what it does there. */

import type { Effect } from "../../effects/effect.ts";
import type { Invocation } from "../../effects/pack.ts";
import { isLocalHost } from "../../places/hosts.ts";
import { knownPrefix, type Word } from "../../text/words.ts";

/** Undefined where `word` is no address; empty for one on this machine. */
export function opensPage(word: Word, { span }: Pick<Invocation, "span">): Effect[] | undefined {
  const text = word.value ?? knownPrefix(word);
  const found = /^["']?(?:https?|ftp):\/\/(?:[^/?#@\s]*@)?(\[[^\]]*\]|[^/:?#\s"']+)/i.exec(text);
  if (!found?.[1]) return undefined;
  const host = found[1].replace(/^\[|\]$/g, "").toLowerCase();
  if (isLocalHost(host)) return [];
  return [
    {
      verb: "execute-remote",
      resource: "code",
      target: host,
      reach: "one",
      recovery: "effort",
      certainty: "possible",
      source: "browser",
      says: `opens a page of ${host} in the person's own browser`,
      at: [{ kind: "host", host }],
      instead: "Fetch the page instead, or give the person the link.",
      ...(span && { span }),
    },
  ];
}
