/** What a container takes of this machine: folders that are mounted, by the command or by the compose file. */
import { describe, expect, it } from "vitest";
import { judgeIn } from "../support/little-world.ts";

type Case = readonly [run: string, held: boolean, files?: Readonly<Record<string, string>>];

function check(cases: readonly Case[]): void {
  for (const [run, held, files = {}] of cases)
    it(run, async () => {
      const { decision } = await judgeIn({ files }, { kind: "command", text: run });
      expect(decision !== "allow").toBe(held);
    });
}

describe("asked or refused", () => {
  check([
    ["docker run --rm -v /:/host alpine rm -rf /host/home", true],
    ["docker run --rm -v /:/host alpine sh -c 'rm -rf /host/*'", true],
    ["docker run --rm -v ~:/x alpine sh -c 'rm -rf /x/*'", true],
    ["docker run --rm -v $HOME:/x alpine rm -rf /x/", true],
    ["docker run --rm -v $PWD:/w -w /w alpine rm -rf src", true, { "src/a.ts": "x" }],
    ["docker run --rm -v ./data:/data alpine rm -rf /data", true, { "data/a": "x" }],
    ["docker run --rm -v ./data:/mnt/data alpine rm -rf /mnt", true, { "data/a": "x" }],
    ["docker run --rm -v ./data:/mnt/data alpine sh -c 'rm -rf /mnt/*'", true, { "data/a": "x" }],
    ["docker run --rm -v ./data:/mnt/data alpine find /mnt -type f -delete", true, { "data/a": "x" }],
    ["docker run --rm --mount type=bind,src=./data,dst=/d alpine rm -rf /d/x", true, { "data/x/a": "x" }],
    [
      "docker compose run --rm db rm -rf /var/lib/postgresql/data",
      true,
      {
        "data/base/1": "x",
        "compose.yml": "services:\n  db:\n    image: postgres\n    volumes:\n      - ./data:/var/lib/postgresql/data\n",
      },
    ],
    [
      "docker compose run --rm db sh -c 'rm -rf /var/lib/postgresql/data/*'",
      true,
      {
        "data/base/1": "x",
        "compose.yml": "services:\n  db:\n    image: postgres\n    volumes:\n      - ./data:/var/lib/postgresql/data\n",
      },
    ],
    [
      "docker compose exec db rm -rf /var/lib/postgresql/data",
      true,
      {
        "data/base/1": "x",
        "compose.yml": "services:\n  db:\n    image: postgres\n    volumes:\n      - ./data:/var/lib/postgresql/data\n",
      },
    ],
    [
      "docker compose run --rm app rm -rf src",
      true,
      {
        "src/a": "x",
        "package.json": "{}",
        "compose.yml": "services:\n  app:\n    image: node\n    working_dir: /app\n    volumes:\n      - .:/app\n",
      },
    ],
    [
      "docker compose down -v",
      true,
      {
        "compose.yml":
          "services:\n  db:\n    image: postgres\n    volumes:\n      - pg:/var/lib/postgresql/data\nvolumes:\n  pg:\n",
      },
    ],
    ["docker compose down -v", true, { "compose.yml": "services:\n  db:\n    image: postgres\n" }],
    [
      "docker compose down -v",
      true,
      {
        "compose.yml":
          "services:\n  web:\n    image: nginx\n    volumes:\n      - ./html:/usr/share/nginx/html\n  db:\n    image: postgres\n    volumes:\n      - ./data:/var/lib/postgresql/data\n      - cache:/cache\nvolumes:\n  cache:\n",
      },
    ],
    ["docker compose down -v", true],
    [
      "docker compose run x",
      true,
      {
        "compose.yml": 'services:\n  x:\n    image: alpine\n    volumes: ["~:/h"]\n    command: sh -c "rm -rf /h/*"\n',
      },
    ],
    [
      'printf \'services:\\n  x:\\n    image: alpine\\n    volumes: ["~:/h"]\\n    command: sh -c "rm -rf /h/*"\\n\' > docker-compose.yml; docker compose run x',
      true,
    ],
    [
      "docker compose up x",
      true,
      {
        "compose.yml":
          'services:\n  x:\n    image: alpine\n    volumes: ["./data:/h"]\n    command: sh -c "rm -rf /h/*"\n',
        "data/a": "x",
      },
    ],
    [
      "docker compose up -d",
      true,
      {
        "compose.yml":
          'services:\n  x:\n    image: alpine\n    volumes: ["./data:/h"]\n    command: ["sh", "-c", "rm -rf /h/*"]\n',
        "data/a": "x",
      },
    ],
  ]);
});

describe("nothing of this machine is lost", () => {
  check([
    [
      "docker run --rm -v $(pwd):/w -w /w alpine rm -rf node_modules",
      false,
      { "node_modules/a.ts": "x", "package.json": "{}" },
    ],
    ["docker run --rm alpine rm -rf /data", false],
    [
      "docker compose run --rm app rm -rf dist",
      false,
      {
        "dist/a": "x",
        "package.json": "{}",
        "compose.yml": "services:\n  app:\n    image: node\n    working_dir: /app\n    volumes:\n      - .:/app\n",
      },
    ],
    [
      "docker compose down -v",
      false,
      {
        "data/base/1": "x",
        "compose.yml": "services:\n  db:\n    image: postgres\n    volumes:\n      - ./data:/var/lib/postgresql/data\n",
      },
    ],
    [
      "docker compose down --volumes",
      false,
      {
        "compose.yml":
          "services:\n  db:\n    image: postgres\n    volumes:\n      - type: bind\n        source: ./data\n        target: /var/lib/postgresql/data\n",
      },
    ],
    ["docker compose down", false, { "compose.yml": "services: {}" }],
    [
      "docker compose up -d",
      false,
      {
        "compose.yml":
          'services:\n  x:\n    image: node\n    working_dir: /app\n    volumes: [".:/app"]\n    command: npm run dev\n',
        "package.json": '{"scripts":{"dev":"vite"}}',
      },
    ],
  ]);
});
