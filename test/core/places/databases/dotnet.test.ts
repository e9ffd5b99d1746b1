import { describe } from "vitest";
import { ENTITY_FRAMEWORK } from "../../../../src/core/places/databases/families/dotnet.ts";
import { check } from "./check.ts";

const settings = (host: string) =>
  `{\n  // for everybody\n  "ConnectionStrings": {\n    "Default": "Server=tcp:${host},1433;Database=shop;User ID=app;Password=hunter2;",\n  },\n}\n`;
const files = { "appsettings.json": settings("db.acme.io"), "appsettings.Development.json": settings("localhost") };

describe("Entity Framework", () => {
  check(ENTITY_FRAMEWORK, [
    ["tools work in Development", files, {}, ["app@localhost:1433/shop ← appsettings.Development.json:4"]],
    [
      "ASPNETCORE_ENVIRONMENT",
      files,
      { env: { ASPNETCORE_ENVIRONMENT: "Production" } },
      ["app@db.acme.io:1433/shop ← appsettings.json:4"],
    ],
    [
      "it is stronger than DOTNET_ENVIRONMENT",
      files,
      { env: { DOTNET_ENVIRONMENT: "Production", ASPNETCORE_ENVIRONMENT: "Development" } },
      ["app@localhost:1433/shop ← appsettings.Development.json:4"],
    ],
    [
      "a variable beats the files",
      files,
      { env: { ConnectionStrings__Default: "Host=db.eu.acme.io;Port=5432;Database=x;Username=app;Password=hunter2" } },
      ["app@db.eu.acme.io/x ← environment ConnectionStrings__Default"],
    ],
    [
      "several connections: nobody knows which the context takes",
      {
        "appsettings.json":
          '{"ConnectionStrings": {"A": "Host=localhost;Database=a",\n"B": "Host=db.acme.io;Database=b"}}',
      },
      {},
      ["localhost/a ← appsettings.json:1", "db.acme.io/b ← appsettings.json:2"],
    ],
    [
      "the startup project",
      { ...files, "src/Api/appsettings.json": settings("api.acme.io") },
      { config: "src/Api" },
      ["app@api.acme.io:1433/shop ← src/Api/appsettings.json:4"],
    ],
    [
      "its project file",
      { "src/Api/appsettings.json": settings("api.acme.io") },
      { config: "src/Api/Api.csproj" },
      ["app@api.acme.io:1433/shop ← src/Api/appsettings.json:4"],
    ],
    [
      "a file database",
      { "appsettings.json": '{"ConnectionStrings": {"Default": "Data Source=app.db"}}' },
      {},
      ["localhost/app.db ← appsettings.json:1"],
    ],
    [
      "an environment that is only known when it runs",
      files,
      { env: { ASPNETCORE_ENVIRONMENT: null } },
      ["app@db.acme.io:1433/shop ← appsettings.json:4"],
    ],
  ]);
});
