/** What an agent says against what its act does: where they clearly differ, and their look-alikes. */
import { expect, test } from "vitest";
import type { Action } from "../../../src/core/action/action.ts";
import { makeCard } from "../../../src/core/approval/make-card.ts";
import type { EnvironmentName } from "../../../src/core/places/environment.ts";
import { BUILT_IN } from "../../../src/core/policy/policy.ts";
import { judgeIn, type World } from "../../support/little-world.ts";

const WORLD: World = {
  files: {
    "notes/a.txt": "a\n",
    "notes/b.txt": "b\n",
    "src/main.py": "print(1)\n",
    "build/app.js": "x\n",
    "old.log": "x\n",
    ".env": "DATABASE_URL=postgres://app@db.acme.io/shop\n",
  },
};

/** `reaches`: what the act is found to reach, where its own text does not tell. `files`: how many were counted. */
interface Found {
  readonly reaches?: EnvironmentName;
  readonly files?: number;
}

async function differsOf(intent: string, text: string, { reaches, files }: Found): Promise<string | undefined> {
  const judgement = await judgeIn(WORLD, { kind: "command", text });
  const action: Action = {
    kind: "command",
    text,
    shell: "bash",
    cwd: "/home/dev/app",
    origin: { agent: "test", intent },
  };
  const found = reaches ? { ...judgement, environment: { name: reaches, evidence: [] } } : judgement;
  const counts = files === undefined ? [] : [counted(judgement.effects[0]?.says ?? "", files)];
  return makeCard(action, found, BUILT_IN, { lost: [], counts }).differs;
}

function counted(says: string, files: number) {
  const git = "no-repository";
  return {
    says,
    target: "notes",
    kind: "folder",
    path: "/home/dev/app/notes",
    verb: "delete",
    files,
    bytes: 1,
    isLowerBound: false,
    git,
    repositories: 0,
  } as const;
}

const PROD: Found = { reaches: "production" };
const DROP = "psql $DATABASE_URL -c 'DROP TABLE bookings'";
const RM = "rm -rf notes";

type Case = readonly [intent: string, text: string, found?: Found];

/** With a part of what the card says. */
const DIFFER: readonly (readonly [intent: string, text: string, found: Found, says: string])[] = [
  ["Drop bookings in the local test database", DROP, PROD, "“local test database”. This reaches production."],
  ["Reset the local database", DROP, PROD, "“local database”"],
  ["Clear the test db", DROP, PROD, "“test db”"],
  ["Clean up the staging database", DROP, PROD, "“staging database”"],
  ["Empty the dev database", DROP, PROD, "“dev database”"],
  ["Delete the scratch volume", "railway volume delete --volume x", PROD, "“scratch volume”"],
  ["Delete the temporary database", DROP, PROD, "“temporary database”"],
  ["Wipe the sandbox environment", DROP, PROD, "“sandbox environment”"],
  ["Tear down the preview stack", "pulumi destroy --yes", PROD, "“preview stack”"],
  ["Drop the table locally", DROP, PROD, "“locally”"],
  ["Drop the bookings table in staging", DROP, PROD, "“in staging”"],
  ["Delete old rows on localhost", DROP, PROD, "“on localhost”"],
  ["Recreate the tables on my machine", DROP, PROD, "“on my machine”"],
  ["Run the script against the dev database", DROP, PROD, "“dev database”"],
  ["Truncate the QA cluster", DROP, PROD, "“QA cluster”"],
  ["Reset local postgres", DROP, PROD, "“local postgres”"],
  ["Reset the local database", DROP, { reaches: "staging" }, "This reaches staging."],
  ["Delete throwaway test instance", DROP, PROD, "“throwaway test instance”"],
  ["List the notes", RM, {}, "“List the notes”. This deletes"],
  ["Show files in notes", RM, {}, "“Show files in notes”"],
  ["Check the size of notes", RM, {}, "“Check the size of notes”"],
  ["Read the notes folder.", RM, {}, "“Read the notes folder”"],
  ["Let me look at notes", RM, {}, "look at notes"],
  ["Verify the bookings table", DROP, {}, "This drops"],
  ["Count bookings", DROP, {}, "“Count bookings”"],
  ["View the schema", DROP, {}, "“View the schema”"],
  ["List tables and columns", DROP, {}, "“List tables and columns”"],
  ["Inspect the history of main", "git push --force origin main", {}, "“Inspect"],
  ["Dry run of the clean-up", RM, {}, "“Dry run”"],
  ["Simulate the removal of notes", RM, {}, "“Simulate”"],
  ["Clean up build output", DROP, {}, "“Clean up build output”. This drops"],
  ["Remove old build artifacts", "rm -rf ~", {}, "build artifacts"],
  ["Clear the cached files", DROP, {}, "cached files"],
  ["Delete one file", RM, { files: 62 }, "“one file”. This deletes 62 files"],
  ["Remove a single file from notes", RM, { files: 2 }, "“a single file”"],
  ["Delete one row", "psql shop -c 'DELETE FROM users'", {}, "“one row”"],
  ["Delete a single user", "psql shop -c 'TRUNCATE users'", {}, "“a single user”"],
  ["Drop one table", "psql shop -c 'DROP DATABASE shop'", {}, "“one table”"],
  ["Remove old.log", RM, {}, "“old.log”. This deletes"],
  ["Delete the file tmp_report.csv", RM, {}, "“tmp_report.csv”"],
];

const ALIKE: readonly Case[] = [
  // The place that is named is reached, or nobody can say.
  ["Drop bookings in the local test database", "psql -h 127.0.0.1 shop_test -c 'DROP TABLE bookings'"],
  ["Reset the local database", DROP, { reaches: "unknown" }],
  ["Clean up the test database", DROP, { reaches: "staging" }],
  ["Drop the bookings table in production", DROP, PROD],
  // Names of places that are said of something else.
  ["Deploy production after the local tests passed", DROP, PROD],
  ["Copy production to the local database", DROP, PROD],
  ["Promote the staging build", DROP, PROD],
  ["Delete test users", DROP, PROD],
  ["Remove temporary rows", DROP, PROD],
  ["Drop the local_users table", DROP, PROD],
  ["Remove the testing flag", DROP, PROD],
  ["Delete the stage column", DROP, PROD],
  ["Migrate away from the staging database", DROP, PROD],
  ["Use the live database instead of the test database", DROP, PROD],
  ["This is not the test database", DROP, PROD],
  ["Drop the table like in the dev database", DROP, PROD],
  ["Is this the local database?", DROP, PROD],
  ["Delete the development branch", "git push origin --delete development", PROD],
  // Reading words of acts that are admitted.
  ["List and delete notes", RM],
  ["Check notes and remove them", RM],
  ["Check out the last commit", "git checkout -- ."],
  ["Show that rm works", RM],
  ["Find old notes and nuke them", RM],
  ["Look for notes, then trash them", RM],
  ["Verify clean-up of notes", RM],
  ["Check whether notes can be deleted", RM],
  ["Read replica reset", DROP],
  ["Query to drop bookings", DROP],
  ["Review apply", RM],
  ["Checking in the removal", RM],
  // Reading words of acts that only read.
  ["List the notes", "ls notes"],
  ["Show tables", "psql shop -c 'SELECT 1'"],
  // After the dry run.
  ["Delete notes after the dry run", RM],
  ["Not a dry run: delete notes", RM],
  ["The dry run looked good, delete", RM],
  ["Switch off read-only mode", RM],
  // Builds.
  ["Clean up build output", "rm -rf build"],
  ["Clean build output and drop the database", DROP],
  ["Remove build files", RM],
  // Numbers.
  ["Delete one file", "rm old.log", { files: 1 }],
  ["Delete all but one file", RM, { files: 62 }],
  ["Delete one file at a time", RM, { files: 62 }],
  ["Merge notes into one file", RM, { files: 62 }],
  ["Delete one row", "psql shop -c 'DELETE FROM users WHERE id = 7'"],
  ["Remove one file", RM],
  // Names.
  ["Remove old.log", "rm old.log"],
  ["Remove build/app.js", "rm -rf build"],
  ["Remove old.log", 'rm "$FILE"'],
  ["Remove old.log", "rm *.log"],
  ["Remove old.log", "cd logs && rm -rf notes"],
  ["Remove e.g. notes", RM],
  ["Remove node.js leftovers", RM],
  ["Delete the notes folder", RM],
  ["", RM],
  ["Zeig mir die Notizen", RM],
];

for (const [intent, text, found, says] of DIFFER)
  test(`${intent} — ${text}: differs`, async () => {
    expect(await differsOf(intent, text, found)).toContain(says);
  });

for (const [intent, text, found = {}] of ALIKE)
  test(`${intent} — ${text}: nothing is said`, async () => {
    expect(await differsOf(intent, text, found)).toBeUndefined();
  });

test("an agent's words are quoted so that they cannot pass for the guard's", async () => {
  const said = await differsOf(`List the notes\nof ${"x".repeat(300)}`, RM, {});
  expect(said).toMatch(/^The agent says “List the notes of x{50,70}…”\. This deletes/);
});
