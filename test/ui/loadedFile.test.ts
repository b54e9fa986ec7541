import assert from 'node:assert/strict';
import { cpSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Notification } from '../host/workbench.ts';
import { answerFileDialog } from './fileDialog.ts';
import { openSession, type Session } from './session.ts';

const GOOD = 'water 1 0 0\nmusic 0 1 0\nzzship 0.9 0.1 0\nzzsailor 0.8 0.2 0\n';
const FLAWED = `${GOOD}zzcourt 1 2\nzzjudge 1 x 3\n`;

describe('a loaded file that is not as it was when the window comes back', () => {
  let session: Session;

  before(async () => {
    session = await openSession((folder) => {
      writeFileSync(join(folder, 'story.txt'), 'The water was cold, the music loud.\nTwo coffees, teas.\n');
      writeFileSync(join(folder, 'sea.txt.vec'), FLAWED);
      cpSync('test/fixtures/vectors/fasttext.bin', join(folder, 'drinks.bin'));
    }, 'story.txt');
  });

  after(async () => {
    await session?.close();
  });

  /** Loads a file through the dialogs; `flaws` leaves flawed lines out. */
  async function load(name: string, { flaws = false } = {}): Promise<void> {
    const { workbench, folder } = session;
    const { quickInput, page } = workbench;
    await workbench.runCommand('Firth: Load Vectors...');
    await quickInput.waitUntilOpen('Where are the vectors?');
    await quickInput.accept('File...');
    await answerFileDialog(workbench, join(folder, name));
    await quickInput.waitUntilOpen('How many words?');
    await quickInput.accept('All words');
    await quickInput.waitUntilOpen('Press Enter to load');
    await quickInput.items();
    if (flaws) await page.getByText('Leave flawed lines out', { exact: true }).click();
    await quickInput.accept();
    await workbench.waitForNotification(/Loaded [\d,]+ words/);
    await workbench.closeNotifications();
  }

  async function reload(): Promise<void> {
    const { page } = session.workbench;
    // The workbench writes down what it keeps a moment after it changed.
    await page.waitForTimeout(2000);
    await page.reload();
  }

  /** Reloads the window, and gives the message that comes then. */
  async function messageAfterReload(message: RegExp): Promise<Notification> {
    await reload();
    return session.workbench.waitForNotification(message);
  }

  /** The card of a word. Leaving it takes messages away, too. */
  async function cardOf(word: string, expect: RegExp): Promise<string> {
    const card = await session.workbench.hoverWord(word, { expect });
    await session.workbench.leaveHover();
    return card;
  }

  const cacheFiles = (ending: string): string[] =>
    readdirSync(join(session.globalStorage, 'loaded')).filter((name) => name.endsWith(ending));

  it('still says which lines were left out', async () => {
    const { workbench } = session;
    await load('sea.txt.vec', { flaws: true });
    await reload();
    await cardOf('water', /zzship/);
    await workbench.runCommand('Firth: Show What Was Left Out of the Loaded Vectors');
    await workbench.page.locator('.tab.active', { hasText: 'Left Out While Loading' }).waitFor();
    const text = workbench.page.locator('.editor-instance .view-lines');
    // The editor draws blanks as ones that do not break.
    await text.filter({ hasText: /sea\.txt\.vec:5:\sthere\sare\s2\svalues;\sexpected\s3/ }).waitFor();
    await text.filter({ hasText: /sea\.txt\.vec:6:\svalue\s2/ }).waitFor();
    await workbench.runCommand('View: Close Editor');
  });

  it('is read again where it was changed, which is said', async () => {
    const { folder } = session;
    writeFileSync(join(folder, 'sea.txt.vec'), GOOD.replace('zzship', 'zzboat'));
    const { message } = await messageAfterReload(/was changed, and read again: 4 words/);
    assert.match(message, /sea\.txt\.vec/);
    assert.match(await cardOf('water', /zzboat/), /General English/);
  });

  it('answers from its copy where it cannot be read any more, and the user can do something', async () => {
    const { workbench, folder } = session;
    writeFileSync(join(folder, 'sea.txt.vec'), '<!DOCTYPE html><title>Log in</title>');
    const { message, buttons, severity } = await messageAfterReload(/cannot be read any more/);
    assert.match(message, /the copy of its vectors that Firth keeps still answers\. .*sea\.txt\.vec/);
    assert.deepEqual([buttons, severity], [['Load Another File', 'Unload'], 'warning']);
    await workbench.screenshot(join('out', 'ui', 'loaded-unreadable.png'));
    assert.match(await cardOf('water', /zzboat/), /General English/);
  });

  it('answers from its copy where it is gone', async () => {
    const { workbench, folder } = session;
    rmSync(join(folder, 'sea.txt.vec'));
    const { buttons } = await messageAfterReload(/is gone; the copy .* still answers/);
    assert.deepEqual(buttons, ['Load Another File', 'Unload']);
    await workbench.screenshot(join('out', 'ui', 'loaded-gone.png'));
    assert.match(await cardOf('water', /zzboat/), /General English/);
  });

  it('leaves general English in peace where its copy is damaged too, and can be unloaded', async () => {
    const { workbench, globalStorage } = session;
    for (const name of cacheFiles('.firthvec')) writeFileSync(join(globalStorage, 'loaded', name), 'damaged');
    const { buttons } = await messageAfterReload(/cannot be opened, and the file is gone/);
    assert.deepEqual(buttons, ['Load Another File', 'Unload']);
    await workbench.screenshot(join('out', 'ui', 'loaded-damaged.png'));
    const card = await workbench.hoverWord('water', { expect: /General English/ });
    assert.doesNotMatch(card, /zzboat/);
    await workbench.pressNotificationButton(/and the file is gone/, 'Unload');
    await reload();
    assert.doesNotMatch(await workbench.hoverWord('water', { expect: /General English/ }), /zzboat/);
    assert.deepEqual(await workbench.notifications(), []);
    await workbench.leaveHover();
  });

  it('answers unknown words by their parts, after a reload as before it', async () => {
    const { workbench, folder } = session;
    await load('drinks.bin');
    const parts = /drinks lacks the word: its vector is made of parts of it/;
    const before = await workbench.hoverWord('coffees', { expect: parts });
    await workbench.screenshot(join('out', 'ui', 'loaded-subwords.png'));
    await workbench.leaveHover();
    rmSync(join(folder, 'drinks.bin'));
    await reload();
    assert.equal(await cardOf('coffees', parts), before);
    assert.equal(cacheFiles('.subwords').length, 1);
  });
});
