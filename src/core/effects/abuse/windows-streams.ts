/** Files of Windows that are not what they seem: second contents that no listing shows, programs named like documents. */
import { weakens } from "../doings.ts";
import type { Effect } from "../effect.ts";
import type { Invocation } from "../pack.ts";
import { effectOf } from "./lines.ts";

const HIDES = weakens("file", "uses a second content of a file, which no listing shows", { recovery: "none" });
const DISGUISED = weakens("file", "uses a program that passes for a document", { recovery: "none" });
/** By a path with backslashes; `app.ts:42` is a line, `C:\x:/app` a place in a container. */
const STREAM =
  /^["']?(?:[-/][\w-]+[:=])?(?:(?:[A-Za-z]:|%\w+%|\.{1,2})?\\?(?:[^\s:"'*?<>|\\/]+\\)+|\$\{?env:\w[^\s:"'*?<>|\\/]*\\(?:[^\s:"'*?<>|\\/]+\\)*)[^\s:"'*?<>|\\/]+:[A-Za-z_][\w.$-]*["']?$/;
/** The mark of where a file came from, which is looked at and not run. */
const MARK = /:(?:Zone\.Identifier|\$DATA)["']?$/i;
const LOOKS = /^(?:get-item|get-content|more|type|streams\d*|echo|git|rg|grep|code|cursor|findstr)$/i;

export function effectsOfStream(command: Invocation): readonly Effect[] {
  for (let i = 0; i < command.argv.length; i++) {
    const text = command.argv[i]?.text ?? "";
    if (i < 4 && text.length < 260 && PASSES_FOR.test(text)) return [effectOf(DISGUISED, command, "abuse")];
    if (text.length < 260 && text.includes("\\") && isStream(text, command)) return [effectOf(HIDES, command, "abuse")];
  }
  for (const { target } of command.redirects)
    if (target.text.includes("\\") && isStream(target.text, command)) return [effectOf(HIDES, command, "abuse")];
  return NOTHING;
}

const NOTHING: readonly Effect[] = [];
/** `invoice.pdf.exe`: where endings are not shown, a program is taken for a document. */
const PASSES_FOR =
  /\w\.(?:pdf|docx?|xlsx?|pptx?|jpe?g|png|gif|mp[34]|txt|zip)\.(?:exe|scr|com|pif|bat|cmd|vbs|hta|lnk)["']?$/i;

function isStream(text: string, { program }: Invocation): boolean {
  return STREAM.test(text) && !(MARK.test(text) && LOOKS.test(program));
}
