/** The suite that lives in the extension host, in the newest and in the oldest VS Code that the extension supports. */
import { expect, test } from "vitest";
import { runInCodeServer } from "../host/code-server.ts";
import { failuresOf } from "../host/report.ts";
import { NEWEST, OLDEST } from "../support/editor-install.ts";

test.each([NEWEST, OLDEST])("the suite in the extension host passes in code-server $codeServer", async version => {
  const report = await runInCodeServer(version);
  for (const title of report?.passed ?? []) console.log(`ok  ${title}`);
  const failures = failuresOf(report);
  if (failures.length > 0) expect.fail(failures.join("\n\n"));
});
