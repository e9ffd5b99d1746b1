import { describe } from "vitest";
import { FLYWAY, LIQUIBASE, SPRING } from "../../../../src/core/places/databases/families/java.ts";
import { check } from "./check.ts";

const R = "src/main/resources";
const yml = (host: string) =>
  `spring:\n  datasource:\n    url: jdbc:postgresql://${host}:5432/shop\n    username: app\n    password: hunter2\n`;

describe("Spring", () => {
  check(SPRING, [
    [
      "application.yml",
      { [`${R}/application.yml`]: yml("localhost") },
      {},
      [`localhost:5432/shop ← ${R}/application.yml:3`],
    ],
    [
      "a profile's file over it",
      {
        [`${R}/application.yml`]: yml("localhost"),
        [`${R}/application-prod.yml`]: "spring:\n  datasource:\n    url: jdbc:postgresql://db.acme.io/shop\n",
      },
      { env: { SPRING_PROFILES_ACTIVE: "prod" } },
      [`db.acme.io/shop ← ${R}/application-prod.yml:3`],
    ],
    [
      "a profile in a document of the same file",
      {
        [`${R}/application.yml`]: `${yml("localhost")}---\nspring:\n  config:\n    activate:\n      on-profile: prod\n  datasource:\n    url: jdbc:postgresql://db.acme.io/shop\n`,
      },
      { modes: ["prod"] },
      [`db.acme.io/shop ← ${R}/application.yml:12`],
    ],
    [
      "that of another profile does not count",
      {
        [`${R}/application.yml`]: `${yml("localhost")}---\nspring:\n  config:\n    activate:\n      on-profile: prod\n  datasource:\n    url: jdbc:postgresql://db.acme.io/shop\n`,
      },
      {},
      [`localhost:5432/shop ← ${R}/application.yml:3`],
    ],
    [
      "properties with a variable and its default",
      { [`${R}/application.properties`]: "# x\nspring.datasource.url=jdbc:mysql://${DB_HOST:localhost}:3306/shop\n" },
      {},
      [`localhost:3306/shop ← ${R}/application.properties:2`],
    ],
    [
      "the variable set",
      { [`${R}/application.properties`]: "spring.datasource.url=jdbc:mysql://${db.host:localhost}:3306/shop\n" },
      { env: { DB_HOST: "db.acme.io" } },
      ["db.acme.io:3306/shop ← environment DB_HOST"],
    ],
    [
      "SPRING_DATASOURCE_URL beats the files",
      { [`${R}/application.yml`]: yml("localhost") },
      { env: { SPRING_DATASOURCE_URL: "jdbc:postgresql://db.acme.io/x" } },
      ["db.acme.io/x ← environment SPRING_DATASOURCE_URL"],
    ],
  ]);
});

describe("Flyway", () => {
  const toml =
    '[environments.default]\nurl = "jdbc:postgresql://localhost:5432/dev"\n\n[environments.prod]\nurl = "jdbc:postgresql://db.acme.io:5432/shop"\nuser = "app"\n';
  check(FLYWAY, [
    [
      "flyway.conf",
      { "flyway.conf": "# where\nflyway.url=jdbc:postgresql://db.acme.io/shop\nflyway.user=app\n" },
      {},
      ["db.acme.io/shop ← flyway.conf:2"],
    ],
    ["flyway.toml", { "flyway.toml": toml }, {}, ["localhost:5432/dev ← flyway.toml:2"]],
    ["-environment", { "flyway.toml": toml }, { modes: ["prod"] }, ["db.acme.io:5432/shop ← flyway.toml:5"]],
    [
      "-configFiles",
      { "flyway.toml": toml, "conf/prod.conf": "flyway.url=jdbc:mysql://db.acme.io/x\n" },
      { config: "conf/prod.conf" },
      ["db.acme.io/x ← conf/prod.conf:1"],
    ],
    [
      "FLYWAY_URL beats the files",
      { "flyway.toml": toml },
      { env: { FLYWAY_URL: "jdbc:mysql://db.acme.io/y" } },
      ["db.acme.io/y ← environment FLYWAY_URL"],
    ],
    [
      "Spring's own",
      { [`${R}/application.yml`]: yml("db.acme.io") },
      {},
      [`db.acme.io:5432/shop ← ${R}/application.yml:3`],
    ],
  ]);
});

describe("Liquibase", () => {
  check(LIQUIBASE, [
    [
      "liquibase.properties",
      { "liquibase.properties": "url: jdbc:postgresql://db.acme.io/shop\nusername: app\n" },
      {},
      ["db.acme.io/shop ← liquibase.properties:1"],
    ],
    [
      "its longer name",
      { "liquibase.properties": "liquibase.command.url=jdbc:postgresql://db.acme.io/shop\n" },
      {},
      ["db.acme.io/shop ← liquibase.properties:1"],
    ],
    [
      "--defaults-file",
      {
        "liquibase.properties": "url=jdbc:postgresql://localhost/a\n",
        "prod.properties": "url=jdbc:postgresql://db.acme.io/shop\n",
      },
      { config: "prod.properties" },
      ["db.acme.io/shop ← prod.properties:1"],
    ],
    [
      "the variable",
      { "liquibase.properties": "url=jdbc:postgresql://localhost/a\n" },
      { env: { LIQUIBASE_COMMAND_URL: "jdbc:postgresql://db.acme.io/b" } },
      ["db.acme.io/b ← environment LIQUIBASE_COMMAND_URL"],
    ],
  ]);
});
