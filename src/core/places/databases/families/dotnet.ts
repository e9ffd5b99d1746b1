/** Describes Entity Framework: `appsettings.json`, overridden by the environment's file, overridden by variables. */
import type { Family } from "../family.ts";
import { plain } from "../formats/config-file.ts";
import { readJsonSettings } from "../formats/json.ts";
import { mapSetting, merged, type Setting, variableSetting } from "../setting.ts";

/** learn.microsoft.com/ef/core/cli/services: without a variable, tools work in Development. */
export const ENTITY_FRAMEWORK: Family = {
  name: "Entity Framework",
  mode: { variables: ["ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT"], default: "Development" },
  files: ({ config }) => {
    const folder =
      config === undefined ? "" : `${config.replace(/(?<![^/])[^/]*\.\w+proj$/, "").replace(/\/$/, "") || "."}/`;
    return [
      {
        names: [`${folder}appsettings.json`, `${folder}appsettings.{mode}.json`],
        layers: true,
        read: plain(withVariables),
        at: [
          ["ConnectionStrings", "{connection}"],
          ["ConnectionStrings", "*"],
        ],
      },
    ];
  },
  last: mapSetting([["url", variableSetting("ConnectionStrings__DefaultConnection")]]),
};

/** Each named connection may come from a variable: `ConnectionStrings__Default`. */
function withVariables(text: string): Setting | undefined {
  const setting = readJsonSettings(text);
  const strings = setting?.kind === "map" ? setting.entries.get("ConnectionStrings") : undefined;
  if (!setting || strings?.kind !== "map") return setting;
  const named = [...strings.entries].map(
    ([name, value]) => [name, variableSetting(`ConnectionStrings__${name}`, value)] as const,
  );
  return merged(setting, mapSetting([["ConnectionStrings", mapSetting(named)]]));
}
