import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { IgnoreRules } from '../../../src/extension/corpus/IgnoreRules.ts';

const RULES: Record<string, string> = {
  '': '*.log\n/private/\nnotes/*.txt\n!notes/keep.txt\nbuilt\n',
  'notes/deep': '!again.txt\nsecret.txt\n',
  private: '!rescued.txt\n',
};

const PATHS = [
  'a.txt',
  'a.log',
  'private/a.txt',
  'private/rescued.txt',
  'sub/private/a.txt',
  'notes/a.txt',
  'notes/keep.txt',
  'notes/deep/a.txt',
  'notes/deep/secret.txt',
  'notes/deep/again.txt',
  'built/x.txt',
  'sub/built/deeper/x.txt',
  'ünïcode/a.txt',
];

describe('IgnoreRules', () => {
  it('ignores nothing without rules', () => {
    assert.equal(new IgnoreRules().ignores('a.log'), false);
  });

  it('gives the verdicts of git itself', () => {
    const folder = mkdtempSync(join(tmpdir(), 'firth-ignore-'));
    try {
      execFileSync('git', ['init', '--quiet', folder]);
      const rules = new IgnoreRules();
      for (const [at, content] of Object.entries(RULES)) {
        mkdirSync(join(folder, at), { recursive: true });
        writeFileSync(join(folder, at, '.gitignore'), content);
        rules.add(at, content);
      }
      for (const path of PATHS) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), '');
        assert.equal(rules.ignores(path), gitIgnores(folder, path), path);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

function gitIgnores(folder: string, path: string): boolean {
  try {
    execFileSync('git', ['-C', folder, 'check-ignore', '--quiet', path]);
    return true;
  } catch (error) {
    if (error instanceof Error && 'status' in error && error.status === 1) return false;
    throw error;
  }
}
