/** Rails: `config/database.yml`, `DATABASE_URL` above it, dotenv-rails' files. */
import type { Family } from "../family.ts";
import { plain } from "../formats/config-file.ts";
import { readErbYaml } from "../formats/yaml.ts";
import { variableSetting } from "../setting.ts";

/** guides.rubyonrails.org/configuring.html, "Configuring a Database": the variable is merged over the file. */
export const RAILS: Family = {
  name: "Rails",
  mode: { variables: ["RAILS_ENV", "RACK_ENV"], default: "development", also: { development: ["test"] } },
  env: { files: [".env.{mode}.local", { file: ".env.local", notIn: ["test"] }, ".env.{mode}", ".env"] },
  first: variableSetting("DATABASE_URL"),
  files: [{ names: ["config/database.yml", "config/database.yaml"], read: plain(readErbYaml), at: [["{mode}"]] }],
};
