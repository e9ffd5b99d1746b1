/** Policy texts with a `|` where the cursor stands. */
import { policyDocument } from "../../../../src/core/policy/language/document.ts";

export const FILE = "/work/.agentguard.json";

export function atCursor(marked: string) {
  const offset = marked.indexOf("|");
  if (offset < 0) throw new Error(`no cursor in ${marked}`);
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  return { document: policyDocument(text, FILE), offset, text };
}
