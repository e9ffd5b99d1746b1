/** Finds the scripts of a package.json. */
import { JsonText } from "../../../../core/text/json-text.ts";
import type { Runnable } from "./runnable.ts";

export function packageRunnables(text: string): Runnable[] {
  const json = new JsonText(text, "json");
  return (json.at(["scripts"])?.children ?? []).flatMap(({ children }): Runnable[] => {
    const script = children?.[1];
    if (typeof script?.value !== "string") return [];
    return [{ kind: "sh", text: script.value, lines: [json.rangeOf(script).line - 1] }];
  });
}
