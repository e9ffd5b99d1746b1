/** Parses JSON with comments and trailing commas into settings. */
import { JsonText } from "../../../text/json-text.ts";
import { mapSetting, type Setting, textSetting, UNSET } from "../setting.ts";

export function readJsonSettings(text: string): Setting | undefined {
  const json = new JsonText(text, "jsonc");
  return json.root === undefined ? undefined : settingOfJson(json.value());
}

function settingOfJson(value: unknown): Setting {
  if (Array.isArray(value)) return { kind: "list", items: value.map(settingOfJson) };
  if (typeof value === "object" && value !== null)
    return mapSetting(Object.entries(value).map(([key, one]) => [key, settingOfJson(one)]));
  return value === null || value === undefined ? UNSET : textSetting(String(value));
}
