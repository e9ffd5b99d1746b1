/** Finds edits that make tests pass by removing or skipping cases and assertions, or by narrowing the test command. */

import type { Effect } from "../effects/effect.ts";
import { anyOf, inOrder, wholly, words } from "../text/expressions.ts";
import { baseName } from "../text/paths.ts";
import { lines } from "./texts.ts";

const TEST_FILE = anyOf([
  /(?:^|\/)(?:tests?|specs?|__tests__|e2e|features|testing)\//,
  /(?:^|[._-])(?:test|spec|tests|e2e|cy)\.\w+$/,
  /(?:^|\/)test_[^/]+$|_(?:test|spec)\.\w+$|Tests?\.(?:java|kt|cs|scala|swift|php)$/,
]);
const CASES = anyOf(
  [
    /(?<![\w.])(?:it|test|specify|scenario)(?:\.(?:each|only|concurrent)\b[^(]{0,60})?\s*\(/,
    /^[ \t]*(?:async\s+)?def test_|^[ \t]*func Test\w|#\[(?:\w+::)?test\]/,
    /@(?:Test|ParameterizedTest)\b|\[(?:Fact|Theory|Test|TestMethod)\]/,
    /^[ \t]*(?:it|test|specify)\s+["']|^[ \t]*Scenario:/,
  ],
  "gm",
);
const ASSERTIONS =
  /(?<!\w)(?:assert\w*|expect\w*|should|require\.\w+|t\.(?:Error|Fatal)f?|verify)\s*[(.\s!]|XCTAssert/g;
const SKIPS = anyOf(
  [
    /\.(?:skip|todo|fixme|skipIf)\s*\(/,
    /(?<!\w)x(?:it|describe|test|context|specify)\s*\(/,
    /@(?:pytest\.mark\.(?:skip|xfail)|unittest\.skip|Disabled|Ignore)\b/,
    ...words`#\[ignore \bt\.Skip(?:Now|f)?\( pytest\.skip\( \[Ignore Skip\s*=\s*"`,
    /^[ \t]*pending\b/,
  ],
  "gm",
);

export function isTestFile(path: string): boolean {
  return TEST_FILE.test(path);
}

/** Fewer removals may be a clean-up. */
const FEW = 3;

export function effectsOnTests(write: Effect, path: string, before: string | null, after: string | null): Effect[] {
  if (before === null || after === null) return [];
  const says = TEST_FILE.test(path) ? lostIn(before, after) : narrowed(path, before, after);
  if (says === undefined) return [];
  return [
    {
      ...write,
      verb: "weaken",
      resource: "code",
      recovery: "effort",
      certainty: "certain",
      says: `${says} in ${write.target}`,
      instead: "Make the code pass the test, or say why the test is wrong.",
    },
  ];
}

function lostIn(before: string, after: string): string | undefined {
  const cases = [count(before, CASES), count(after, CASES)] as const;
  if (cases[0] >= FEW && cases[1] <= cases[0] / 3) return `removes ${cases[0] - cases[1]} of ${cases[0]} tests`;
  const skipped = count(after, SKIPS) - count(before, SKIPS);
  if (skipped >= FEW || (skipped > 0 && cases[0] > 0 && skipped >= cases[0] / 2))
    return `switches off ${skipped} tests`;
  const checks = [count(before, ASSERTIONS), count(after, ASSERTIONS)] as const;
  return checks[0] >= FEW && checks[1] <= checks[0] / 3
    ? `removes ${checks[0] - checks[1]} of ${checks[0]} assertions`
    : undefined;
}

function count(text: string, pattern: RegExp): number {
  return [...text.matchAll(pattern)].length;
}

const RUNNERS = String.raw`pytest|py\.test|jest|vitest|mocha|ava|tap|go test|cargo (?:nex)?test|npm (?:run )?test|yarn test|pnpm test|bun test|rspec|phpunit|tox|nox|dotnet test|mvn (?:\w+ )?(?:test|verify)|gradlew? (?:\w+ )?test|ctest|rake test|manage\.py test|playwright test|cypress run`;
const RUNNER = new RegExp(String.raw`(?<![\w./-])(${RUNNERS})\b([^\n;&|"']*)`);
const OTHER_RUNNER = new RegExp(String.raw`(?<![\w./-])(?:${RUNNERS}|(?:node|tsx) --test|deno test)(?!\w)`);
const BUILD_FILE = wholly(words`
  [Mm]akefile GNUmakefile .*\.mk [Jj]ustfile package\.json Taskfile\.ya?ml tox\.ini noxfile\.py Rakefile
  pyproject\.toml setup\.cfg pytest\.ini composer\.json build\.gradle(?:\.kts)? .*\.ya?ml Jenkinsfile .*\.sh
`);
const NARROWS = anyOf([
  inOrder([
    /(?:^|\s)/,
    words`
      -k -m --ignore(?:-glob)? --deselect --exclude --skip -run --testPathIgnorePatterns --testNamePattern -t --grep
      --passWithNoTests --maxfail --co --collect-only -DskipTests -x
    `,
    /(?:[\s=]|$)/,
  ]),
  /\|\|\s*(?:true|:)|;\s*true/,
]);

/** Returns the test command if it now runs fewer tests, or cannot fail any more. */
function narrowed(path: string, before: string, after: string): string | undefined {
  if (!BUILD_FILE.test(baseName(path))) return undefined;
  const kept = new Set(lines(after));
  for (const line of lines(before)) {
    const run = RUNNER.exec(line);
    if (!run || kept.has(line)) continue;
    const others = lines(after).filter(other => RUNNER.exec(other)?.[1] === run[1]);
    if (others.length === 0 && hasOther(before, after)) continue;
    if (others.length === 0) return `takes away the command that runs the tests (${run[1]})`;
    const weaker = others.some(other => !lines(before).includes(other) && isNarrower(line, run[2] ?? "", other));
    if (weaker) return "makes the test command run fewer tests";
  }
  return undefined;
}

/** Returns whether another command runs all tests instead. */
function hasOther(before: string, after: string): boolean {
  const old = new Set(lines(before));
  return lines(after).some(line => !old.has(line) && OTHER_RUNNER.test(line) && !NARROWS.test(line));
}

function isNarrower(line: string, args: string, other: string): boolean {
  if (NARROWS.test(other) && !NARROWS.test(line)) return true;
  const was = pathsOf(args);
  const is = pathsOf(RUNNER.exec(other)?.[2] ?? "");
  if (is.length === 0) return false;
  return (
    was.length === 0 ||
    is.every(path => was.some(folder => path !== folder && path.startsWith(`${folder.replace(/\/(?:\.\.\.)?$/, "")}/`)))
  );
}

function pathsOf(args: string): string[] {
  return args
    .replace(/\s#.*$/s, "")
    .split(/\s+/)
    .filter(word => /^[\w./*-]+$/.test(word) && !word.startsWith("-") && /[/.]|^(?:tests?|specs?)$/.test(word));
}
