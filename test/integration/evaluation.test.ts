import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { EvaluationReport } from '../../src/protocol/engine.ts';
import { writeFile } from './firth.ts';

async function evaluate(name: string, content: string): Promise<EvaluationReport | undefined> {
  const uri = writeFile(name, content);
  return vscode.commands.executeCommand<EvaluationReport | undefined>('firth.evaluate', uri.fsPath);
}

describe('evaluation on files', () => {
  it('scores analogies by section, in both embeddings, and shows them', async () => {
    const report = await evaluate(
      'questions.list',
      ': known\nman king woman queen\nfrance paris italy rome\n: nonsense\nman king woman zzunknown\n',
    );
    assert.equal(report?.kind, 'analogies');
    assert.equal(report.scores.general?.total.correct, 2);
    assert.equal(report.scores.general.total.skipped, 1);
    assert.equal(report.scores.workspace?.total.evaluated, 2);
    const text = vscode.window.activeTextEditor?.document.getText() ?? '';
    assert.match(text, /^section\s+this workspace\s+general English$/m);
    assert.match(text, /^total by 3CosMul .*100\.00%/m);
    assert.match(text, /^known\s+.*100\.00% {2}2 of 2$/m);
  });

  it('correlates with judgements of word pairs', async () => {
    const report = await evaluate('pairs.list', 'car\tautomobile\t9\nnoon\tstring\t1\ncoast\tshore\t8\n');
    assert.equal(report?.kind, 'pairs');
    assert.equal(report.pairs, 3);
    assert.ok((report.scores.general?.spearman ?? 0) > 0.4);
  });

  it('gives no report on a file that is neither', async () => {
    const report = await evaluate('broken.list', 'car\tautomobile\t9\ncar automobile\n');
    assert.equal(report, undefined);
  });
});
