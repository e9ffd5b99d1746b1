/** Reads files that a command writes with a known text (`cat > f <<EOF`, `echo … >> f`, `tee f`) like edits. */

import { effectsOfNamingGuard } from "../detectors/guard/in-texts.ts";
import { bringsUnseenCode } from "../detectors/guard/unseen-code.ts";
import { secretInText } from "../detectors/secrets/text.ts";
import type { Effect } from "../effects/effect.ts";
import type { Invocation } from "../effects/pack.ts";
import type { Facts } from "../facts/facts.ts";
import { guardFile, startupFile } from "../files/guard-files.ts";
import { isPublicOrSample } from "../files/secret-files.ts";
import { pathOf, shown } from "../files/targets.ts";
import { effectOfWriting } from "../files/writing.ts";
import { editedBy, patchedPaths } from "../languages/shell/edited-files.ts";
import { contentOf } from "../languages/shell/printed.ts";
import type { Scope } from "../places/scope.ts";
import type { Span } from "../text/span.ts";
import { textOf, type Word } from "../text/words.ts";
import { effectsOfSecrets } from "./secrets.ts";
import { effectsOnSettings, isSettings } from "./settings.ts";
import { effectsOnStarters, isStarter } from "./starters.ts";
import { effectsOnTests, isTestFile } from "./tests.ts";

/** Returns whether a program writes text without a redirect: it edits in place, patches, or copies its input. */
export function writesText(program: string): boolean {
  return PATCHES.test(program) || EDITORS.has(program) || program === "tee";
}

/** Returns the effects of the texts that a command writes; empty if it writes none of interest. */
export function effectsOfWrittenText(command: Invocation, facts: Facts): readonly Effect[] {
  if (PATCHES.test(command.program)) return effectsOfPatch(command, facts);
  const edits = EDITORS.has(command.program);
  const writes = command.redirects.length > 0 || command.program === "tee";
  if (!edits && !writes) return NOTHING;
  const edited = edits
    ? editedFiles(command).flatMap(word =>
        effectsOfText({ word, text: scriptOf(command), appends: true }, command, facts),
      )
    : NOTHING;
  const changed = edits ? effectsInPlace(command, facts) : NOTHING;
  if (changed.length > 0) return [...edited, ...changed];
  const targets = writes ? targetsOf(command) : [];
  if (targets.length === 0) return edited;
  const content = contentOf(command, facts);
  if (content.kind !== "text") return edited;
  return targets.flatMap(({ word, appends }) => effectsOfText({ word, text: content.text, appends }, command, facts));
}

const NOTHING: readonly Effect[] = [];

/** Reads in-place edits (`sed -i`) of settings, if the texts before and after are known. */
function effectsInPlace(command: Invocation, facts: Facts): readonly Effect[] {
  return editedBy(command, facts).flatMap(note => {
    if (note.kind !== "written" || note.text === null) return [];
    if (!isSettings(note.path, facts) && !isStarter(note.path)) return [];
    const { path, text: after } = note;
    const before = command.scope.earlier?.written.get(path) ?? facts.ask({ kind: "text", path });
    if (before === null) return [];
    const write = effectOfWriting({ name: path, path, source: "redirect", span: command.span });
    return [
      ...effectsOnSettings(write, path, { before, after }, facts),
      ...effectsOnStarters(write, path, before, after),
    ];
  });
}

const PATCHES = /^(?:git|g?patch)$/;

/** Reads patches of the guard's files, of agents' settings and of start-up files. */
function effectsOfPatch(command: Invocation, facts: Facts): readonly Effect[] {
  const { around } = facts;
  return patchedPaths(command, facts)
    .filter(path => guardFile(path, around) !== undefined || startupFile(path, around) !== undefined)
    .map(path => effectOfWriting({ name: path, path, source: "redirect", span: command.span }));
}

export interface Written {
  readonly word: Word;
  readonly text: string;
  /** The text is appended, so the old text stays. */
  readonly appends: boolean;
}

/** Reads a known text that is written to a known file like an edit. */
export function effectsOfText(
  { word, text, appends }: Written,
  { scope, span }: { readonly scope: Scope; readonly span?: Span | undefined },
  facts: Facts,
): Effect[] {
  const path = pathOf(word, scope);
  if (path === undefined || path.startsWith("/dev/")) return [];
  const written = effectOfWriting({ name: shown(word), path, source: "redirect", span: word.span ?? span });
  const always = [...effectsOfNamingGuard(path, null, text, facts)];
  if (!isWorthALook(path, text, facts)) return always;
  const stat = facts.ask({ kind: "stat", path });
  const before = stat?.type === "missing" ? "" : facts.ask({ kind: "text", path });
  const after = appends ? `${before ?? ""}\n${text}` : text;
  return [
    ...always,
    ...effectsOnTests(written, path, before, after),
    ...effectsOfSecrets(written, path, before, after, facts, scope.cwd ?? "/"),
    ...effectsOnSettings(written, path, { before, after }, facts),
    ...effectsOnStarters(written, path, before, after),
  ];
}

/** Returns files whose new text is known only at run time, but whose editing script is known: `jq '…' package.json`. */
function editedFiles({ argv, redirects }: Invocation): readonly Word[] {
  const inPlace = argv.some(({ value }) => /^(?:-[a-zA-Z]*i|--in-?place)/.test(value ?? ""));
  return inPlace || redirects.length > 0
    ? argv.slice(2).filter(({ value }) => value !== null && !value.startsWith("-") && isStarter(`/${value}`))
    : [];
}

const EDITORS = new Set("sed gsed perl yq jq awk gawk sponge dasel json".split(" "));

function scriptOf({ argv }: Invocation): string {
  return argv.slice(1).map(textOf).join("\n");
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

/** Returns whether the text of a file must be read. Most files that commands write are harmless output. */
function isWorthALook(path: string, text: string, facts: Facts): boolean {
  return (
    isTestFile(path) ||
    isSettings(path, facts) ||
    isStarter(path) ||
    isPublicOrSample(path) ||
    secretInText(text) !== undefined ||
    bringsUnseenCode(path, text)
  );
}
