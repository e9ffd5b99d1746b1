/** Finds code from world-writable folders that a variable or an option loads into a program. */

import type { Effect } from "../../effects/effect.ts";
import type { Invocation } from "../../effects/pack.ts";
import type { EffectTemplate } from "../../kit/table.ts";
import { LayeredMap } from "../../text/layered-map.ts";
import { keepingNames } from "../../text/memoize.ts";
import { textOf } from "../../text/words.ts";
import { effectOf, isRaised } from "./effect-of.ts";
import { startersOf } from "./started-variables.ts";

/** Variables with search paths of ld.so(8), languages and programs, or with their options. */
const LOOKS_IN =
  /(?:LIB|LIBS|LIBRARY|PATH|HOME|AUDIT|PLUGINS?|PLUGIN_DIR|MODULES?|EXTENSIONS?|OPT|OPTS|OPTIONS|CONF|TERMINFO)$/;
const HARMLESS =
  /^(?:HOME|GNUPGHOME|PATH|INFOPATH|CDPATH|XDG_CONFIG_HOME|XDG_CACHE_HOME|XDG_DATA_HOME|npm_config_\w+)$/;
const ANYBODYS = /(?:^|:|=|\s|-[rI])\/?(?:tmp|var\/tmp|dev\/shm|home\/[^/]+\/Downloads)(?:\/|$|:)/;
const FIRST = /^\/(?:tmp|var\/tmp|dev\/shm)(?:\/|$)/;
/** Options whose value a program loads or starts. */
const LOADS =
  /^-{1,2}(?:modules?|modules?[-_](?:dir|path)|plugins?|plugins?[-_](?:dir|path)|pluginpath|load|load[-_]\w+|lib|library|lib[-_](?:dir|path)|library[-_](?:dir|path)|engine|provider|provider[-_]path|preload|so|pkcs11[-_]module|script|script[-_]?file|sf|hooks?|hookdir|hooks?[-_](?:dir|path|script)|exec|helper|prog|program|extension|filter-module)$/;
/** Options with which programs load a native library. */
const SAYS_LOADING =
  /^-{1,2}[\w-]{0,30}(?:load|plugin|module|library|extension|engine|provider|preload|backend|driver|codec|agent)[\w-]{0,20}$/i;
const NATIVE = /\.(?:so(?:\.\d+)*|dylib|dll)$/;
/** Options with which tools load a file with any rights, and which rarely name a file in such a folder. */
const LOADS_ALWAYS =
  /^-{1,2}(?:fplugin|fpass-plugin|specs|plugin|plugins?[-_](?:dir|path|file)|pluginpath|module[-_]path|extension[-_](?:dir|path)|load[-_](?:module|plugin|extension|library)|providerpath|filter-module)$/;
/** Options that name a helper which a program starts to connect, ask, show, or pass on data. */
const HELPERS =
  /^-{1,2}(?:rsh(?:-command)?|rcp|askpass|pager|viewer|browser|opener|mda|\w+-program|pgm[A-Za-z]|C=linker|linker|mail-?program|sshcmd|rshcmd|servercmd|locker|killer|notifier|cpp|external-program|(?:heartbeat|notify|alert|shutdown|unzip|compress|decompress)-?(?:cmd|command|program)|[a-z]+(?:-[a-z]+){0,3}-(?:hook|viewer|editor|handler|helper|cmd|command)|(?:[a-z]+-)?hook-(?:file|script|path))$/;
/** Programs that build what they load, or that run an editing script. */
const OWN_TOOLS =
  /^(?:protoc|buf|java|javac|jshell|kotlinc?|scala|mvn|gradle|terraform|tofu|vault|packer|git|hg|jj|gh|kubectl|crontab|bazel|cmake|ctest|meson|find|docker|podman|ld|lld|opt)$/;

/** Reports anything loaded from such a folder with other rights; with the own ones, libraries in options. */
export function effectsOfPreloading(command: Invocation): Effect[] {
  const { scope, argv } = command;
  if (scope.variables.size === 0 && !argv.some(word => WRITABLE.test(textOf(word)))) return [];
  const raised = isRaised(command);
  const from = byVariable(command, raised) ?? byStarter(command) ?? byOption(command, raised);
  if (from === undefined) return [];
  const does: EffectTemplate = {
    verb: "execute-unknown",
    resource: "code",
    reach: "unknown",
    says: `has the program load what lies in ${from}${raised ? ", with somebody else's rights" : ""}`,
  };
  return [effectOf(does, command, "preloading")];
}

/** Variables with the folder of a program's own helpers, which is never world-writable in ordinary use. */
const STARTS_FROM: readonly (readonly [RegExp, string])[] = [
  [/^git/, "GIT_EXEC_PATH"],
  [/roff$/, "GROFF_BIN_PATH"],
  [/^(?:gcc|cc|g\+\+|c\+\+)$/, "COMPILER_PATH"],
  [/^git/, "GIT_TEMPLATE_DIR"],
  [/^(?:openssl|curl|wget|ssh)/, "OPENSSL_ENGINES"],
  [/^(?:openssl|curl|wget|ssh)/, "OPENSSL_MODULES"],
  // This is only set to load a converter.
  [/./, "GCONV_PATH"],
];

/** Java's options in variables, and those of them that load an agent. */
const AGENTS = ["JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS", "MAVEN_OPTS", "GRADLE_OPTS", "CATALINA_OPTS"];
const AGENT = /-(?:javaagent:|agentpath:|agentlib:|Xbootclasspath\/[ap]:)(\/(?:tmp|var\/tmp|dev\/shm)\/[^\s=]{1,200})/;
const JAVA = /^(?:java\w*|jshell|jar|keytool|mvnw?|gradlew?|ant|sbt|kotlinc?|scalac?|groovy|catalina(?:\.sh)?)$/;

/** Returns the variables of both kinds that a program reads. */
const heededBy = keepingNames(program => ({
  options: JAVA.test(program) ? AGENTS : [],
  folders: STARTS_FROM.flatMap(([programs, name]) => (programs.test(program) ? [name] : [])),
}));

function byVariable({ scope, program, argv }: Invocation, raised: boolean): string | undefined {
  const { variables } = scope;
  if (variables.size === 0) return undefined;
  const { options, folders } = heededBy(program);
  for (const name of options) {
    const [, library] = AGENT.exec(variables.get(name) ?? "") ?? [];
    if (library !== undefined) return library;
  }
  for (const name of folders) {
    const value = variables.get(name);
    if (value && ANYBODYS.test(value)) return value;
  }
  if (!raised) return undefined;
  for (const [name, value] of variables) {
    if (!value) continue;
    if (name === "GCONV_PATH" || (name === "PATH" && FIRST.test(value))) return value;
    if (/^LD_\w+PATH$/.test(name) && /^\.{0,2}(?:\/?$|:)/.test(value) && !argv[0]?.text.includes("/")) return value;
    if (LOOKS_IN.test(name) && !HARMLESS.test(name) && ANYBODYS.test(value)) return value;
  }
  return undefined;
}

/** Matches `CVS_RSH=/tmp/x cvs co y`: a variable names a program that this text did not write. */
function byStarter({ scope, program }: Invocation): string | undefined {
  const { variables, earlier } = scope;
  if (variables.size === 0) return undefined;
  const heeded = startersOf(program);
  if (heeded.size === 0) return undefined;
  for (const name of LayeredMap.of(variables).among(heeded)) {
    const value = variables.get(name)?.split(" ", 1)[0] ?? "";
    if (FIRST.test(value) && !earlier?.written.has(value)) return value;
  }
  return undefined;
}

function byOption({ argv, program, scope }: Invocation, raised: boolean): string | undefined {
  const own = OWN_TOOLS.test(program);
  for (let i = 1; i < argv.length && i < MAX_WORDS; i++) {
    const word = argv[i];
    const text = word ? textOf(word) : "";
    if (!WRITABLE.test(text)) continue;
    const [, glued, value = text] = GLUED.exec(text) ?? [];
    const before = argv[i - 1];
    const option = glued ?? (i > 1 && before ? textOf(before) : "");
    if (LOADS.test(option) && FIRST.test(value) && (raised || NATIVE.test(value))) return value;
    // The folder of all of git's own programs.
    if (option === "--exec-path" && FIRST.test(value)) return value;
    if (!own && FIRST.test(value) && NATIVE.test(value) && SAYS_LOADING.test(option)) return value;
    // `-af ladspa=/tmp/x.so`, `-V 'plugin=/tmp/x.so'`: inside a value in the program's own syntax.
    const [, within] = WITHIN.exec(text) ?? [];
    if (within !== undefined && !own) return within;
    if (own || !FIRST.test(value) || scope.earlier?.written.has(value.split(" ", 1)[0] ?? "")) continue;
    if (LOADS_ALWAYS.test(option) || HELPERS.test(option)) return value;
  }
  return undefined;
}

const MAX_WORDS = 48;
const WRITABLE = /\/tmp(?:\/|$)|\/dev\/shm(?:\/|$)/;
const WITHIN =
  /(?:ladspa|lv2|plugin|module|extension|library|engine)=(?:file=)?(\/(?:tmp|var\/tmp|dev\/shm)\/[\w./-]{1,120})/;
const GLUED = /^(-{1,2}[\w-]+)=([\s\S]+)$/;
