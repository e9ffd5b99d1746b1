import { describe, expect, it } from "vitest";
import { readArguments } from "../../../src/core/effects/options.ts";
import { type Fact, Facts, wantKey } from "../../../src/core/facts/facts.ts";
import { type Account, accountOf } from "../../../src/core/providers/account.ts";
import { wordOfText } from "../../../src/core/text/words.ts";

const ROOT = "/home/dev/app";
const ACCOUNT: Account = {
  provider: "Acme",
  profile: ["profile"],
  label: ["app"],
  production: ["prod"],
  local: ["local"],
  endpoint: ["endpoint", "ACME_URL"],
  variables: ["ACME_PROFILE"],
  declared: [
    { file: "acme.toml", name: /^app = "([\w-]+)"/m, is: "label" },
    { file: "~/.acme", name: /^profile=([\w-]+)/m },
  ],
};

interface World {
  readonly env?: Readonly<Record<string, string | null>>;
  readonly files?: Readonly<Record<string, string>>;
}

/** Options → locators as `kind name`. */
function check(cases: readonly (readonly [options: string, expected: readonly string[]])[], world: World = {}): void {
  it.each(cases)("%s", (options, expected) => {
    const words = options.split(" ").map(word => wordOfText(word));
    const args = readArguments(words, { values: ["profile", "app", "endpoint"] });
    const files = Object.entries(world.files ?? {});
    const facts = new Facts(
      new Map<string, Fact>(files.map(([path, text]) => [wantKey({ kind: "text", path }), text])),
      {
        roots: [ROOT],
        home: "/home/dev",
        platform: "linux",
      },
    );
    const scope = { cwd: ROOT, variables: new Map(Object.entries(world.env ?? {})), via: [] };
    const found = accountOf(ACCOUNT, args, scope, facts).map(at =>
      at.kind === "label" ? `label ${at.label}` : at.kind === "cloud" ? `cloud ${at.profile ?? "?"}` : at.kind,
    );
    expect(found).toEqual(expected);
  });
}

describe("options", () => {
  check([
    ["x delete", ["cloud ?"]],
    ["x delete --profile eu", ["cloud eu"]],
    ["x delete --app shop", ["label shop"]],
    ["x delete --app shop --profile eu", ["label shop"]],
    ["x delete --prod", ["label production"]],
    ["x delete --local", []],
    ["x delete --endpoint http://localhost:4566", []],
    ["x delete --endpoint https://acme.io", ["cloud ?"]],
    ["x delete users-prod", ["label production", "cloud ?"]],
    ["x delete product-1", ["cloud ?"]],
  ]);
});

describe("variables come before files", () => {
  check([["x delete", ["cloud eu"]]], { env: { ACME_PROFILE: "eu" }, files: { [`${ROOT}/acme.toml`]: 'app = "a"\n' } });
  check([["x delete --verbose", ["cloud ?"]]], { env: { ACME_PROFILE: null } });
  check([["x --yes delete", []]], { env: { ACME_URL: "http://127.0.0.1:9000" } });
});

describe("files that link a folder to an account", () => {
  check([["x delete", ["label shop-prod"]]], { files: { [`${ROOT}/acme.toml`]: 'app = "shop-prod"\n' } });
  check([["x delete --force", ["cloud main"]]], { files: { "/home/dev/.acme": "profile=main\n" } });
});
