/** Programs that no pack claims: judged by what they are called, and never taken for harmless when nobody can tell. */
import { expect, it } from "vitest";
import type { Invocation } from "../../../src/core/effects/pack.ts";
import { Facts } from "../../../src/core/facts/facts.ts";
import type { Scope } from "../../../src/core/places/scope.ts";
import { unknownProgram } from "../../../src/core/programs/unknown-program.ts";
import { literalWord, programName, unknownWord, type Word } from "../../../src/core/text/words.ts";

const SCOPE: Scope = { cwd: "/w", variables: new Map(), via: [] };

it.each([
  ["mycloud delete cluster-7", "delete cluster possible"],
  ["mycloud volume purge", "delete volume possible"],
  ["mycloud -n prod --quiet delete cluster-7", "delete cluster possible"],
  ["mycloud vm remove web", "delete service possible"],
  ["mycloud config remove colour", "delete unknown possible"],
  ["mycloud -u http://c:80 unsafe remove-node 3", "delete service possible"],
  ["mycloud deluser ann", "delete account possible"],
  ["mycloud rmvdisk v1", "delete volume possible"],
  ["mycloud deleted", ""],
  ["destroydb app", "delete unknown possible"],
  ["mycloud --delete cert-1", "delete unknown possible"],
  ["mycloud -user ann -delete bob", "delete unknown possible"],
  ["mycloud --delete a b", ""],
  ["myserverctl stop", "stop system likely"],
  ["myserverctl status", ""],
  ["myserverctl unregister ann", "revoke unknown likely"],
  ["mycloud cluster shutdown", "stop system possible"],
  ["mycloud server stop", ""],
  ["mycloud stop", ""],
  ["mycloud deploy --env production", "deploy service possible"],
  ["mycloud deploy", ""],
  ["mycloud create node drain", ""],
  ["nbdelete -allvolumes", "delete unknown possible"],
  ["nbdelete --help", ""],
  ["mycloud --destroy --vm=web", "delete unknown possible"],
  ["mycloud --delete-snapshot", "delete backup possible"],
  ["mycloud sync --delete", ""],
  ["mycloud sync --no-delete-volume", ""],
  ["mycloud list deleted", ""],
  ["mycloud get volumes --filter delete", ""],
  ["mytool ./delete.txt", ""],
  ["hash rm", ""],
  ["vitest run drop-table", ""],
  ["jest delete-user", ""],
  ["playwright test delete", ""],
  ["mkdir delete", ""],
  ["mycloud add wipe", ""],
  ["mycloud create drop-table", ""],
  ["cd delete", ""],
  ["echo delete everything", ""],
  ["man reset", ""],
  ["$TOOL delete x", "execute-unknown code likely"],
  ["", ""],
])("%s", (text, expected) => {
  const words = text.split(" ").filter(Boolean);
  const argv = words.map((word): Word => (word.startsWith("$") ? unknownWord(word) : literalWord(word)));
  const facts = new Facts(new Map(), { roots: ["/w"], home: "/home/dev", platform: "linux" });
  const command: Invocation = {
    program: programName(argv[0]),
    argv,
    redirects: [],
    stdin: { kind: "none" },
    scope: SCOPE,
  };
  const reading = unknownProgram(command, facts);
  expect(reading.effects.map(({ verb, resource, certainty }) => `${verb} ${resource} ${certainty}`).join()).toBe(
    expected,
  );
});
