/** Runs the suite in the extension host of the VS Code that code-server carries, opened in a headless browser. */
import { appendFileSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { format } from "node:util";
import type { Browser, Page } from "playwright-core";
import { openBrowser } from "../support/browser.ts";
import { type EditorVersion, installEditor } from "../support/editor-install.ts";
import { type EditorServer, startEditor, windowUrl } from "../support/editor-server.ts";
import { Workbench } from "../support/workbench.ts";
import { type BuiltSuite, bundleSuite } from "./bundle.ts";
import { type HostReport, REPORT, readReport } from "./report.ts";

/**
 * The suite's report, or undefined when it wrote none; what the consoles said is beside the report. Rejects when the
 * editor cannot be started, its page crashes, or the suite has not ended after `timeoutMs`.
 */
export async function runInCodeServer(version: EditorVersion, timeoutMs = 200_000): Promise<HostReport | undefined> {
  const suite = await bundleSuite(`code-server-${version.codeServer}`);
  const install = await installEditor(version, console.log);
  const server = await startEditor({ install, vsix: [], env: { [REPORT]: suite.report } });
  let browser: Browser | undefined;
  try {
    browser = await openBrowser();
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    await runInPage(page, server, suite, timeoutMs);
    return readReport(suite.report);
  } finally {
    await browser?.close();
    await server.stop();
  }
}

/** Opens the window and resolves when the workbench says that the suite has ended. */
async function runInPage(page: Page, server: EditorServer, suite: BuiltSuite, timeoutMs: number): Promise<void> {
  let end: (failure?: string) => void = () => {};
  const ended = new Promise<string | undefined>(resolve => {
    end = resolve;
  });
  page.on("crash", () => end("the editor's page crashed"));
  setTimeout(() => end(`the suite has not ended after ${timeoutMs / 1000} s`), timeoutMs).unref();
  // The workbench calls these two of its page while it runs tests. How many failed is in the report, test by test.
  await page.exposeFunction("codeAutomationExit", () => end());
  await page.exposeFunction("codeAutomationLog", (_type: string, args: readonly unknown[]) =>
    appendFileSync(suite.console, `${plain(args)}\n`),
  );
  await loadIntoPage(page, server, suite);
  const folder = join(server.profile, "workspace");
  mkdirSync(folder);
  await page.goto(windowUrl(server, folder), { waitUntil: "domcontentloaded" });
  const failure = await ended;
  if (failure === undefined) return;
  await new Workbench(page).picture("failed host suite").catch(() => {});
  throw new Error(`${failure}; see ${suite.console}`);
}

/**
 * Makes the workbench load the unpacked extension and the suite: both are `developmentOptions` of the configuration
 * that VS Code's page carries in a meta element. Rewriting the response instead would not do: Chromium then counts the
 * page as one from elsewhere and refuses its web sockets to loopback.
 */
async function loadIntoPage(page: Page, server: EditorServer, suite: BuiltSuite): Promise<void> {
  const authority = new URL(server.origin).host;
  const uri = (path: string) => ({ $mid: 1, scheme: "vscode-remote", authority, path: resolve(path) });
  const options = { extensions: [uri(suite.extension)], extensionTestsPath: uri(suite.entry) };
  await page.addInitScript(`(options => {
    if (window !== window.top) return;
    const get = Element.prototype.getAttribute;
    Element.prototype.getAttribute = function (name) {
      const value = get.call(this, name);
      if (value === null || name !== "data-settings" || this.id !== "vscode-workbench-web-configuration") return value;
      const configuration = JSON.parse(value);
      configuration.developmentOptions = { ...configuration.developmentOptions, ...options };
      return JSON.stringify(configuration);
    };
  })(${JSON.stringify(options)})`);
}

/** A console line without the style arguments that the workbench puts around its "%c[Extension Host] %c". */
function plain([first, ...rest]: readonly unknown[]): string {
  if (typeof first !== "string") return format(first, ...rest);
  const styles = first.match(/%c/g)?.length ?? 0;
  return format(first.replaceAll("%c", ""), ...rest.slice(styles));
}
