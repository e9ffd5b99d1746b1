/** Entity Framework's tool, as `dotnet-ef` and as it is called by `dotnet ef`. */
import type { ProgramPack } from "../core/effects/pack.ts";
import { applicationDatabase } from "../core/effects/sql/application-database.ts";
import { DROPS_DATABASE, MIGRATES, REVERTS_ALL } from "../core/effects/sql/schema-tools.ts";
import { tablePack } from "../core/effects/subcommands.ts";

export const dotnetEf: ProgramPack = tablePack({
  id: "dotnet-ef",
  programs: ["dotnet-ef"],
  grammar: {
    values: [
      "p",
      "project",
      "s",
      "startup-project",
      "c",
      "context",
      "connection",
      "configuration",
      "framework",
      "o",
      "output",
      "output-dir",
    ],
  },
  lines: [
    { call: "database drop", does: DROPS_DATABASE },
    { call: "database update 0", does: REVERTS_ALL },
    { call: "database update", does: MIGRATES },
    {
      call: "migrations remove",
      does: {
        verb: "delete",
        resource: "file",
        recovery: "effort",
        says: "deletes the last migration of the project",
        named: [],
      },
    },
    { call: "*" },
  ],
  at: call =>
    applicationDatabase(call, {
      variables: ["ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT"],
      options: ["environment"],
      connection: ["connection"],
    }),
  examples: [
    { run: "dotnet-ef database update", expect: "allow" },
    { run: "ASPNETCORE_ENVIRONMENT=Production dotnet-ef database update", expect: "ask" },
    { run: "dotnet-ef database drop --force", expect: "ask" },
    { run: "dotnet-ef database update 0", expect: "ask" },
    { run: "dotnet-ef database drop -f --connection 'Server=db.example.com;Database=shop'", expect: "deny" },
    { run: "dotnet-ef migrations add Users", expect: "allow" },
    { run: "dotnet-ef migrations remove", expect: "allow" },
  ],
});
