import assert from 'node:assert/strict';
import { classifiedCsv, classifiedTable } from '../../../src/extension/classifier/classifiedText.ts';
import type { ClassifiedFile } from '../../../src/protocol/textScores.ts';

const FILES: readonly ClassifiedFile[] = [
  {
    path: '/songs/a, "the" b.txt',
    scores: {
      kind: 'scores',
      scores: [
        { name: 'rock', probability: 0.75 },
        { name: 'pop', probability: 0.25 },
      ],
      words: 10,
      unknownWords: 4,
      contributions: [],
      explained: 'rock',
    },
  },
  { path: '/songs/empty.txt', scores: { kind: 'no words' } },
  { path: '/songs/binary.txt', problem: 'It holds NUL bytes.' },
  { path: '=1+1', problem: '-x' },
];

describe('classified files as text', () => {
  it('are a table with aligned columns', () => {
    assert.equal(
      classifiedTable(FILES.slice(0, 3), (path) => path.slice(7)),
      [
        'file              genre    probability    second       words    unknown',
        'a, "the" b.txt    rock     0.750          pop 0.250    10       40%',
        'empty.txt         (no words)',
        'binary.txt        (It holds NUL bytes.)',
        '',
      ].join('\n'),
    );
  });

  it('are CSV with a column for each genre, without formulas', () => {
    assert.equal(
      classifiedCsv(FILES, ['pop', 'rock']),
      [
        'file,genre,words,unknown_words,problem,pop,rock',
        '"/songs/a, ""the"" b.txt",rock,10,4,,0.25,0.75',
        '/songs/empty.txt,,,,no words,,',
        '/songs/binary.txt,,,,It holds NUL bytes.,,',
        "'=1+1,,,,'-x,,",
        '',
      ].join('\r\n'),
    );
  });
});
