/** Parses settings files in JSON, TOML and YAML into trees of one kind. */
import { type JsonNode, JsonText } from "../text/json-text.ts";
import { readToml } from "../text/toml-text.ts";
import { readYaml } from "../text/yaml-text.ts";

export interface Tree {
  readonly value: () => unknown;
  readonly offset: number;
  readonly entries: readonly (readonly [string, Tree])[];
}

/** `whole`: the parser understood all of the text. */
interface Document {
  readonly root: Tree | undefined;
  readonly whole: boolean;
}

/** The text of the settings file at `path`. It is parsed once, when `document` is first read. */
export class SettingsText {
  #document: Document | undefined;

  constructor(
    readonly path: string,
    readonly text: string,
  ) {}

  get document(): Document {
    this.#document ??= readDocument(this.path, this.text);
    return this.#document;
  }
}

function readDocument(path: string, text: string): Document {
  if (/\.toml$/i.test(path)) return plainDocument(readToml(text), text);
  if (/\.ya?ml$/i.test(path)) return plainDocument(readYaml(text)?.[0] ?? null, text);
  const json = new JsonText(text, "jsonc");
  const isObject = json.root?.type === "object";
  return { root: isObject ? jsonTree(json, json.root) : undefined, whole: isObject && json.faults.length === 0 };
}

function plainDocument(value: unknown, text: string) {
  return { root: value === null ? undefined : plainTree(value, text), whole: value !== null };
}

/** Keeps both values of a repeated key, because programs differ in which of the two they use. */
function jsonTree(json: JsonText, node: JsonNode): Tree {
  const properties = node.type === "object" ? (node.children ?? []) : [];
  const entries = properties.flatMap(({ children: [key, value] = [] }) =>
    key && value ? [[String(key.value), jsonTree(json, value)] as const] : [],
  );
  return { value: () => json.plain(node), offset: node.offset, entries };
}

/** `offset` is where the key first occurs in the text, which is near enough for a person. */
function plainTree(value: unknown, text: string, key = ""): Tree {
  const isMap = typeof value === "object" && value !== null && !Array.isArray(value);
  const entries = (isMap ? Object.entries(value) : []).map(
    ([name, inner]) => [name, plainTree(inner, text, name)] as const,
  );
  return { value: () => value, offset: Math.max(0, text.indexOf(key)), entries };
}
