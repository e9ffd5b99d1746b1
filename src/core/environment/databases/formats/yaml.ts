/** YAML → settings; Ruby in it (`<%= ENV["DB_HOST"] %>`) as the program would fill it in. */
import { isYamlMap, readYaml, type Yaml } from "../../../yaml-text.ts";
import { mapSetting, merged, type Setting, textSetting, UNKNOWN, UNSET } from "../setting.ts";
import { readCodeValue } from "./code.ts";
import { interpolated, type Notation } from "./interpolation.ts";

export function readYamlSettings(...notations: readonly Notation[]): (text: string) => Setting | undefined {
  return text => {
    const documents = readYaml(text);
    return documents === null ? undefined : settingOfYaml(documents[0] ?? null, notations);
  };
}

/** Spring keeps a profile in a document of its own: `spring.config.activate.on-profile`. */
export function readYamlDocuments(...notations: readonly Notation[]): (text: string) => readonly Setting[] {
  return text => (readYaml(text) ?? []).map(document => settingOfYaml(document, notations));
}

const ERB = /<%(=?)-?([\s\S]*?)-?%>/g;
/** Stands in the YAML where Ruby stood: letters and digits, so that it is a plain scalar anywhere. */
const PLACE = /erbPlace(\d+)x/g;

export function readErbYaml(text: string): Setting | undefined {
  const values: Setting[] = [];
  // A statement prints nothing: all its branches stay in the text.
  const yaml = text.replace(ERB, (_, prints: string, ruby: string) =>
    prints === "" ? "" : `erbPlace${values.push(readCodeValue("ruby", ruby)) - 1}x`,
  );
  return readYamlSettings({ pattern: PLACE, setting: ([, at]) => values[Number(at)] ?? UNKNOWN })(yaml);
}

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
