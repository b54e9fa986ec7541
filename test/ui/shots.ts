import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Workbench } from '../host/workbench.ts';
import { drawnCaption } from './mapView.ts';
import { BROWN_DOCUMENT, fillWithBrown, openSession } from './session.ts';
import { trainOnFolders } from './trainOnFolders.ts';

/** Takes the README's pictures from the real workbench: `npm run shots`. */
const folder = resolve('media/screenshots');
const session = await openSession(fillWithBrown, BROWN_DOCUMENT, { width: 1180, height: 720 });
const { workbench } = session;
try {
  mkdirSync(folder, { recursive: true });
  await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
  await workbench.runCommand('Firth: Train on This Workspace');
  await workbench.waitForNotification(/Trained [\d,]+ words/);
  await workbench.closeNotifications();
  await hover();
  await analogy();
  await map();
  await genre();
  await compare();
  await lab();
} finally {
  await session.close();
}

async function hover(): Promise<void> {
  await workbench.hoverWord('jury', { expect: /This workspace/ });
  await picture(workbench, 'hover');
  await workbench.leaveHover();
}

async function analogy(): Promise<void> {
  const { quickInput } = workbench;
  await workbench.runCommand('Firth: Analogy...');
  await quickInput.waitUntilOpen('Analogy');
  await quickInput.type('brother - man + woman');
  await quickInput.waitUntilOpen('Enter answers');
  await quickInput.accept();
  await quickInput.waitUntilOpen('Choose an answer');
  await quickInput.items();
  await picture(workbench, 'analogy');
  await quickInput.cancel();
}

async function map(): Promise<void> {
  await workbench.page.setViewportSize({ width: 1480, height: 760 });
  await workbench.runCommand('Firth: Open Map');
  const view = workbench.webview();
  await drawnCaption(view);
  const search = view.getByRole('combobox', { name: 'Find a word' });
  for (const word of ['money', 'school', 'church']) {
    await search.fill(word);
    await search.press('Enter');
    await view.locator('.card-title', { hasText: word }).waitFor();
    await view.getByRole('button', { name: 'Pin', exact: true }).click();
  }
  await view.locator('.neighbour-word').first().waitFor();
  await view.locator('.legend', { hasText: 'ca01' }).waitFor();
  await view.getByRole('button', { name: 'Show all (0)' }).click();
  await settle();
  await picture(workbench, 'map');
}

/** The genre classifier is trained by now. */
async function compare(): Promise<void> {
  await workbench.page.setViewportSize({ width: 1800, height: 760 });
  await workbench.runCommand('Firth: Open Map');
  const view = workbench.webview();
  await view.getByRole('button', { name: 'Clear the choice' }).click();
  await view.locator('label.field', { hasText: 'Color' }).locator('select').selectOption('genre');
  await view.getByRole('button', { name: 'Compare', exact: true }).click();
  for (const side of ['map', 'beside']) {
    await view.locator(`#picture-${side} .caption`, { hasText: 'trustworthiness' }).waitFor();
    await view.locator(`#picture-${side} .legend`, { hasText: 'adventure' }).waitFor();
  }
  await settle();
  await picture(workbench, 'compare');
  await workbench.page.setViewportSize({ width: 1480, height: 760 });
}

async function genre(): Promise<void> {
  await workbench.runCommand('Firth: Open Genre Scores');
  const view = workbench.webview();
  await view.getByRole('button', { name: 'Train Genre Classifier...' }).click();
  await trainOnFolders(workbench, 'Frozen');
  await view.getByRole('heading', { name: 'How well it does' }).waitFor({ timeout: 120_000 });
  await workbench.waitForNotification(/tells the genre of \d+% of the test passages/);
  await workbench.closeNotifications();
  await settle();
  await picture(workbench, 'genre');
}

async function lab(): Promise<void> {
  await workbench.runCommand('Firth: Open Lab');
  const view = workbench.webview();
  await view.locator('.lab-step').nth(3).click();
  await view.getByRole('button', { name: 'Learn on This Workspace' }).click();
  await view.getByRole('slider').waitFor({ timeout: 120_000 });
  await settle();
  await picture(workbench, 'lab');
}

/** The mouse must rest nowhere in particular, and the view has to have arrived. */
async function settle(): Promise<void> {
  await workbench.page.mouse.move(400, 500);
  await workbench.page.waitForTimeout(2000);
}

async function picture(from: Workbench, name: string): Promise<void> {
  await from.screenshot(`${folder}/${name}.png`);
  console.log(`media/screenshots/${name}.png`);
}
