/** Ecto: Mix's configuration, read in the order in which Mix evaluates it. */
import type { Family } from "../family.ts";
import { named } from "../formats/config-file.ts";

/** hexdocs.pm/elixir/Config: `config.exs`, then the environment's file, then `runtime.exs` over both. */
export const ECTO: Family = {
  name: "Ecto",
  mode: { variables: ["MIX_ENV"], default: "dev" },
  env: { files: [".env.{mode}", ".env"] },
  files: [
    {
      names: ["config/config.exs", "config/{mode}.exs", "config/{mode}.secret.exs", "config/runtime.exs"],
      layers: true,
      read: named("elixir"),
      at: [["*Repo"]],
    },
  ],
};
