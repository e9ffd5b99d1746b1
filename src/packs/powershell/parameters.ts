/** Parses a cmdlet's parameters: any case, any unambiguous prefix, values after a blank or a colon. */

import { ownProperty } from "../../core/text/own-property.ts";
import { dropPrefix, knownPrefix, type Word } from "../../core/text/words.ts";

export interface Grammar {
  /** Parameters without a value, in lower case, separated by blanks. */
  readonly switches?: string;
  /** Parameters with a value. */
  readonly values?: string;
  /** Aliases of these. */
  readonly aliases?: Readonly<Record<string, string>>;
}

export interface Parameters {
  /** Whether a switch is on; `-Force:$false` is off. The last one counts. */
  has(name: string): boolean;
  values(...names: readonly string[]): readonly Word[];
  /** Arguments that belong to no parameter, in order. */
  readonly plain: readonly Word[];
}

const SWITCHES = "verbose debug whatif confirm".split(" ");
const VALUES = listed(`erroraction warningaction informationaction progressaction errorvariable warningvariable
  informationvariable outvariable outbuffer pipelinevariable credential`);
const ALIASES: Readonly<Record<string, string>> = {
  wi: "whatif",
  cf: "confirm",
  vb: "verbose",
  db: "debug",
  ea: "erroraction",
  wa: "warningaction",
  ev: "errorvariable",
  ov: "outvariable",
  pspath: "literalpath",
  lp: "literalpath",
};

export function readParameters(words: readonly Word[], grammar: Grammar): Parameters {
  const switches = new Map<string, boolean>();
  const values: { readonly name: string; readonly word: Word }[] = [];
  const plain: Word[] = [];
  const takes = [...listed(grammar.values), ...VALUES];
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    if (!word) break;
    const text = word.value ?? knownPrefix(word);
    const typed = /^--?([A-Za-z][\w-]*)(:?)/.exec(text);
    const quoted = word.pieces[0]?.kind === "text" && word.pieces[0].quoted && /^["']/.test(word.text);
    if (!typed?.[1] || quoted) {
      if (text !== "--" || word.value === null) plain.push(word);
      continue;
    }
    const name = expand(typed[1].toLowerCase(), grammar);
    const glued = typed[2] === ":" ? dropPrefix(word, typed[0].length) : undefined;
    if (takes.includes(name)) {
      const value = glued ?? words[++i];
      if (value) values.push({ name, word: value });
    } else switches.set(name, !/^\$?(?:false|0)$/i.test(glued?.value ?? ""));
  }
  return {
    has: name => switches.get(name) === true,
    values: (...names) => values.flatMap(({ name, word }) => (names.includes(name) ? [word] : [])),
    plain,
  };
}

/** Expands a prefix: `-rec` is `-Recurse`. Of several, a switch that extends the call wins; an unknown one stays. */
function expand(typed: string, { switches, values, aliases = {} }: Grammar): string {
  const alias = ownProperty(aliases, typed) ?? ownProperty(ALIASES, typed);
  if (alias !== undefined) return alias;
  const own = [...listed(switches), ...listed(values)];
  const known = [...own, ...SWITCHES, ...VALUES];
  if (known.includes(typed)) return typed;
  return own.find(name => name.startsWith(typed)) ?? known.find(name => name.startsWith(typed)) ?? typed;
}

function listed(names = ""): readonly string[] {
  return names.split(/\s+/).filter(name => name !== "");
}
