/** A file that a command writes with a text that is known (`cat > f <<EOF`, `echo … >> f`, `tee f`): judged like an edit. */
import type { Facts } from "../../facts.ts";
import type { Effect } from "../effect.ts";
import { pathOf, shown } from "../files/targets.ts";
import { effectOfWriting } from "../files/writing.ts";
import type { Invocation } from "../pack.ts";
import { isPublicOrSample } from "../secrets/files.ts";
import { secretInText } from "../secrets/text.ts";
import { contentOf } from "../shell/printed.ts";
import type { Word } from "../words.ts";
import { effectsOfSecrets } from "./secrets.ts";
import { effectsOnSettings, isSettings } from "./settings.ts";
import { effectsOnTests, isTestFile } from "./tests.ts";

/** Empty for commands without such a redirect, and for texts and places that nobody has to look at. */
export function effectsOfWrittenText(command: Invocation, facts: Facts): Effect[] {
  const targets = targetsOf(command);
  if (targets.length === 0) return [];
  const content = contentOf({ ...command, redirects: [] }, facts);
  if (content.kind !== "text") return [];
  return targets.flatMap(({ word, appends }) => {
    const path = pathOf(word, command.scope);
    if (path === undefined || path.startsWith("/dev/") || !isWorthALook(path, content.text)) return [];
    const stat = facts.ask({ kind: "stat", path });
    const before = stat?.type === "missing" ? "" : facts.ask({ kind: "text", path });
    const after = appends ? `${before ?? ""}\n${content.text}` : content.text;
    const write = effectOfWriting({ name: shown(word), path, source: "redirect", span: word.span ?? command.span });
    return [
      ...effectsOnTests(write, path, before, after),
      ...effectsOfSecrets(write, path, before, after, facts, command.scope.cwd ?? "/"),
      ...effectsOnSettings(write, path, before, after),
    ];
  });
}

function targetsOf({ program, argv, redirects }: Invocation): { readonly word: Word; readonly appends: boolean }[] {
  const redirected = redirects
    .filter(({ operator }) => /^(?:>|>>|>\||&>|&>>)$/.test(operator))
    .map(({ operator, target }) => ({ word: target, appends: operator.endsWith(">>") }));
  if (program !== "tee") return redirected;
  const words = argv.slice(1);
  const appends = words.some(({ value }) => /^(?:-\w*a|--append)/.test(value ?? ""));
  return [...redirected, ...words.filter(({ value }) => !value?.startsWith("-")).map(word => ({ word, appends }))];
}

/** Most files that a command writes are results of no concern: only these are read. */
function isWorthALook(path: string, text: string): boolean {
  return isTestFile(path) || isSettings(path) || isPublicOrSample(path) || secretInText(text) !== undefined;
}
