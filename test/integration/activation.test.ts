import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { firth } from './firth.ts';

describe('activation', () => {
  it('activates the packaged extension', async () => {
    const api = await firth();
    assert.equal(api.version, 1);
    assert.ok(api.activationMilliseconds > 0);
    assert.ok(vscode.extensions.getExtension('firth.firth')?.isActive);
  });

  it('registers every command that the manifest declares, and no other', async () => {
    await firth();
    const registered = (await vscode.commands.getCommands(true)).filter((id) => id.startsWith('firth.'));
    const manifest: unknown = vscode.extensions.getExtension('firth.firth')?.packageJSON;
    const declared = declaredCommands(manifest);
    // VS Code adds commands of its own for views and walkthroughs; those end in a word after another dot.
    assert.deepEqual(registered.filter((id) => id.split('.').length === 2).sort(), declared.sort());
  });

  it('carries general English, with nothing configured', async () => {
    const { general, workspace } = await (await firth()).vectors();
    assert.ok(general && general.words > 20_000, `${general?.words} words`);
    assert.equal(general.dimension, 100);
    assert.match(general.name, /GloVe/);
    assert.equal(workspace, undefined);
  });
});

function declaredCommands(manifest: unknown): string[] {
  const { contributes } = manifest as { contributes: { commands: { command: string }[] } };
  return contributes.commands.map(({ command }) => command);
}
