import assert from 'node:assert/strict';
import { readdirSync, watch } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { writerOf } from '../../src/protocol/temporaryFile.ts';
import type { Workbench } from '../host/workbench.ts';
import { drawnCaption } from './mapView.ts';
import { BROWN_DOCUMENT, fillWithBrown, openSession, type Session } from './session.ts';
import { trainOnFolders } from './trainOnFolders.ts';

const TRAIN = 'Firth: Train on This Workspace';

describe('an extension host that ends in the middle', () => {
  let session: Session;
  /** Where Firth keeps the workspace's vectors. */
  let storage: string;
  /** The hover card of the vectors that were trained first. */
  let card: string;

  before(async () => {
    session = await openSession(fillWithBrown, BROWN_DOCUMENT);
    const { workbench, server } = session;
    await workbench.runCommand(TRAIN);
    await workbench.waitForNotification(/Trained [\d,]+ words/);
    await workbench.closeNotifications();
    const files = readdirSync(server.userDataDir, { recursive: true, encoding: 'utf8' });
    const stored = files.find((file) => file.endsWith('workspace.firthvec'));
    assert.ok(stored !== undefined, 'The trained vectors are nowhere.');
    storage = join(server.userDataDir, dirname(stored));
    card = await hoverCard(workbench);
  });

  after(async () => {
    await session?.close();
  });

  afterEach(async () => {
    assert.equal(await hoverCard(session.workbench), card);
    assert.deepEqual(
      readdirSync(storage).filter((file) => file.endsWith('.tmp')),
      [],
    );
    assert.doesNotMatch(session.server.extensionHostLogs(), /unhandled|promise not handled/i);
  });

  async function hoverCard(workbench: Workbench): Promise<string> {
    const text = await workbench.hoverWord('jury', { expect: /This workspace/ });
    await workbench.leaveHover();
    return text;
  }

  /** Ends the host in some way, and waits until Firth runs in the next one. */
  async function restart(end: () => Promise<void>): Promise<void> {
    const activations = (): number =>
      session.server.extensionHostLogs('firth.firth').match(/Activated in/g)?.length ?? 0;
    const before = activations();
    await end();
    for (const over = performance.now() + 60_000; activations() <= before; await sleep(200)) {
      assert.ok(performance.now() < over, 'No other extension host came.');
    }
  }

  /** VS Code starts another host for the first one that dies in a window, and asks before it does so again. */
  async function reload(): Promise<void> {
    const { page } = session.workbench;
    await page.reload();
    await page.locator('.editor-instance .view-line').first().waitFor();
  }

  function kill(): Promise<void> {
    return restart(async () => {
      const launched = [...session.server.output().matchAll(/<(\d+)> Launched Extension Host Process/g)];
      process.kill(Number(launched.at(-1)?.[1]), 'SIGKILL');
    });
  }

  it('keeps the vectors from before: killed while it finds others', async () => {
    const { workbench } = session;
    await workbench.runCommand(TRAIN);
    await workbench.waitForNotification(/Training: finding the vectors/);
    await kill();
    await workbench.page
      .locator('.notifications-toasts .notification-list-item', { hasText: 'Training' })
      .waitFor({ state: 'hidden' });
  });

  it('removes what was half written: killed while the file is written', async () => {
    const { workbench } = session;
    await reload();
    await workbench.runCommand(TRAIN);
    await restart(() => killWriter(storage));
  });

  it('keeps the vectors from before: window reloaded while the text is read', async () => {
    const { workbench } = session;
    await workbench.runCommand(TRAIN);
    await workbench.waitForNotification(/Training: reading the text/);
    await restart(reload);
  });

  it('leaves the classifier as it was: killed while one learns', async () => {
    const { workbench, server } = session;
    server.updateSettings({ 'firth.classifier.mode': 'fromScratch', 'firth.classifier.epochs': 500 });
    await workbench.runCommand('Firth: Train Genre Classifier...');
    await trainOnFolders(workbench);
    await workbench.waitForNotification(/Training the Genre Classifier: epoch/);
    await kill();
    await workbench.openFile(BROWN_DOCUMENT);
    await workbench.runCommand('Firth: Open Genre Scores');
    await workbench.webview().getByRole('heading', { name: 'Teach Firth to tell genres apart' }).waitFor();
    await workbench.runCommand('View: Close All Editors in Group');
    await workbench.openFile(BROWN_DOCUMENT);
  });

  it('draws the map again, and trains again', async () => {
    const { workbench } = session;
    await reload();
    await workbench.runCommand('Firth: Open Map');
    await workbench.webview().locator('.caption').waitFor();
    await kill();
    await workbench.runCommand('Firth: Open Map');
    await drawnCaption(workbench.webview());
    await workbench.runCommand(TRAIN);
    await workbench.waitForNotification(/Trained [\d,]+ words/);
    await workbench.closeNotifications();
  });
});

describe('two windows on one workspace', () => {
  let session: Session;

  before(async () => {
    session = await openSession(fillWithBrown, BROWN_DOCUMENT);
  });

  after(async () => {
    await session?.close();
  });

  it('train at once, and both answer from what was trained', async () => {
    const windows = [session.workbench, await session.openWindow()];
    await windows[1]!.openFile(BROWN_DOCUMENT);
    for (const window of windows) await window.runCommand(TRAIN);
    const reports = await Promise.all(
      windows.map((window) => window.waitForNotification(/Trained [\d,]+ words/)),
    );
    const words = reports.map(({ message }) => /Trained ([\d,]+) words/.exec(message)?.[1]);
    assert.equal(words[0], words[1]);
    const cards: string[] = [];
    for (const window of windows) cards.push(await window.hoverWord('jury', { expect: /This workspace/ }));
    assert.equal(cards[0], cards[1]);
    assert.doesNotMatch(session.server.extensionHostLogs(), /unhandled|promise not handled/i);
    const files = readdirSync(session.server.userDataDir, { recursive: true, encoding: 'utf8' });
    assert.deepEqual(
      files.filter((file) => file.includes('firthvec') && file.endsWith('.tmp')),
      [],
    );
  });
});

/** Kills the process that next writes a file to a folder, while it does. */
function killWriter(folder: string): Promise<void> {
  return new Promise((resolve) => {
    const watcher = watch(folder, () => {
      const writer = readdirSync(folder)
        .map((file) => writerOf(file))
        .find((found) => found !== undefined);
      if (!writer) return;
      watcher.close();
      process.kill(writer.process, 'SIGKILL');
      resolve();
    });
  });
}
