import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as vscode from 'vscode';
import { eventually, firth } from './firth.ts';

/** Rounds before the first measurement: caches fill, code is compiled. */
const WARM_UP = 10;
const ROUNDS = 50;

/** Bytes that each further round may leave behind: far less than a map of 2,000 words, or a listener's conversation. */
const MOST_PER_ROUND = 100_000;

const isPanel = ({ input }: vscode.Tab): boolean =>
  input instanceof vscode.TabInputWebview && input.viewType.endsWith('firth.panel');

function panelTabs(): vscode.Tab[] {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).filter(isPanel);
}

/** Bytes in use in the extension host, those of buffers included, after everything unreachable is gone. */
async function memoryUsed(): Promise<number> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  for (let i = 0; i < 3; i++) {
    collect();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** How many threads and ports to threads keep the process alive. */
function threads(): number {
  return process.getActiveResourcesInfo().filter((name) => name === 'MessagePort' || name === 'Worker')
    .length;
}

describe('a panel that is opened and closed', () => {
  before(async () => {
    await firth();
    await vscode.window.tabGroups.close(panelTabs());
  });

  const round = async (tab: number): Promise<void> => {
    await vscode.commands.executeCommand(['firth.openMap', 'firth.openGenre', 'firth.openLab'][tab % 3]!);
    await eventually('the tab', async () => panelTabs().length === 1);
    // Long enough for the page to come up and ask for a map now and then, and to be closed in the middle of it.
    await new Promise((resolve) => setTimeout(resolve, 150 * (tab % 5)));
    await vscode.window.tabGroups.close(panelTabs());
    await eventually('no tab', async () => panelTabs().length === 0);
  };

  it(`leaves no memory and no thread behind over ${ROUNDS} rounds`, async () => {
    for (let i = 0; i < WARM_UP; i++) await round(i);
    const before = await memoryUsed();
    const idle = threads();
    for (let i = 0; i < ROUNDS; i++) await round(i);
    await eventually('the threads have ended', async () => threads() <= idle);
    const growth = ((await memoryUsed()) - before) / ROUNDS;
    assert.ok(growth < MOST_PER_ROUND, `${Math.round(growth)} bytes a round`);
  }).timeout(300_000);
});
