/** Code out of folders that anybody may write to, brought into a program by a variable or an option. */
import type { Effect } from "../effect.ts";
import type { Invocation } from "../pack.ts";
import type { Doing } from "../subcommands.ts";
import { textOf } from "../words.ts";
import { effectOf, isRaised } from "./lines.ts";

/** Where ld.so(8), languages and programs look for what they load, and options that they are started with. */
const LOOKS_IN =
  /(?:LIB|LIBS|LIBRARY|PATH|HOME|AUDIT|PLUGINS?|PLUGIN_DIR|MODULES?|EXTENSIONS?|OPT|OPTS|OPTIONS|CONF|TERMINFO)$/;
const HARMLESS =
  /^(?:HOME|GNUPGHOME|PATH|INFOPATH|CDPATH|XDG_CONFIG_HOME|XDG_CACHE_HOME|XDG_DATA_HOME|npm_config_\w+)$/;
const ANYBODYS = /(?:^|:|=|\s)\/?(?:tmp|var\/tmp|dev\/shm|home\/[^/]+\/Downloads)(?:\/|$|:)/;
const FIRST = /^\/(?:tmp|var\/tmp|dev\/shm)(?:\/|$)/;
/** Options whose value a program loads or starts. */
const LOADS =
  /^-{1,2}(?:modules?|modules?[-_](?:dir|path)|plugins?|plugins?[-_](?:dir|path)|pluginpath|load|load[-_]\w+|lib|library|lib[-_](?:dir|path)|library[-_](?:dir|path)|engine|provider|provider[-_]path|preload|so|pkcs11[-_]module|script|script[-_]?file|sf|hooks?|hookdir|hooks?[-_](?:dir|path|script)|exec|helper|prog|program|extension|filter-module)$/;
const NATIVE = /\.(?:so(?:\.\d+)*|dylib|dll)$/;

/** With somebody else's rights whatever is loaded from there; with one's own, libraries that an option names. */
export function effectsOfPreloading(command: Invocation): Effect[] {
  const raised = isRaised(command);
  const from = byVariable(command, raised) ?? byOption(command, raised);
  if (from === undefined) return [];
  const does: Doing = {
    verb: "execute-unknown",
    resource: "code",
    reach: "unknown",
    says: `has the program load what lies in ${from}${raised ? ", with somebody else's rights" : ""}`,
  };
  return [effectOf(does, command, "preloading")];
}

/** Where programs look for the other programs that they start: nobody has them look among what anybody may write. */
const STARTS_FROM: readonly (readonly [RegExp, string])[] = [
  [/^git/, "GIT_EXEC_PATH"],
  [/roff$/, "GROFF_BIN_PATH"],
  [/^(?:gcc|cc|g\+\+|c\+\+)$/, "COMPILER_PATH"],
];

function byVariable({ scope, program }: Invocation, raised: boolean): string | undefined {
  const { variables } = scope;
  if (variables.size === 0) return undefined;
  for (const [programs, name] of STARTS_FROM)
    if (programs.test(program) && ANYBODYS.test(variables.get(name) ?? "")) return variables.get(name) ?? undefined;
  if (!raised) return undefined;
  for (const [name, value] of variables) {
    if (!value) continue;
    // Nobody sets where a program's conversions come from but to have it load one.
    if (name === "GCONV_PATH" || (name === "PATH" && FIRST.test(value))) return value;
    if (LOOKS_IN.test(name) && !HARMLESS.test(name) && ANYBODYS.test(value)) return value;
  }
  return undefined;
}

function byOption({ argv }: Invocation, raised: boolean): string | undefined {
  for (let i = 1; i < argv.length && i < MAX_WORDS; i++) {
    const word = argv[i];
    const text = word ? textOf(word) : "";
    if (!WRITABLE.test(text)) continue;
    const [, glued, value = text] = GLUED.exec(text) ?? [];
    const before = argv[i - 1];
    const option = glued ?? (i > 1 && before ? textOf(before) : "");
    if (LOADS.test(option) && FIRST.test(value) && (raised || NATIVE.test(value))) return value;
  }
  return undefined;
}

const MAX_WORDS = 48;
const WRITABLE = /\/tmp(?:\/|$)|\/dev\/shm(?:\/|$)/;
const GLUED = /^(-{1,2}[\w-]+)=([\s\S]+)$/;
