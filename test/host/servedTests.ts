import path from 'node:path';
import { format } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { suiteRunnerFile, writeCarrierExtension } from './carrierExtension.ts';
import type { ExtensionTests } from './extensionTests.ts';
import { type Server, startServer, tail } from './server.ts';
import { temporaryFolder } from './temporaryFolder.ts';

/** Tells the suite's lines from VS Code's own in the one log that both go to. */
const mark = 'FIRTH-TESTS|';
/** What suiteRunner.cjs prints when the suite has come to its end. */
const endOfSuite = '\u0004';
/** How long VS Code may take until the suite prints something or ends. */
const startTimeoutMs = 180_000;

/**
 * Runs extension tests in the browser-served VS Code. The address tells the workbench what to run, and the
 * workbench reports through two functions that it expects to find on its page: `codeAutomationLog` and
 * `codeAutomationExit`.
 *
 * @param write gets what the suite prints.
 * @returns the exit status that the extension host reports: 0 when the suite's `run` resolved.
 */
export async function runServedTests(tests: ExtensionTests, write: (text: string) => void): Promise<number> {
  const temporary = temporaryFolder();
  const server = await startServer({
    vsix: tests.vsix,
    settings: tests.settings ?? {},
    env: { ...tests.env, FIRTH_TEST_SUITE: path.resolve(tests.suite), FIRTH_TEST_MARK: mark },
    smokeTestDriver: true,
  });
  let browser: Browser | undefined;
  try {
    browser = await launchBrowser();
    const page = await browser.newPage();
    const payload = [
      ['extensionDevelopmentPath', server.remoteUri(writeCarrierExtension(temporary.path))],
      ['extensionTestsPath', server.remoteUri(suiteRunnerFile)],
    ] as const;
    const url = server.url(tests.workspace, { payload });
    return await exitCode(page, url, server, tests.timeoutMs ?? 600_000, write);
  } finally {
    await browser?.close();
    await server.stop();
    temporary.remove();
  }
}

/** Opens the workbench and waits for the suite's end, or for what makes waiting pointless. */
async function exitCode(
  page: Page,
  url: string,
  server: Server,
  timeoutMs: number,
  write: (text: string) => void,
): Promise<number> {
  let complaints = '';
  let suiteEnded = false;
  let started: NodeJS.Timeout | undefined;
  let watch: NodeJS.Timeout | undefined;
  let over: NodeJS.Timeout | undefined;
  try {
    return await new Promise<number>((resolve, reject) => {
      const fail = (what: string) =>
        reject(
          new Error(
            `${what}\nThe page's last words:\n${tail(complaints)}\nThe server's:\n${tail(server.output(), 15)}`,
          ),
        );
      const open = async () => {
        await page.exposeFunction('codeAutomationLog', (_level: string, args: unknown[]) => {
          const text = format(...args);
          if (!text.startsWith(mark)) {
            complaints += `${text}\n`;
            return;
          }
          clearTimeout(started);
          const said = text.slice(mark.length);
          if (said === endOfSuite) suiteEnded = true;
          else write(said);
        });
        await page.exposeFunction('codeAutomationExit', (code: number) => {
          if (suiteEnded) resolve(code);
          else fail(`The extension host ended (exit code ${code}) before the test suite did.`);
        });
        page.on('pageerror', (error) => {
          complaints += `${error.message}\n`;
        });
        page.on('crash', () => fail('The browser page of the extension tests crashed.'));
        await page.goto(url, { timeout: 120_000 });
      };
      started = setTimeout(
        () => fail(`No line of the test suite came within ${startTimeoutMs / 1000} s.`),
        startTimeoutMs,
      );
      over = setTimeout(
        () => fail(`The extension tests did not end within ${timeoutMs / 1000} s.`),
        timeoutMs,
      );
      watch = setInterval(() => {
        if (!server.running()) fail('The VS Code server ended during the extension tests.');
        const exited = /Extension Host Process exited with code: .*/.exec(server.output())?.[0];
        // A host that ends in order also reports an exit code to the page, but perhaps a moment later.
        if (exited !== undefined) setTimeout(() => fail(`The extension host died: ${exited}`), 5_000).unref();
      }, 500);
      open().catch(reject);
    });
  } finally {
    clearTimeout(started);
    clearTimeout(over);
    clearInterval(watch);
  }
}
