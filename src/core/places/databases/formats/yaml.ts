/** Parses YAML into settings, with Ruby templates in it (`<%= ENV["DB_HOST"] %>`) evaluated. */
import { isYamlMap, readYaml, type Yaml } from "../../../text/yaml-text.ts";
import { mapSetting, merged, type Setting, textSetting, UNKNOWN, UNSET } from "../setting.ts";
import { readCodeValue } from "./code.ts";
import { interpolated, type Notation } from "./interpolation.ts";

export function readYamlSettings(...notations: readonly Notation[]): (text: string) => Setting | undefined {
  return text => {
    const documents = readYaml(text);
    return documents === null ? undefined : settingOfYaml(documents[0] ?? null, notations);
  };
}

/** Parses all documents of a file. Spring has one for each profile: `spring.config.activate.on-profile`. */
export function readYamlDocuments(...notations: readonly Notation[]): (text: string) => readonly Setting[] {
  return text => (readYaml(text) ?? []).map(document => settingOfYaml(document, notations));
}

/** Replaces a template in the YAML. Letters and digits are a plain scalar in any position. */
const PLACE = /templatePlace(\d+)x/g;

/** Parses YAML with templates, which are replaced by placeholders first. */
export function readYamlTemplate(
  template: Notation,
  ...notations: readonly Notation[]
): (text: string) => Setting | undefined {
  return text => {
    const values: Setting[] = [];
    let yaml = "";
    let at = 0;
    for (const found of text.matchAll(template.pattern)) {
      const value = template.setting(found);
      // A statement prints nothing, so the text of all its branches stays.
      const place = value.kind === "unset" ? "" : `templatePlace${values.push(value) - 1}x`;
      yaml += text.slice(at, found.index) + place;
      at = found.index + found[0].length;
    }
    const filled: Notation = { pattern: PLACE, setting: ([, index]) => values[Number(index)] ?? UNKNOWN };
    return readYamlSettings(filled, ...notations)(yaml + text.slice(at));
  };
}

/** `<%= ENV["DB_HOST"] %>`; without the equals sign it is a statement. */
export const readErbYaml = readYamlTemplate({
  pattern: /<%(=?)-?((?:(?!<%)[\s\S]){0,400}?)-?%>/g,
  setting: ([, prints, ruby = ""]) => (prints === "" ? UNSET : readCodeValue("ruby", ruby)),
});

function settingOfYaml(value: Yaml, notations: readonly Notation[]): Setting {
  if (isYamlMap(value)) {
    const own = mapSetting(
      Object.entries(value)
        .filter(([key]) => key !== "<<")
        .map(([key, one]) => [key, settingOfYaml(one, notations)]),
    );
    const base = value["<<"];
    const bases = base === undefined ? [] : Array.isArray(base) ? base : [base];
    return bases.reduceRight<Setting>((over, one) => merged(settingOfYaml(one, notations), over), own);
  }
  if (Array.isArray(value)) return { kind: "list", items: value.map(item => settingOfYaml(item, notations)) };
  if (value === null) return UNSET;
  return typeof value === "string" ? interpolated(value, ...notations) : textSetting(String(value));
}
