/** Recognises files with instructions for agents, and texts in them that turn an agent against its user. */
import { allOf, anywhere, ofAgents } from "../agents/known-agents.ts";
import type { Starter } from "../detectors/guard/tool-settings.ts";
import { anyOf, inOrder, words } from "../text/expressions.ts";
import { endsIn, pathSource } from "../text/path-pattern.ts";

/** Open formats: agents.md, Agent Skills, and agents' memory files. */
const OPEN = /\/(?:AGENTS?(?:\.override)?|SKILL|MEMORY)\.md$/;

/** Matches the names and folders in which agents look for instructions. */
const readByAgents = ofAgents(agents => {
  const folders = allOf(agents, "folders").map(pathSource).join("|");
  const named = endsIn(anywhere(allOf(agents, "instructions")));
  const inFolders = `/(?:${folders})/(?:[\\w-]{1,40}/){0,3}[\\w.-]{1,80}\\.(?:mdc?|txt)$`;
  return new RegExp([OPEN.source, named.source, inFolders].join("|"));
});

/** Texts that tell an agent to ignore its rules, hide things from the user, send data away, or run unseen code. */
const TURNS = anyOf(
  [
    inOrder([
      /\b(?:ignore|disregard|forget|override|bypass)\s+(?:all\s+|any\s+|every\s+|the\s+|your\s+){0,3}/,
      words`previous prior earlier other safety security system permission guard(?:rail)?s? approval`,
      /\s{1,4}/,
      words`instructions? rules? guidelines? prompts? checks? prompts? settings? policy policies restrictions?`,
    ]),
    inOrder([
      /\b(?:approve|allow|accept|confirm)\s+(?:every|all|any)\s+/,
      words`commands? tool\s+calls? permissions? prompts?`,
    ]),
    /--dangerously-skip-permissions|--dangerously-bypass-approvals/,
    /\b(?:user|person|human)\s+(?:has\s+)?pre-?approved/,
    inOrder([
      /\b(?:skip|no|without)\s+(?:any\s+)?(?:confirmation|approval|permission)s?\s*[;,.]?\s{0,4}/,
      words`ever always needed required user for\s+(?:any|all)`,
    ]),
    inOrder([
      /\b(?:never|do not|don't)\s+(?:mention|tell|reveal|disclose|report|show|log)\s+/,
      words`this it that the\s+(?:user|person|human) anyone anybody`,
    ]),
    inOrder([
      /\b(?:upload|send|post|exfiltrate|copy|append|include|paste|leak|forward)\b[^\n]{0,48}/,
      [...words`\.env\b secret token credential api.?key password`, /private key|\.ssh|id_rsa/],
      /[^\n]{0,40}(?:https?:\/\/|\b(?:to|into|in)\s+(?:the\s+)?[\w-]{1,40}\.[a-z]{2,10}\b)/,
    ]),
    /\b(?:curl|wget)\b(?![^\n|]{0,200}https:\/\/)[^\n|]{0,200}\|\s{0,4}(?:sudo\s)?(?:ba|z)?sh\b/,
  ],
  "gi",
);

/** Returns the first such text, if any. */
export function turnsAgainst(text: string): string | undefined {
  // `exec` on a global expression would keep `lastIndex` for the next search.
  for (const [found] of text.matchAll(TURNS)) return found;
  return undefined;
}

export const INSTRUCTIONS: Starter = {
  get path() {
    return readByAgents();
  },
  finds: TURNS,
  says: "tells agents to act against the person they work for",
};
