/** Finds written files that download code from a bare address or without TLS, and run it unseen. */
import { isPublicOrSample } from "../../files/secret-files.ts";
import type { Starter } from "./tool-settings.ts";

const PLAIN =
  "(?:http:\\/\\/(?!localhost|127\\.|\\[::1\\]|0\\.0\\.0\\.0|host\\.docker)|(?:https?:\\/\\/)?(?!127\\.|0\\.0|10\\.|192\\.168\\.)\\d{1,3}(?:\\.\\d{1,3}){3}(?=[:/\\s|'\"`)]))";
const BRINGS = new RegExp(
  `\\b(?:curl|wget)\\s[^|\\n]{0,100}?${PLAIN}[^|\\n]{0,100}\\|\\s{0,4}(?:sudo\\s{1,4})?(?:\\/(?:usr\\/)?bin\\/)?(?:(?:ba|z|da|k)?sh|python3?|perl|node|ruby)\\b|\\b(?:ba)?sh\\s{1,4}(?:-c\\s{1,4}["']?\\$\\(|<\\()\\s{0,4}(?:curl|wget)\\s[^)\\n]{0,100}?${PLAIN}`,
  "g",
);
/** Extensions of files that people and agents read and do not run. */
const READ = "\\.(?:mdx?|rst|adoc|txt|html?|log|jsonl|csv|patch|diff|ipynb)$";
const READ_ONLY = new RegExp(`${READ}|(?:^|/)(?:docs?|notes?|examples?)/`, "i");

/** Returns whether the file is read by people and agents, and not run. */
export function isForReading(path: string): boolean {
  return READ_ONLY.test(path);
}

export function bringsUnseenCode(path: string, text: string): boolean {
  return (
    !isForReading(path) && !isPublicOrSample(path) && text.includes("|") && text.slice(0, MAX_TEXT).search(BRINGS) >= 0
  );
}

const MAX_TEXT = 64 * 1024;

export const UNSEEN_CODE: Starter = {
  path: new RegExp(`^(?!.*${READ})/`),
  finds: BRINGS,
  says: "fetches a program from a bare address and starts it unseen",
};
