/** Recognises expressions that read an environment variable. */
import type { Call, Expression } from "../../../languages/syntax/program.ts";
import { wholly, words } from "../../../text/expressions.ts";
import { type Setting, UNKNOWN, variableSetting } from "../setting.ts";

/** Objects whose members are environment variables. */
const HOLDERS = /^(?:(?:process|import\.meta|Bun|Deno)\.env|os\.environ|environ|ENV|\$_ENV|\$_SERVER)$/;
/** Functions with a variable's name and a default as arguments. */
const GETTERS = wholly([
  /(?:process|import\.meta|Bun|Deno)\.env\.get/,
  /os\.(?:environ\.get|environ\.pop|getenv)/,
  ...words`environ\.get getenv ENV\.fetch ENV\.dig`,
  /System\.(?:get_env|fetch_env!?)/,
  ...words`env config decouple\.config Env\.get Config\.get`,
  /env\.(?:str|get|get_value|string|url|db|db_url|db_url_config|dj_db_url|database|database_url|fetch)/,
  /environ\.Env\(\)(?:\.\w+)?|dj_database_url\.config/,
]);
/** Functions that return their first argument, as far as a connection is concerned. */
const THROUGH = new Set(words`
  int str String Number parseInt Boolean bool URL dj_database_url.parse make_url sa.make_url url urlparse z.parse
  String.to_integer String.trim trim to_string DatabaseURL PostgresDsn SecretStr Secret nonEmpty required
`);
/** Methods that do not change a connection. */
const KEEPING = new Set(words`
  replace replaceAll trim strip toString presence to_s to_i get_secret_value unicode_string render_as_string asString
  required default freeze rstrip lstrip
`);

/** Returns the variable that an expression reads; undefined if it reads none. */
export function variableIn(node: Expression, setting: (node: Expression) => Setting): Setting | undefined {
  if (node.kind === "member" || node.kind === "item") {
    const holder = nameOf(node.of);
    const key = node.kind === "member" ? node.name : node.key.kind === "text" ? node.key.value : undefined;
    if (holder !== undefined && HOLDERS.test(holder)) return key === undefined ? UNKNOWN : variableSetting(key);
    return holder === undefined || key === undefined ? undefined : settingsObject(holder, key);
  }
  if (node.kind !== "call") return undefined;
  const name = nameOf(node.callee);
  if (name === undefined || !GETTERS.test(name)) return undefined;
  const [first, second] = node.args;
  const named = new Map(node.named);
  const from = first ?? named.get("env") ?? named.get("var");
  const usual = /^(?:dj_database_url\.config|env\.(?:db|db_url|dj_db_url|database_url|db_url_config))$/.test(name);
  const variable = from?.kind === "text" ? from.value : usual ? "DATABASE_URL" : undefined;
  // A `config(…)` with another argument is a different function.
  if (variable === undefined || !/^\w+$/.test(variable)) return undefined;
  const given = second?.kind === "function" ? second.body[0] : undefined;
  const last = named.get("default") ?? (given?.kind === "do" || given?.kind === "give" ? given.value : second);
  return variableSetting(variable, last === undefined ? undefined : setting(last));
}

/**
 * Recognises `settings.DATABASE_URL`, `env.DATABASE_URL`: an object that a validating library builds from variables of
 * the same names.
 */
function settingsObject(holder: string, key: string): Setting | undefined {
  if (!/^(?:\w+\.)*(?:settings|env|config|cfg|conf|serverEnv|Settings|Config|get_settings)$/.test(holder))
    return undefined;
  if (/^[A-Z][A-Z0-9]*_[A-Z0-9_]+$/.test(key)) return variableSetting(key);
  return /(?:_(?:url|uri|dsn|host)|^dsn)$/.test(key)
    ? variableSetting(key.toUpperCase(), variableSetting(key))
    : undefined;
}

/** Returns the argument that a call returns unchanged, as far as a connection is concerned. */
export function lettingThrough(node: Call): Expression | undefined {
  const name = nameOf(node.callee);
  if (name !== undefined && THROUGH.has(name)) return node.args[0];
  if (node.callee.kind === "member" && KEEPING.has(node.callee.name)) return node.callee.of;
  return undefined;
}

/** Returns whether a call joins paths: `path.resolve(__dirname, "..", ".env")`. */
export function joinsPaths(node: Call): boolean {
  return /^(?:(?:os\.)?path\.)?(?:resolve|join)$|^Path$/.test(nameOf(node.callee) ?? "");
}

/** Returns a chain of names such as `os.environ`; a call in it without arguments keeps its parentheses. */
export function nameOf(node: Expression): string | undefined {
  if (node.kind === "name") return node.name;
  if (node.kind === "member") {
    const of = nameOf(node.of);
    return of === undefined ? undefined : `${of}.${node.name}`;
  }
  if (node.kind === "call" && node.args.length === 0 && node.named.length === 0) return nameOf(node.callee);
  return undefined;
}
