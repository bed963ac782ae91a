import type { BrowserContext, Page } from "@playwright/test";

/** What browsers complain of while a test runs: errors of pages, and warnings and errors in their consoles. */
export class Noise {
  readonly #heard: string[] = [];
  readonly #expected: RegExp[] = [];

  watch(context: BrowserContext): void {
    context.on("page", (page) => this.#listen(page));
  }

  /** A test that breaks something on purpose says what the browser will say to that. */
  expect(pattern: RegExp): void {
    this.#expected.push(pattern);
  }

  unexpected(): string[] {
    return this.#heard.filter((said) => !this.#expected.some((pattern) => pattern.test(said)));
  }

  #listen(page: Page): void {
    page.on("pageerror", (error) => this.#heard.push(`${page.url()}: ${error.stack ?? error.message}`));
    page.on("console", (message) => {
      if (message.type() !== "error" && message.type() !== "warning") return;
      this.#heard.push(`${page.url()}: ${message.type()} ${message.text()} (${message.location().url})`);
    });
  }
}
