import { decodeFromPanel, decodePanelState } from '../../src/protocol/panel.ts';
import type { FuzzTarget } from './FuzzTarget.ts';
import { ofValues } from './makeTargets.ts';
import { receiveMessage, sampleRequest, serveMessage } from './rpcTargets.ts';

const LAYOUTS = [
  { method: 'tsne', perplexity: 30, iterations: 1000, seed: 1 },
  { method: 'pca' },
  { method: 'firstTwo' },
  { method: 'axes', x: { from: 'man', to: 'woman' }, y: { from: 'bad', to: 'good' } },
];

const SELECTIONS = [
  { kind: 'near', word: 'sea', limit: 200 },
  { kind: 'frequent', limit: 2000 },
  { kind: 'document', limit: 500 },
  { kind: 'list', words: ['sea', 'ship'], name: 'mine' },
];

const REQUESTS = SELECTIONS.map((selection, i) => ({
  source: 'general',
  selection,
  include: ['sea'],
  layout: LAYOUTS[i],
}));

const FROM_MAP = [
  { type: 'ready', request: REQUESTS[0] },
  ...REQUESTS.map((request) => ({ type: 'draw', request, anew: true })),
  { type: 'steer', to: 'pause' },
  { type: 'cluster', id: 3, clusters: 8 },
  { type: 'compareTo', id: 3, word: 'sea' },
  { type: 'solveAnalogies', expressions: ['king - man + woman'] },
  { type: 'keepSelection', selection: { name: 'mine', words: ['sea'] } },
  { type: 'forgetSelection', name: 'mine' },
  { type: 'export', id: 3, words: ['sea'] },
  { type: 'picture', format: 'png', data: 'iVBORw0KGgo=' },
  { type: 'describe', word: 'water' },
  { type: 'findContexts', word: 'water' },
];

const FROM_GENRE = [{ type: 'ready' }, { type: 'explain', genre: 'rock' }, { type: 'train' }];

const QUESTIONS = [
  {
    method: 'encodeText',
    params: { text: 'a sea', source: 'general', maxTokens: 50, outputSequenceLength: 5 },
  },
  { method: 'measurePairs', params: { pairs: [['sea', 'ship']] } },
  { method: 'sentencesWith', params: { text: 'sea', limit: 9 } },
  { method: 'lectureGlove', params: { pairs: [['sea', 'ship']] } },
  { method: 'reconstruct', params: { pairs: [['sea', 'ship']], vectorSize: 10 } },
  { method: 'judgeSentences', params: { word: 'sea', source: 'general', topn: 9, sentences: ['a sea'] } },
  { method: 'findSenses', params: { word: 'bank', source: 'workspace', topn: 9 } },
  {
    method: 'probeBias',
    params: {
      source: 'general',
      sets: { targetsX: ['a'], targetsY: ['b'], attributesA: ['c'], attributesB: ['d'] },
      seed: 1,
    },
  },
];

const FROM_LAB = [
  ...QUESTIONS.map((question, turn) => ({ type: 'ask', turn, question })),
  { type: 'forget', turn: 1 },
  { type: 'shown', step: 'bias' },
  { type: 'openPlace', path: '/a.txt', line: 1, column: 2 },
];

const of = (tab: string, messages: readonly object[]): object[] =>
  messages.map((message) => ({ tab, message }));

/** The readers of messages between page, extension and engine. */
export const messageTargets: readonly FuzzTarget[] = [
  ofValues('messages of the map', of('map', FROM_MAP), { read: decodeFromPanel }),
  ofValues('messages of the genre tab', of('genre', FROM_GENRE), { read: decodeFromPanel }),
  ofValues('messages of the Lab', [...of('lab', FROM_LAB), ...of('panel', [{ type: 'ready' }])], {
    read: decodeFromPanel,
  }),
  ofValues(
    'state of the panel',
    [
      {
        tab: 'map',
        map: {
          request: REQUESTS[0],
          word: 'sea',
          tableOpen: true,
          color: 'clusters',
          sizeByFrequency: true,
          analogies: ['king - man + woman'],
        },
        genre: {},
        lab: { step: 'bias', inputs: { word: 'bank' } },
      },
    ],
    { read: decodePanelState },
  ),
  ofValues('requests to the engine', [sampleRequest()], { read: serveMessage }),
  ofValues(
    'answers of the engine',
    [
      { kind: 'reply', id: 1, result: 'a' },
      { kind: 'error', id: 1, error: { name: 'Error', message: 'no' } },
      { kind: 'progress', id: 1, progress: 0.5 },
    ],
    { read: receiveMessage },
  ),
];
