import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { maskSecrets, maskValue } from "../../../src/core/text/masking.ts";
import { growth } from "../../support/growth.ts";

function check(cases: readonly (readonly [text: string, masked: string])[]) {
  test.each(cases)("%s", (text, masked) => {
    expect(maskSecrets(text)).toBe(masked);
  });
}

describe("tokens are hidden wherever they stand", () => {
  check([
    [
      "git push https://ghp_0123456789abcdefghijABCDEFGHIJ012345@github.com/a/b",
      "git push https://ghp_…@github.com/a/b",
    ],
    ["echo github_pat_11ABCDEFG0abcdefghijkl_mnopqrstuvwxyz", "echo gith…"],
    ["openai sk-proj-abcDEF0123456789abcDEF0123456789 now", "openai sk-p… now"],
    ["charge sk_live_4eC39HqLyjWDarjtT1zdp7dc", "charge sk_l…"],
    ["aws configure set x AKIAIOSFODNN7EXAMPLE", "aws configure set x AKIA…"],
    ["slack xoxb-1234567890-abcdefGHIJKL", "slack xoxb…"],
    ["glab auth login -t glpat-abcdefghij0123456789", "glab auth login -t glpa…"],
    ["jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9", "jwt eyJh…"],
    ["(AIzaSyA-0123456789abcdefghijklmnopqrstu)", "(AIza…)"],
    ["docker login -p dckr_pat_a1B2c3D4e5F6g7H8i9J0", "docker login -p dckr…"],
    ["grafana glsa_a1B2c3D4e5F6g7H8i9J0_12345678", "grafana glsa…"],
    [
      "curl https://hooks.slack.com/services/T024BE7LD/B024BE7LD/8x0fV1mZqpw2",
      "curl https://hooks.slack.com/services/T024…",
    ],
    [
      "https://discord.com/api/webhooks/123456789012345678/a1B2c3D4e5F6g7H8i9J0k1",
      "https://discord.com/api/webhooks/123456789012345678/a1B2…",
    ],
    [
      "https://api.telegram.org/bot123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw1/getMe",
      "https://api.telegram.org/bot1234…/getMe",
    ],
    [
      "https://b.s3.amazonaws.com/k?X-Amz-Signature=fe5f80f77d5fa3be",
      "https://b.s3.amazonaws.com/k?X-Amz-Signature=fe5f…",
    ],
  ]);
});

describe("headers", () => {
  check([
    [
      `curl -H "Authorization: Bearer 6f1c2d3e-4a5b-4c6d-8e7f-001122334455" https://backboard.railway.app/graphql/v2`,
      `curl -H "Authorization: Bearer 6f1c…" https://backboard.railway.app/graphql/v2`,
    ],
    [`-H 'authorization: hunter2'`, `-H 'authorization: …'`],
    [`{"Authorization": "Basic dXNlcjpwYXNzd29yZA=="}`, `{"Authorization": "Basic dXNl…"}`],
    [`-H "Authorization: Bearer $RAILWAY_TOKEN"`, `-H "Authorization: Bearer $RAILWAY_TOKEN"`],
    [`-H "X-Api-Key: abcdef0123456789abcdef"`, `-H "X-Api-Key: abcd…"`],
    ["bearer 0123456789abcdef0123", "bearer 0123…"],
    ["Basic authentication is on", "Basic authentication is on"],
    ["the bearer understands this", "the bearer understands this"],
    ["authorization: denied", "authorization: denied"],
  ]);
});

describe("passwords in addresses and flags", () => {
  check([
    ["psql postgres://admin:hunter2@db.acme.io/app", "psql postgres://admin:…@db.acme.io/app"],
    ["psql postgres://admin:p@ss@db.acme.io/app", "psql postgres://admin:…@db.acme.io/app"],
    ["redis://:averylongpassword123@cache:6379", "redis://:aver…@cache:6379"],
    ["postgres://admin:$PGPASSWORD@db/app", "postgres://admin:$PGPASSWORD@db/app"],
    ["git clone https://user@host/x", "git clone https://user@host/x"],
    ["curl http://localhost:3000/path@2x.png", "curl http://localhost:3000/path@2x.png"],
    ["curl -u alice:wonderland http://x", "curl -u alice:… http://x"],
    ["mysql -u root -phunter2 app", "mysql -u root -p… app"],
    ["mysql -u root -p app", "mysql -u root -p app"],
    ["sshpass -p hunter2 ssh db", "sshpass -p … ssh db"],
    ["docker login -u me -p hunter2 reg", "docker login -u me -p … reg"],
    ["redis-cli -h x -a hunter2 FLUSHALL", "redis-cli -h x -a … FLUSHALL"],
    ["mkdir -p some/dir", "mkdir -p some/dir"],
    ["echo hunter2 | sudo -S apt-get update", "echo … | sudo -S apt-get update"],
    ["echo 'hunter2' | sudo -kS ls", "echo '…' | sudo -kS ls"],
    ["printf '%s\\n' hunter2 | sudo -S ls", "printf '%s\\n' … | sudo -S ls"],
    ['echo "two words" | sudo -p "" -S ls', 'echo "…" | sudo -p "" -S ls'],
    ["sudo -S ls <<< hunter2", "sudo -S ls <<< …"],
    ["echo $PW | sudo -S ls", "echo $PW | sudo -S ls"],
    ["echo hunter2 | docker login -u me --password-stdin reg", "echo … | docker login -u me --password-stdin reg"],
    ["echo ghp | gh auth login --with-token", "echo … | gh auth login --with-token"],
    ["echo dev:hunter2 | chpasswd", "echo … | chpasswd"],
    ["echo y | sudo apt-get install x", "echo y | sudo apt-get install x"],
    ["echo done | tee -a log | sudo -S ls", "echo done | tee -a log | sudo -S ls"],
    ["echo hello | cat -S", "echo hello | cat -S"],
  ]);
});

describe("values under a name that says secret", () => {
  check([
    ["PGPASSWORD=hunter2 psql", "PGPASSWORD=… psql"],
    ["export RAILWAY_TOKEN='0123456789abcdef0'; x", "export RAILWAY_TOKEN='0123…'; x"],
    [`AWS_SECRET_ACCESS_KEY="wJalrXUtnFEMI/K7MDENG/bPxRfiCY"`, `AWS_SECRET_ACCESS_KEY="wJal…"`],
    [`{"password": "hun\\"ter2", "user": "a"}`, `{"password": "…", "user": "a"}`],
    [`'{\\"apiKey\\": \\"abc123\\", \\"n\\": 1}'`, `'{\\"apiKey\\": \\"…\\", \\"n\\": 1}'`],
    ["https://x/?token=abc123&page=2", "https://x/?token=…&page=2"],
    ["deploy --token abc123 --force", "deploy --token … --force"],
    ["deploy --api-key=abc123 --force", "deploy --api-key=… --force"],
    ["//registry.npmjs.org/:_authToken=abc-123", "//registry.npmjs.org/:_authToken=…"],
    ["$env:DB_PASSWORD = 'hunter2'", "$env:DB_PASSWORD = '…'"],
    [
      "kubectl create secret generic s --from-literal=password=hunter2",
      "kubectl create secret generic s --from-literal=password=…",
    ],
    ["SECRET_KEY_BASE=aaaabbbbccccdddd1", "SECRET_KEY_BASE=aaaa…"],
    [`PASSWORD="a b"'c d' run`, `PASSWORD="… run`],
    ["client_secret: q8w7e6r5", "client_secret: …"],
    ["PASSWORD='$ecret' run", "PASSWORD='…' run"],
    [`TOKEN="$PREFIX-abc123" run`, `TOKEN="…" run`],
  ]);
});

describe("what is no secret stays readable", () => {
  check([
    ["PWD=/home/user/project ls", "PWD=/home/user/project ls"],
    ["TOKEN=$GITHUB_TOKEN gh api", "TOKEN=$GITHUB_TOKEN gh api"],
    [`TOKEN="\${GITHUB_TOKEN}" gh api`, `TOKEN="\${GITHUB_TOKEN}" gh api`],
    ["TOKEN=$(cat token.txt) gh api", "TOKEN=$(cat token.txt) gh api"],
    ["PASSWORD_FILE=/run/secrets/db", "PASSWORD_FILE=/run/secrets/db"],
    ["sort --key=2,3 file", "sort --key=2,3 file"],
    ["foreign_key=user_id", "foreign_key=user_id"],
    ["primary key: id", "primary key: id"],
    ["monkey=banana keyboard=us", "monkey=banana keyboard=us"],
    ["max_tokens=1000", "max_tokens=1000"],
    ["the token: expected a string", "the token: expected a string"],
    ["const token = readToken()", "const token = readToken()"],
    ["token = process.env.TOKEN", "token = process.env.TOKEN"],
    ["let t = Token::new", "let t = Token::new"],
    ["kubectl delete secret app-config", "kubectl delete secret app-config"],
    ["docker build --secret id=npmrc,src=.npmrc .", "docker build --secret id=npmrc,src=.npmrc ."],
    ["pip install sk-learn-contrib-package", "pip install sk-learn-contrib-package"],
    ["rm -rf node_modules && npm ci", "rm -rf node_modules && npm ci"],
    [
      "git reset --hard 1a2b3c4d5e6f708192a3b4c5d6e7f80910111213",
      "git reset --hard 1a2b3c4d5e6f708192a3b4c5d6e7f80910111213",
    ],
    [
      "railway volume delete 3d2c4b5a-0000-4000-8000-112233445566",
      "railway volume delete 3d2c4b5a-0000-4000-8000-112233445566",
    ],
    [
      "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
      "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
    ],
  ]);
});

test("private keys are hidden, closed or not", () => {
  const begin = "-----BEGIN RSA PRIVATE KEY-----";
  expect(maskSecrets(`a ${begin}\nMIIE\n-----END RSA PRIVATE KEY----- b`)).toBe(
    `a ${begin}…-----END RSA PRIVATE KEY----- b`,
  );
  expect(maskSecrets(`a ${begin}\nMIIE and the rest`)).toBe(`a ${begin}…`);
});

test("a known value keeps a quarter at most", () => {
  expect(["", "short", "0123456789abcde", "0123456789abcdef", "ghp_…"].map(maskValue)).toEqual([
    "",
    "…",
    "…",
    "0123…",
    "ghp_…",
  ]);
});

const secret = fc.stringMatching(/^[A-Za-z0-9]{12,40}$/).filter(text => /[0-9]/.test(text) && /[a-z][A-Z]/.test(text));
const around: readonly ((value: string) => string)[] = [
  value => `curl -H "Authorization: Bearer ${value}" https://api.example.com`,
  value => `DEPLOY_TOKEN=${value} ./deploy`,
  value => `{"clientSecret":"${value}"}`,
  value => `psql postgres://u:${value}@db/x`,
  value => `tool --password '${value}'`,
  value => `echo ghp_${value.repeat(2)}`,
];

test("a planted secret never survives, whatever stands around it", () => {
  const noise = fc.string({ maxLength: 40 });
  fc.assert(
    fc.property(secret, fc.constantFrom(...around), noise, noise, (value, place, before, after) => {
      expect(maskSecrets(`${before}\n${place(value)} ${after}`)).not.toContain(value);
    }),
  );
});

test("masking twice changes nothing more", () => {
  const part = fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.constantFrom(
      "TOKEN=",
      "password: ",
      "://",
      "@",
      "Bearer ",
      "Authorization: ",
      '"',
      "'",
      "\\",
      "…",
      "ghp_",
      "-p",
      "=",
      "abc123DEF456ghi7",
    ),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), parts => {
      const once = maskSecrets(parts.join(""));
      expect(maskSecrets(once)).toBe(once);
    }),
    { numRuns: 2000, examples: [[["TOKEN=", "Authorization: ", "…", "Authorization: ", "-"]]] },
  );
});

test("words of a language are left alone", () => {
  const word = fc.stringMatching(/^[a-z]{1,14}$/);
  fc.assert(
    fc.property(fc.array(word, { maxLength: 30 }), words => {
      const text = words.join(" ");
      fc.pre(!/\b(?:sshpass|mysql|mariadb|bearer|basic)\b/.test(text));
      expect(maskSecrets(text)).toBe(text);
    }),
  );
});

test.each([
  "://",
  "://a:",
  "a",
  "A=",
  "password",
  "password=",
  'token="',
  'token=\\"',
  "-----BEGIN PRIVATE KEY-----",
  "eyJ",
  "eyJaaaaaa.",
  "mysql ",
  "Bearer ",
  "authorization",
  "authorization   ",
  "-u a",
  "ghp_",
  "--",
  "\\",
  "'",
  ",",
  "@",
  "_",
  " ",
])("eight times as much of %j costs nowhere near sixty-four times as much", piece => {
  const short = piece.repeat(Math.ceil(20_000 / piece.length));
  const long = short.repeat(8);
  const grown = growth(
    () => maskSecrets(short),
    () => maskSecrets(long),
    40,
  );
  expect(grown).toBeLessThan(40);
});
