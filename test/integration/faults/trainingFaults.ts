import assert from 'node:assert/strict';
import {
  appendFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { workspacePath } from '../firth.ts';
import { corpusFiles } from './corpusFiles.ts';
import type { Fault } from './Fault.ts';
import type { Ground } from './Ground.ts';
import { atMoment, cancels, type Job, killedWhileWriting, kills, stage } from './Job.ts';
import { secondWindow } from './secondWindow.ts';

const training: Job = {
  name: 'training',
  thread: 'firth-training',
  failure: /The training failed; the vectors from before are still in use\./,
  moments: [
    ...['reading', 'counting', 'weighting', 'learning'].map((name) => stage(name)),
    stage('saving', { mayBeDone: true }),
  ],
  run: (ground) => ground.train(),
};

export const trainingFaults: readonly Fault[] = [
  ...kills(training),
  ...cancels(training),
  killedWhileWriting(training, ({ output }) => dirname(output)),
  { name: 'training: cancelled while files are looked for', cause: cancelledAtOnce },
  {
    name: 'training: in two windows at once',
    async cause(ground) {
      const other = secondWindow(ground, 'train');
      const report = await ground.train();
      assert.ok(report);
      assert.equal((await other.result()).words, report.words);
      assert.ok(await ground.answersAsBefore());
      await ground.stopQueries();
      return 'trained';
    },
  },
  { name: 'training: files deleted and renamed while read', cause: filesGo },
  { name: 'training: a file grows while read', cause: fileGrows },
  { name: 'training: settings changed in the middle', cause: settingsChange },
];

async function cancelledAtOnce(ground: Ground): Promise<undefined> {
  const training = ground.train();
  await Promise.resolve();
  const timer = setInterval(() => ground.watch.cancel(), 1);
  try {
    assert.equal(await training, undefined);
  } finally {
    clearInterval(timer);
  }
  ground.assertQuiet();
}

async function filesGo(ground: Ground): Promise<'trained'> {
  const [gone, moved] = corpusFiles().slice(-2) as [string, string];
  const contents = [gone, moved].map((file) => readFileSync(file));
  const struck = atMoment(ground, training.thread, stage('reading'), () => {
    rmSync(gone);
    renameSync(moved, `${moved}.old`);
  });
  try {
    const report = await ground.train();
    assert.ok(report && struck());
    const skipped = report.skipped.map(({ path }) => path);
    assert.ok(skipped.includes(gone) && skipped.includes(moved), JSON.stringify(report.skipped));
    ground.assertTold(/2 files were skipped/);
  } finally {
    rmSync(`${moved}.old`, { force: true });
    writeFileSync(gone, contents[0]!);
    writeFileSync(moved, contents[1]!);
  }
  return 'trained';
}

async function fileGrows(ground: Ground): Promise<'trained'> {
  const file = join(workspacePath(), 'aaa', 'growing.txt');
  mkdirSync(dirname(file));
  writeFileSync(file, 'The tide comes in and goes out. '.repeat(200_000));
  let growing = true;
  const grow = (): void => {
    appendFileSync(file, 'And it comes in again. '.repeat(50_000));
    if (growing && statSync(file).size < 400_000_000) setImmediate(grow);
  };
  atMoment(ground, training.thread, stage('reading'), grow);
  try {
    const report = await ground.train();
    growing = false;
    assert.ok(report);
    // What it had when it was opened, which is little of what it came to have meanwhile.
    const words = (statSync(file).size / 'And it comes in again. '.length) * 5;
    assert.ok(report.corpus.tokens < words / 2, `${report.corpus.tokens} of ${words} words were read`);
  } finally {
    growing = false;
    rmSync(dirname(file), { recursive: true });
  }
  return 'trained';
}

async function settingsChange(ground: Ground): Promise<'trained'> {
  const configuration = vscode.workspace.getConfiguration('firth.training');
  let changed: Thenable<void> | undefined;
  atMoment(ground, training.thread, stage('counting'), () => {
    changed = configuration.update('vectorSize', 7, vscode.ConfigurationTarget.Workspace);
  });
  try {
    assert.ok(await ground.train());
    await changed;
    assert.equal((await ground.api.vectors()).workspace?.dimension, 100);
    ground.assertQuiet();
  } finally {
    await configuration.update('vectorSize', undefined, vscode.ConfigurationTarget.Workspace);
  }
  return 'trained';
}
