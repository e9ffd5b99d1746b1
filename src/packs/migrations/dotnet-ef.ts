/** Reads Entity Framework's tool, called as `dotnet-ef` or `dotnet ef`. */
import type { ProgramPack, Reading } from "../../core/effects/pack.ts";
import { tablePack } from "../../core/kit/subcommands.ts";
import { applicationDatabase } from "../../core/languages/sql/application-database.ts";
import { DROPS_DATABASE, MIGRATES, REVERTS, REVERTS_ALL } from "../../core/languages/sql/schema-tools.ts";
import { ENTITY_FRAMEWORK } from "../../core/places/databases/families/dotnet.ts";
import { literalWord } from "../../core/text/words.ts";

export const dotnetEf: ProgramPack = tablePack({
  id: "dotnet-ef",
  source: "https://learn.microsoft.com/ef/core/cli/dotnet",
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
    // It takes a migration back that the database has already seen.
    { call: "migrations remove", with: ["force", "f"], does: REVERTS },
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
      config: ["s", "startup-project", "p", "project"],
      family: ENTITY_FRAMEWORK,
    }),
  examples: [
    { run: "dotnet-ef database update", expect: "allow" },
    { run: "ASPNETCORE_ENVIRONMENT=Production dotnet-ef database update", expect: "ask" },
    { run: "dotnet-ef database drop --force", expect: "ask" },
    { run: "dotnet-ef database update 0", expect: "ask" },
    { run: "dotnet-ef database drop -f --connection 'Server=db.example.com;Database=shop'", expect: "deny" },
    { run: "dotnet-ef migrations add Users", expect: "allow" },
    { run: "dotnet-ef migrations remove", expect: "allow" },
    { run: "dotnet-ef migrations remove --force", expect: "ask" },
  ],
});

/** Reads `dotnet <tool>`, which runs `dotnet-<tool>`. Its other commands build, test and run the project. */
export const dotnetCli: ProgramPack = tablePack({
  id: "dotnet-cli",
  source: "https://learn.microsoft.com/aspnet/core/security/app-secrets",
  programs: ["dotnet"],
  grammar: {
    values: ["s", "source", "k", "api-key", "project", "p", "c", "configuration", "f", "framework", "o", "output"],
  },
  lines: [
    {
      call: "user-secrets clear",
      does: { verb: "delete", resource: "secret", says: "deletes the secrets that this project has on this machine" },
    },
    { call: "remove|sln|solution|package|reference|tool|workload|new|run|exec|test|build|clean" },
    { call: "*" },
    { call: "" },
  ],
  special: ({ command, words }): Reading | undefined => {
    const [first] = words;
    const tool =
      first?.value === "ef"
        ? "dotnet-ef"
        : first?.value === "nuget"
          ? "nuget"
          : first?.value === "script"
            ? "dotnet-script"
            : undefined;
    if (tool === undefined) return undefined;
    const rest = command.argv.slice(command.argv.indexOf(first ?? literalWord("")) + 1);
    const span = command.span && { span: command.span };
    return {
      effects: [],
      inner: [{ kind: "argv", argv: [literalWord(tool), ...rest], scope: command.scope, ...span }],
    };
  },
  examples: [
    { run: "dotnet build -c Release", expect: "allow" },
    { run: "dotnet test && dotnet clean", expect: "allow" },
    {
      run: "dotnet script eval 'System.IO.Directory.Delete(\"data\", true);'",
      expect: "ask",
      files: { "data/a.csv": "x" },
    },
    { run: "dotnet script eval 'Console.WriteLine(1);'", expect: "allow" },
    { run: "dotnet ef database update", expect: "allow" },
    { run: "dotnet ef database drop --force", expect: "ask" },
    { run: "dotnet nuget push bin/a.nupkg -k key", expect: "ask" },
    { run: "dotnet user-secrets clear", expect: "ask" },
    { run: "dotnet user-secrets list", expect: "allow" },
    { run: "dotnet nuget list source", expect: "allow" },
  ],
});
