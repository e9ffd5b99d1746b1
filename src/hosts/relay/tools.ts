/**
 * Pins the server's descriptions of its tools. A description that differs from the first one raises an alarm, and a
 * question at the next call of that tool, until a person has accepted it.
 */
import { canonicalJson } from "../../core/text/canonical-json.ts";
import type { RelayCall } from "../../doors/relay.ts";
import { type PinPlace, pinnedTools, pinTools } from "../../platform/tool-pins.ts";
import { isObject } from "./messages.ts";

export type ToolNews = "tool-changed" | "tool-added";

export class Tools {
  /** The server's present descriptions, by name. */
  readonly #said = new Map<string, string>();
  readonly #annotations = new Map<string, RelayCall["annotations"]>();
  /** Set while the pages of a first list arrive, whose tools are not new. */
  #first = false;

  constructor(
    readonly server: string,
    readonly place: PinPlace,
    readonly note: (what: ToolNews, because: string) => void,
  ) {}

  /** Takes one page of a list. Never throws: a tool that cannot be pinned counts as changed at every call. */
  listed(tools: readonly unknown[]): void {
    const pinned = pinnedTools(this.place);
    if (!pinned) this.#first = true;
    const added = new Map<string, string>();
    for (const tool of tools) {
      if (!isObject(tool) || typeof tool.name !== "string") continue;
      const { name } = tool;
      const text = textOf(tool);
      const news = this.#said.get(name) !== text;
      this.#said.set(name, text);
      this.#annotations.set(name, annotationsOf(tool.annotations));
      const before = pinned?.get(name);
      if (before === undefined) added.set(name, text);
      else if (before !== text && news)
        this.note("tool-changed", `the MCP server ${this.server} says something else of its tool ${name} than before`);
    }
    if (added.size === 0) return;
    try {
      pinTools(this.place, this.server, added);
    } catch {
      // The folder cannot be written, so the list will be new again next time.
    }
    if (!this.#first)
      this.note(
        "tool-added",
        `the MCP server ${this.server} has tools that it had not: ${[...added.keys()].join(", ")}`,
      );
  }

  /** Returns what is needed to judge a call of `tool`. */
  about(tool: unknown): Pick<RelayCall, "annotations" | "retold"> {
    if (typeof tool !== "string") return {};
    const annotations = this.#annotations.get(tool);
    const after = this.#said.get(tool);
    const before = after === undefined ? undefined : pinnedTools(this.place)?.get(tool);
    const changed = after !== undefined && before !== undefined && before !== after;
    return {
      ...(annotations && { annotations }),
      ...(changed && { retold: { before, after, pin: this.place.pin } }),
    };
  }
}

/** Formats all that tells a model what the tool is and takes, in a fixed order. */
function textOf(tool: Readonly<Record<string, unknown>>): string {
  const { name, title, description, inputSchema, annotations } = tool;
  const said = { name, title, description, inputSchema, annotations };
  return JSON.stringify(JSON.parse(canonicalJson(said)), null, 2);
}

function annotationsOf(value: unknown): RelayCall["annotations"] {
  if (!isObject(value)) return undefined;
  const { destructiveHint, readOnlyHint } = value;
  return {
    ...(typeof destructiveHint === "boolean" && { destructiveHint }),
    ...(typeof readOnlyHint === "boolean" && { readOnlyHint }),
  };
}
