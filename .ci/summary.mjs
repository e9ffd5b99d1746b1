// Adds up what .ci/run did: out/steps.txt (lint, types, tests) and vitest's own report. The last line is the result.
import { existsSync, readFileSync } from "node:fs";

const steps = readFileSync("out/steps.txt", "utf8").trim().split("\n");
let passed = 0;
const failures = [];
for (const step of steps) {
  const [verdict, name] = step.split(" ");
  // The test run counts test by test below, not as one step.
  if (name === "tests") continue;
  if (verdict === "passed") passed++;
  else failures.push(name);
}

const report = existsSync("out/tests.json") ? JSON.parse(readFileSync("out/tests.json", "utf8")) : undefined;
if (!report) failures.push("the test run left no report");
for (const file of report?.testResults ?? []) {
  for (const test of file.assertionResults) {
    if (test.status === "passed") {
      passed++;
      // Suites of real clients and editors try again what failed once; that it did is not to be lost.
      const [first] = test.failureMessages ?? [];
      if (first) console.log(`passed at the second attempt: ${test.fullName}: ${first.split("\n")[0]}`);
    } else if (test.status === "failed") failures.push(`${file.name}: ${test.fullName}`);
    else console.log(`not run: ${test.fullName}`);
  }
  // A file that cannot even be loaded has no tests to fail.
  if (file.status === "failed" && !file.assertionResults.some(test => test.status === "failed")) {
    failures.push(`${file.name}: ${file.message}`);
  }
}
// Errors outside any test (an unhandled rejection, a broken build) fail the run although every test passed.
if (steps.includes("failed tests") && failures.length === 0) failures.push("npm test, outside any test");

for (const failure of failures) console.log(`FAILED ${failure}`);
console.log(`${passed} passed, ${failures.length} failed`);
process.exit(failures.length === 0 ? 0 : 1);
