import assert from 'node:assert/strict';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { ModeComparison, TrainedClassifierReport } from '../../src/protocol/classifierReport.ts';
import type { ClassifiedFile, TextScores } from '../../src/protocol/textScores.ts';
import { firth, invokeTool, workspacePath, writeFile } from './firth.ts';

async function set(key: string, value: unknown): Promise<void> {
  const configuration = vscode.workspace.getConfiguration('firth.classifier');
  await configuration.update(key, value, vscode.ConfigurationTarget.Workspace);
}

async function open(glob: string): Promise<void> {
  const [uri] = await vscode.workspace.findFiles(glob);
  assert.ok(uri, glob);
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
}

async function score(): Promise<TextScores> {
  const scores = await vscode.commands.executeCommand<TextScores | undefined>('firth.scoreDocument');
  await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
  assert.ok(scores, 'The document has no scores.');
  return scores;
}

describe('genre classifier', () => {
  before(async () => {
    await firth();
    await set('mode', 'bagOfWords');
    await set('epochs', 12);
  });

  after(async () => {
    for (const key of ['mode', 'epochs']) await set(key, undefined);
  });

  it('learns the 15 genres of the Brown sample, tested on documents apart', async () => {
    const report = await vscode.commands.executeCommand<TrainedClassifierReport | undefined>(
      'firth.trainClassifier',
      workspacePath(),
    );
    assert.ok(report, 'The training gave no report.');
    assert.equal(report.classes.length, 15);
    const { training, validation, test, epochs, evaluation, engine } = report.trial;
    assert.equal(training.documents + validation.documents + test.documents, 500);
    assert.ok(test.passages > test.documents);
    assert.equal(epochs.length, 12);
    const { accuracy, majority } = evaluation;
    assert.ok(accuracy > majority.accuracy + 0.1, `${accuracy}, majority ${majority.accuracy}`);
    assert.match(engine, /^builtin/);
  });

  it('tells the genre of the open document, and of a selection', async () => {
    await open('government/ch01*.txt');
    const scores = await score();
    assert.ok(scores.kind === 'scores');
    assert.equal(scores.scores[0]?.name, 'government');
    assert.ok(scores.words > 1800 && scores.unknownWords > 0);
    assert.ok(scores.contributions.length > 5);

    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    editor.selection = new vscode.Selection(0, 0, 3, 0);
    const selected = await score();
    assert.ok(selected.kind === 'scores' && selected.words < 60, 'The selection is not what was scored.');
  });

  it('scores a text for a language model', async () => {
    const [uri] = await vscode.workspace.findFiles('government/ch01*.txt');
    assert.ok(uri);
    const text = (await vscode.workspace.openTextDocument(uri)).getText();
    const answer = await invokeTool('score_genre', { text });
    assert.match(answer, /^government: \d+\.\d%\n/);
    assert.match(
      answer,
      /Words that speak most for \(above 0\) and against \(below 0\) government: \w+ 0\.\d{3}/,
    );
    await assert.rejects(invokeTool('score_genre', { text: '...' }), /no words/);
  });

  it('says that a document without words has none', async () => {
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content: ' ?! ' }));
    assert.deepEqual(await score(), { kind: 'no words' });
  });

  it('marks the words behind the score on request', async () => {
    await open('government/ch01*.txt');
    assert.equal(await vscode.commands.executeCommand('firth.toggleScoreWords'), true);
    assert.equal(await vscode.commands.executeCommand('firth.toggleScoreWords'), false);
  });

  it('classifies the files of a folder into a table', async () => {
    const classified = await vscode.commands.executeCommand<readonly ClassifiedFile[] | undefined>(
      'firth.classifyFiles',
      join(workspacePath(), 'news'),
    );
    assert.equal(classified?.length, 44);
    const news = classified.filter(
      ({ scores }) => scores?.kind === 'scores' && scores.scores[0]?.name === 'news',
    );
    assert.ok(news.length > 15, `${news.length} of 44`);
    assert.match(vscode.window.activeTextEditor?.document.getText() ?? '', /^file +genre +probability/);
  });

  it('refuses what cannot be learnt from, and keeps the classifier', async () => {
    const rows = (label: string) => Array.from({ length: 5 }, (_, i) => `${label},word${i} more\n`).join('');
    const table = writeFile('one-genre.csv', `genre,text\n${rows('pop')}`);
    assert.equal(await vscode.commands.executeCommand('firth.trainClassifier', table.fsPath), undefined);
    const broken = writeFile('broken.csv', `genre,text\n${rows('pop')}rock,"never closed\n`);
    assert.equal(await vscode.commands.executeCommand('firth.trainClassifier', broken.fsPath), undefined);
    await open('government/ch01*.txt');
    assert.equal((await score()).kind, 'scores');
    for (const uri of [table, broken]) rmSync(uri.fsPath);
  });

  it('compares the ways of training on a table', async () => {
    mkdirSync(join(workspacePath(), 'tables'), { recursive: true });
    const lines = Array.from({ length: 60 }, (_, i) => {
      const words = i % 2 === 0 ? 'sailor boat storm harbour' : 'judge jury trial witness';
      return JSON.stringify({ genre: i % 2 === 0 ? 'sea' : 'court', text: `the ${words} and number ${i}` });
    });
    const table = writeFile('tables/texts.jsonl', lines.join('\n'));
    const comparison = await vscode.commands.executeCommand<ModeComparison | undefined>(
      'firth.compareTrainingModes',
      table.fsPath,
    );
    assert.equal(comparison?.shares.length, 3);
    assert.ok(comparison.shares.every(({ results }) => results.length === 4));
    assert.match(comparison.engine, /^builtin/);
  });

  it('learns by TensorFlow where that is chosen, and says which it was', async () => {
    await set('engine', 'tensorflow');
    try {
      const report = await vscode.commands.executeCommand<TrainedClassifierReport | undefined>(
        'firth.trainClassifier',
        join(workspacePath(), 'tables', 'texts.jsonl'),
      );
      assert.match(
        report?.trial.engine ?? '',
        /^tensorflow \(tfjs(-node \d+\.\d+\.\d+| \d+\.\d+\.\d+, cpu)\)$/,
      );
    } finally {
      await set('engine', undefined);
    }
    rmSync(join(workspacePath(), 'tables'), { recursive: true });
  });
});
