import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ToLab } from '../../../src/protocol/panel/lab.ts';
import type { FromMap, ToMap } from '../../../src/protocol/panel/map.ts';
import type { MapRequest } from '../../../src/protocol/panel/mapRequest.ts';
import type { ToPicture } from '../../../src/protocol/panel/picture.ts';
import type { RpcRequest, RpcResponse } from '../../../src/protocol/rpc.ts';
import { eventually } from '../firth.ts';
import type { Fault } from './Fault.ts';
import type { Ground } from './Ground.ts';
import { atMoment, call, type Moment } from './Job.ts';

const STOPPED = 'engine stopped unexpectedly';

/** Tells the map of the tests from the one that the page draws by itself. */
const PERPLEXITY = 17;

const MAP = {
  source: 'general',
  selection: { kind: 'frequent', limit: 1500 },
  include: [],
  layout: { method: 'tsne', perplexity: PERPLEXITY, iterations: 1000, seed: 1 },
} satisfies MapRequest;

export const panelFaults: readonly Fault[] = [
  mapKilled('firth-queries', call('chooseMapWords')),
  mapKilled('firth-map', call('layOutWords')),
  mapKilled('firth-map', layoutStage('neighbours')),
  mapKilled('firth-map', layoutStage('moving')),
  mapKilled('firth-map', call('judgeMap')),
  { name: 'map: stopped while its points move', cause: mapStopped },
  { name: 'map: another one asked for while its points move', cause: mapSuperseded },
  { name: 'map: panel closed while its points move', cause: mapClosed },
  { name: 'map: new vectors trained while its points move', cause: trainedMeanwhile },
  { name: "Lab: thread killed while the lecture's GloVe learns", cause: labKilled },
  { name: "Lab: called off while the lecture's GloVe learns", cause: labForgotten },
  { name: "Lab: panel closed while the lecture's GloVe learns", cause: labClosed },
];

/** The layout of the tests' map tells of a stage. */
function layoutStage(name: string): Moment {
  let id: number | undefined;
  return {
    name: `while ${name === 'moving' ? 'its points move' : 'neighbours are looked for'}`,
    reached(message: RpcRequest | RpcResponse) {
      if (message.kind === 'request') {
        if (message.method === 'layOutWords' && isOurs(message.params)) id = message.id;
        return false;
      }
      return (
        message.kind === 'progress' &&
        message.id === id &&
        (message.progress as { stage?: string }).stage === name
      );
    },
  };
}

function isOurs(params: unknown): boolean {
  return (params as { layout: { perplexity?: number } }).layout.perplexity === PERPLEXITY;
}

/** What the extension tells the page: about one of the map's pictures, or a tab. */
type Told = ToPicture | Exclude<ToMap, { type: 'toPicture' }> | ToLab;

function toldTo(ground: Ground): Told[] {
  return ground.watch.posted.map((posted) => {
    const { message } = posted as { message: ToMap | ToLab };
    return message.type === 'toPicture' ? message.message : message;
  });
}

/** Waits for a message to the page. */
async function sent(ground: Ground, what: string, matches: (message: Told) => boolean): Promise<void> {
  await eventually(what, async () => toldTo(ground).some(matches));
}

/** Says something in the page's place. */
function say(ground: Ground, message: FromMap): void {
  ground.watch.fromPage({ tab: 'map', message });
}

/** Opens the map and waits until the page has begun to draw one by itself, which would take the place of another. */
async function openMap(ground: Ground): Promise<void> {
  await vscode.commands.executeCommand('firth.openMap');
  await sent(ground, 'the page draws', ({ type }) => type === 'projection');
}

/** Asks for a map whose points move for a while. */
function askForMap(ground: Ground): void {
  say(ground, { type: 'draw', request: MAP, anew: true });
}

async function draw(ground: Ground): Promise<void> {
  await openMap(ground);
  askForMap(ground);
}

function told(ground: Ground, type: 'problem' | 'refusal'): Promise<void> {
  return sent(
    ground,
    'the panel tells of the problem',
    (told) => told.type === type && 'message' in told && told.message.includes(STOPPED),
  );
}

function finished(ground: Ground, perplexity: number, end?: string): Promise<void> {
  return sent(
    ground,
    'the map is finished',
    (told) =>
      told.type === 'projection' &&
      !told.projection.unfinished &&
      told.projection.request.layout.method === 'tsne' &&
      told.projection.request.layout.perplexity === perplexity &&
      (end === undefined || told.projection.descent?.end === end),
  );
}

/** After the thread was killed, the next map comes. */
function mapKilled(thread: string, moment: Moment): Fault {
  return {
    name: `map: thread killed ${moment.name}`,
    async cause(ground) {
      await openMap(ground);
      const struck = atMoment(ground, thread, moment, (struckThread) => struckThread.kill());
      askForMap(ground);
      await told(ground, 'problem');
      assert.ok(struck());
      ground.watch.reset();
      askForMap(ground);
      await finished(ground, PERPLEXITY);
      return undefined;
    },
  };
}

async function mapStopped(ground: Ground): Promise<undefined> {
  const struck = atMoment(ground, 'firth-map', layoutStage('moving'), () =>
    say(ground, { type: 'fromPicture', side: 'map', message: { type: 'steer', to: 'stop' } }),
  );
  await draw(ground);
  await finished(ground, PERPLEXITY, 'stopped');
  assert.ok(struck());
}

async function mapSuperseded(ground: Ground): Promise<undefined> {
  const other = { ...MAP, layout: { ...MAP.layout, perplexity: 23 } };
  const struck = atMoment(ground, 'firth-map', layoutStage('moving'), () =>
    say(ground, { type: 'draw', request: other, anew: true }),
  );
  await draw(ground);
  await finished(ground, 23);
  assert.ok(struck());
  assertNoProblem(ground);
}

async function mapClosed(ground: Ground): Promise<undefined> {
  let closing: Promise<void> | undefined;
  atMoment(ground, 'firth-map', layoutStage('moving'), () => {
    closing = ground.closePanel();
  });
  await draw(ground);
  await eventually('the map is closed', async () => closing !== undefined);
  await closing;
  assertNoProblem(ground);
  ground.assertQuiet();
}

async function trainedMeanwhile(ground: Ground): Promise<'trained'> {
  let training: Promise<unknown> | undefined;
  atMoment(ground, 'firth-map', layoutStage('moving'), () => {
    training = ground.train();
  });
  await draw(ground);
  await eventually('the training begins', async () => training !== undefined);
  assert.ok(await training);
  assertNoProblem(ground);
  ground.assertQuiet();
  return 'trained';
}

function assertNoProblem(ground: Ground): void {
  assert.deepEqual(
    toldTo(ground).filter(({ type }) => type === 'problem'),
    [],
  );
}

/** Lets the Lab learn, and acts on the first progress that it tells of. */
async function learn(ground: Ground, act: (thread: { kill(): void }) => void): Promise<void> {
  let acted = false;
  ground.watch.listener = {
    onResponse(thread, { kind }) {
      if (acted || thread.name !== 'firth-lab' || kind !== 'progress') return;
      acted = true;
      act(thread);
    },
  };
  await vscode.commands.executeCommand('firth.openLab', 'glove');
  await sent(ground, 'the page is ready', ({ type }) => type === 'sources');
  const question = { method: 'lectureGlove', params: { pairs: [['people', 'time']] } };
  ground.watch.fromPage({ tab: 'lab', message: { type: 'ask', turn: 990, question } });
  await eventually('the Lab learns', async () => acted);
}

async function labKilled(ground: Ground): Promise<undefined> {
  await learn(ground, (thread) => thread.kill());
  await told(ground, 'refusal');
}

async function labForgotten(ground: Ground): Promise<undefined> {
  await learn(ground, () => ground.watch.fromPage({ tab: 'lab', message: { type: 'forget', turn: 990 } }));
  ground.watch.posted.length = 0;
  // The thread stays for the next question, and answers it.
  const question = { method: 'lectureGlove', params: { pairs: [['time', 'people']] } };
  ground.watch.listener = {};
  ground.watch.fromPage({ tab: 'lab', message: { type: 'ask', turn: 991, question } });
  await sent(
    ground,
    'the next question is answered',
    (told) => told.type === 'progress' && 'turn' in told && told.turn === 991,
  );
  assert.ok(toldTo(ground).every((told) => !('turn' in told) || told.turn !== 990));
}

async function labClosed(ground: Ground): Promise<undefined> {
  let closing: Promise<void> | undefined;
  await learn(ground, () => {
    closing = ground.closePanel();
  });
  await closing;
  ground.assertQuiet();
}
