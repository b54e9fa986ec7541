import assert from 'node:assert/strict';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { encodeVectors } from '../../src/core/vectors/formats/firthVectors.ts';
import { drawnCaption } from './mapView.ts';
import { openSession, type Session } from './session.ts';

/** Runs wherever HTML, a link or Markdown is taken for what it says. */
const HTML = '<img src="http://evil.invalid/x.png" onerror="window.pwned=1">';
const LINK = '[click me](command:workbench.action.closeWindow)';

/** Words as nobody writes them, in a file that anybody may send. */
const WORDS = [
  'sea',
  HTML,
  LINK,
  '<script>window.pwned=1</script>',
  '![i](http://evil.invalid/y.png)',
  '<a href="command:firth.train">train</a>',
  '**bold** `code` | cell | $(alert) &lt;b&gt;',
  'javascript:window.pwned=1',
];

/** Commands that links on a card may run: `LINKED_COMMANDS` of `hoverMarkdown.ts`. */
const LINKED =
  /^command:firth\.(showOnMap|analogy|concordance|nearestWords|train|toggleHoverForLanguage)(\?|$)/;

const NAME = `<img src=x onerror=window.pwned=1>${LINK}`;

function fillWithHostility(folder: string): void {
  const vectors = Float32Array.from({ length: WORDS.length * 4 }, (_, i) => Math.cos(i * i) + 2);
  const metadata = { name: `${HTML} ${LINK}`, method: `${LINK} ${HTML}` };
  writeFileSync(
    join(folder, 'all.firthvec'),
    encodeVectors({ metadata, words: WORDS, dimension: 4, vectors }, { encoding: 'float32' }),
  );
  writeFileSync(join(folder, 'story.txt'), `The sea was calm.\n${HTML}\n${LINK}\n`.repeat(20));
  writeFileSync(join(folder, `${NAME}.txt`), new Uint8Array(100));
  cpSync('dist/sample/news', join(folder, 'news'), { recursive: true });
}

describe('words, texts and file names that try to be more', () => {
  let session: Session;
  const asked: string[] = [];

  before(async () => {
    session = await openSession(fillWithHostility, 'story.txt');
    const { page } = session.workbench;
    page.on('response', (response) => asked.push(response.url()));
    // What the page's policy stops is told as failed, for that reason.
    page.on('requestfailed', (request) => {
      if (!/csp/i.test(request.failure()?.errorText ?? '')) asked.push(request.url());
    });
    page.on('dialog', (dialog) => {
      asked.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
  });

  after(async () => {
    await session?.close();
  });

  afterEach(async () => {
    const { page } = session.workbench;
    for (const frame of page.frames()) {
      const ran = await frame.evaluate(() => Reflect.get(window, 'pwned')).catch(() => undefined);
      assert.equal(ran, undefined, frame.url());
    }
    assert.deepEqual(
      asked.filter((url) => url.includes('evil.invalid') || url.startsWith('dialog')),
      [],
    );
  });

  async function loadVectors(file: string): Promise<void> {
    const { page } = session.workbench;
    await page
      .locator('.explorer-folders-view .monaco-list-row', { hasText: file })
      .click({ button: 'right' });
    await page.locator('.monaco-menu .action-label', { hasText: 'Load Vectors' }).click();
  }

  it('stand as text on the hover card, whose links run commands of Firth alone', async () => {
    const { workbench } = session;
    await loadVectors('all.firthvec');
    const { message } = await workbench.waitForNotification(/8 words of 4 dimensions/);
    assert.match(message, /^Loaded/);
    const card = await workbench.hoverWord('sea', { expect: /onerror/ });
    for (const word of [HTML, LINK, '<script>window.pwned=1</script>']) {
      assert.ok(card.includes(word), `${word} in ${card}`);
    }
    const hover = workbench.hover();
    assert.equal(await hover.locator('img, script, iframe, strong >> text=bold').count(), 0);
    const targets = await hover
      .locator('a')
      .evaluateAll((links) =>
        links.map((link) => link.getAttribute('data-href') ?? link.getAttribute('href')),
      );
    assert.ok(targets.length > 2);
    for (const target of targets) assert.match(target ?? '', LINKED);
    await workbench.leaveHover();
  });

  it('stand as text on the map, in its card and in its table', async () => {
    const { workbench } = session;
    await workbench.runCommand('Firth: Open Map');
    const map = workbench.webview();
    await drawnCaption(map);
    await map.getByRole('combobox', { name: 'Find a word' }).fill('sea');
    await map.getByRole('combobox', { name: 'Find a word' }).press('Enter');
    const card = map.getByRole('complementary', { name: 'Chosen word' });
    await card.locator('.neighbour-word').first().waitFor();
    const neighbours = await card.locator('.neighbour-word').allInnerTexts();
    assert.ok(neighbours.includes(HTML) && neighbours.includes(LINK), neighbours.join('\n'));
    await map.getByRole('button', { name: /table/i }).first().click();
    await map.locator('#table', { hasText: 'onerror' }).waitFor();
    assert.equal(await map.locator('img, a, iframe, #app script').count(), 0);
  });

  it('meet a policy on the page that runs one script and nothing inline', async () => {
    const map = session.workbench.webview();
    const policy = await map.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
    assert.match(policy ?? '', /^default-src 'none'; /);
    assert.match(policy ?? '', /script-src 'nonce-[^']+'(;|$)/);
    assert.doesNotMatch(policy ?? '', /unsafe-/);
    await map.locator('body').evaluate((body) => {
      const script = document.createElement('script');
      script.textContent = 'window.pwned = 1';
      body.append(script);
      const image = document.createElement('div');
      image.innerHTML = '<img src="http://evil.invalid/z.png" onerror="window.pwned = 1">';
      body.append(image);
    });
  });

  it('stand as text in messages, reports and the status bar', async () => {
    const { workbench } = session;
    await workbench.runCommand('Firth: Train on This Workspace');
    const { message } = await workbench.waitForNotification(/Trained [\d,]+ words/);
    assert.match(message, /1 files were skipped|1 file was skipped/);
    await workbench.pressNotificationButton(/Trained [\d,]+ words/, 'Show Skipped Files');
    const line = workbench.page.locator('.view-line', { hasText: 'binary' }).first();
    await line.waitFor();
    const text = (await line.innerText()).replaceAll('\u00a0', ' ');
    assert.ok(text.includes(NAME), text);
    await workbench.page.locator('.statusbar-item', { hasText: 'Workspace:' }).hover();
    await workbench.page.locator('.monaco-hover.workbench-hover', { hasText: 'onerror' }).waitFor();
    assert.equal(await workbench.page.locator('.monaco-hover.workbench-hover').locator('img, a').count(), 0);
  });
});

describe('Restricted Mode', () => {
  let session: Session;
  let trap: HttpServer;
  let visits = 0;

  before(async () => {
    trap = createServer((_request, response) => {
      visits++;
      response.end('{}');
    });
    await new Promise<void>((resolve) => {
      trap.listen(0, '127.0.0.1', resolve);
    });
    const { port } = trap.address() as AddressInfo;
    session = await openSession(
      (folder) => {
        mkdirSync(join(folder, '.vscode'));
        writeFileSync(
          join(folder, '.vscode', 'settings.json'),
          JSON.stringify({
            'firth.corpus.include': ['**/*.secret'],
            'firth.corpus.exclude': ['**/*.txt'],
            'firth.download.catalogue': `http://127.0.0.1:${port}/catalogue.json`,
          }),
        );
        writeFileSync(join(folder, 'keys.secret'), 'zzsecret password '.repeat(50));
        writeFileSync(join(folder, 'story.txt'), 'The sea was calm.\n');
        cpSync('dist/sample/news', join(folder, 'news'), { recursive: true });
      },
      'story.txt',
      undefined,
      false,
    );
  });

  after(async () => {
    await session?.close();
    trap?.close();
  });

  it('follows no pattern and no address of the workspace, and works', async () => {
    const { workbench } = session;
    await workbench.page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor();
    await workbench.runCommand('Firth: Train on This Workspace');
    const { message } = await workbench.waitForNotification(/Trained [\d,]+ words/);
    assert.match(message, /on 4\d files/);
    const card = await workbench.hoverWord('sea', { expect: /General English/ });
    assert.match(card, /0\.\d\d/);
    await workbench.leaveHover();
    await workbench.runCommand('Firth: Download Vectors...');
    await workbench.quickInput.waitUntilOpen('Download');
    await workbench.quickInput.cancel();
    assert.equal(visits, 0);
  });
});
