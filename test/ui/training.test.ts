import assert from 'node:assert/strict';
import { assertPainted, drawnCaption } from './mapView.ts';
import { BROWN_DOCUMENT, fillWithBrown, openSession, type Session } from './session.ts';

describe('training on the Brown sample', () => {
  let session: Session;

  before(async () => {
    session = await openSession(fillWithBrown, BROWN_DOCUMENT);
  });

  after(async () => {
    await session?.close();
  });

  it('can be cancelled, and then nothing has changed', async () => {
    const { workbench } = session;
    await workbench.runCommand('Firth: Train on This Workspace');
    const progress = await workbench.waitForNotification(/Training/);
    assert.deepEqual(progress.buttons, ['Cancel']);
    await workbench.pressNotificationButton(/Training/, 'Cancel');
    await workbench.page
      .locator('.notifications-toasts .notification-list-item')
      .first()
      .waitFor({ state: 'hidden' });
    const card = await workbench.hoverWord('jury', { expect: /General English/ });
    assert.equal(card.includes('This workspace'), false);
    await workbench.leaveHover();
  });

  it('says the stage while it trains, and the figures at the end', async () => {
    const { workbench } = session;
    await workbench.runCommand('Firth: Train on This Workspace');
    await workbench.waitForNotification(/Training: .*\(\d+%\)/);
    const { message, buttons } = await workbench.waitForNotification(/Trained [\d,]+ words/);
    assert.match(message, /^Trained [\d,]+ words on 50\d files in [\d.]+ s \(general English, adapted\)\.$/);
    assert.deepEqual(buttons, ['Open Map']);
    await workbench.closeNotifications();
  });

  it('shows both embeddings side by side on the hover card', async () => {
    const { workbench } = session;
    const card = await workbench.hoverWord('jury', { expect: /This workspace/ });
    assert.match(card, /^jury\s+\d+× in \d+ files of this workspace/);
    assert.match(card, /This workspace\s+General English/);
    assert.match(card, /\b(court|judge|trial|grand)\b/);
    await workbench.leaveHover();
  });

  it('answers analogies with both, side by side', async () => {
    const { quickInput, runCommand } = session.workbench;
    await runCommand.call(session.workbench, 'Firth: Analogy...');
    await quickInput.waitUntilOpen('Analogy');
    await quickInput.type('man : king :: woman : ?');
    await quickInput.waitUntilOpen('Enter answers: king − man + woman');
    await quickInput.accept();
    await quickInput.waitUntilOpen('Choose an answer');
    const items = await quickInput.items();
    for (const { description } of items)
      assert.match(description, /^workspace (#\d+\s+-?0\.\d{3}|–)\s+\|\s+general (#\d+\s+0\.\d{3}|–)$/);
    assert.ok(
      items.some(({ label, description }) => label === 'queen' && description.includes('general #1')),
    );
    await quickInput.cancel();
  });

  it('draws the workspace, with the words of the open document marked', async () => {
    const { workbench } = session;
    await workbench.runCommand('Firth: Open Map');
    const map = workbench.webview();
    await drawnCaption(map);
    await assertPainted(map);
    const legend = map.locator('.legend');
    await legend.filter({ hasText: /ca01-the-atlanta-constitution\.txt \(\d{3}\)/ }).waitFor();
    await workbench.openFile('fiction/ck01-christopher-davis-first-family.txt');
    await legend.filter({ hasText: /ck01-christopher-davis-first-family\.txt \(\d{3}\)/ }).waitFor();
  });

  it('jumps to a word from the hover card', async () => {
    const { workbench } = session;
    await workbench.openFile(BROWN_DOCUMENT);
    await workbench.hoverWord('jury', { expect: /This workspace/ });
    await workbench.hover().getByText('Map', { exact: true }).first().click();
    const card = workbench.webview().getByRole('complementary', { name: 'Chosen word' });
    await card.getByText('jury', { exact: true }).first().waitFor();
  });

  it('has its vectors, the map and the chosen word again after the window is reloaded', async () => {
    const { workbench } = session;
    await workbench.reloadWithState('"word":"jury"');
    await workbench.page.locator('.statusbar-item', { hasText: /Workspace: [\d,]+ words/ }).waitFor();
    const map = workbench.webview();
    await drawnCaption(map);
    const chosen = map.getByRole('complementary', { name: 'Chosen word' });
    await chosen.getByText('jury', { exact: true }).first().waitFor();
    const card = await workbench.hoverWord('jury', { expect: /This workspace/ });
    assert.match(card, /\d+× in \d+ files/);
    await workbench.leaveHover();
  });
});
