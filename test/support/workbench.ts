/** Drives one VS Code window as a person does, with selectors that hold on the oldest and newest supported VS Code. */
import { mkdirSync } from "node:fs";
import { basename, join } from "node:path";
import type { BrowserContext, Locator, Page } from "playwright-core";
import { type EditorServer, windowUrl } from "./editor-server.ts";
import { out } from "./project.ts";

/** Opens a window on a folder. Windows of one `context` share a browser's storage: the extension's stored state. */
export async function openWindow(context: BrowserContext, server: EditorServer, folder: string): Promise<Workbench> {
  const page = await context.newPage();
  await page.goto(windowUrl(server, folder), { waitUntil: "domcontentloaded" });
  const window = new Workbench(page);
  await window.ready();
  return window;
}

export class Workbench {
  constructor(readonly page: Page) {}

  async ready(): Promise<void> {
    await this.page.locator(".monaco-workbench").waitFor({ timeout: 60_000 });
    await this.page.locator(".statusbar-item").first().waitFor({ timeout: 60_000 });
  }

  async reload(): Promise<void> {
    await this.page.reload({ waitUntil: "domcontentloaded" });
    await this.ready();
  }

  /** Runs a command by its title in the command palette. */
  async command(title: string): Promise<void> {
    await this.palette(title, title, row => row.click({ timeout: 6000 }));
  }

  /**
   * Opens the command palette with a text, and acts on the row with a title, or only waits for it. The palette closes
   * when the focus moves on, so this may take several tries.
   */
  async palette(text: string, title?: string, act = (row: Locator) => row.waitFor({ timeout: 6000 })): Promise<void> {
    const row = this.page.locator(".quick-input-list .monaco-list-row", { hasText: title ?? "" }).first();
    for (let left = 10; ; left -= 1) {
      await this.page.keyboard.press("F1");
      try {
        await this.input.fill(`>${text}`, { timeout: 3000 });
        if (title !== undefined) await act(row);
        return;
      } catch (error) {
        if (left === 0) throw error;
      }
    }
  }

  /** Finds a status bar item by its text. */
  status(text: string | RegExp): Locator {
    return this.page.locator(".statusbar-item", { hasText: text });
  }

  /** The modal dialog. */
  get dialog(): Locator {
    return this.page.locator(".monaco-dialog-box");
  }

  button(name: string): Locator {
    return this.dialog.getByRole("button", { name, exact: true });
  }

  /** Answers a question as a person who has read it does: an immediate answer does not count. */
  async answer(name: string): Promise<void> {
    await this.button(name).waitFor({ timeout: 60_000 });
    await this.page.waitForTimeout(2000);
    await this.button(name).click();
  }

  /** The input box that asks for words. */
  get input(): Locator {
    return this.page.locator(".quick-input-widget:visible input");
  }

  notification(text: string | RegExp): Locator {
    return this.page.locator(".notification-list-item", { hasText: text });
  }

  tab(name: string | RegExp): Locator {
    return this.page.locator(".tab", { hasText: name });
  }

  async openFile(path: string): Promise<void> {
    await this.page.keyboard.press("ControlOrMeta+P");
    const input = this.page.locator(".quick-input-widget input");
    await input.waitFor({ state: "visible" });
    await input.fill(path);
    await this.page
      .locator(".quick-input-list .monaco-list-row", { hasText: basename(path) })
      .first()
      .click();
    await this.tab(basename(path)).first().waitFor();
  }

  /** Returns what a person reads in a part of the window, line by line. */
  async text(part: Locator): Promise<string> {
    // biome-ignore lint/performance/useDomNodeTextContent: only the rendered text has its line breaks
    const shown = await part.innerText();
    // Editors show spaces as no-break spaces.
    return shown.replaceAll("\u00a0", " ");
  }

  /** Saves a picture in out/screenshots. */
  async picture(name: string): Promise<void> {
    const folder = join(out, "screenshots");
    mkdirSync(folder, { recursive: true });
    // Dialogs and notifications fade in.
    await this.page.waitForTimeout(400);
    await this.page.screenshot({ path: join(folder, `${name}.png`) });
  }
}
