import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type AnalogySection,
  parseAnalogyQuestions,
} from '../../src/core/vectors/evaluation/wordAnalogies.ts';
import { parseWordPairs, type WordPairJudgement } from '../../src/core/vectors/evaluation/wordPairs.ts';

/** What word vectors are measured by: Google's analogies, WordSim-353 and SimLex-999. */
export interface EvaluationSets {
  readonly google: readonly AnalogySection[];
  readonly ws353: readonly WordPairJudgement[];
  readonly simlex: readonly WordPairJudgement[];
}

/** What a bench that uses the sets says in its description. */
export const EVALUATION_HELP =
  'FIRTH_BENCH_EVAL: folder with questions-words.txt, EN-WS-353-ALL.txt, EN-SIMLEX-999.txt';

/** The sets of the folder that FIRTH_BENCH_EVAL names; if it names none, says that they are skipped, and undefined. */
export async function readEvaluationSets(): Promise<EvaluationSets | undefined> {
  const folder = process.env['FIRTH_BENCH_EVAL'];
  if (!folder) {
    console.log('skipped: analogies and word pairs, because FIRTH_BENCH_EVAL does not name their folder');
    return undefined;
  }
  const read = (name: string): Promise<string> => readFile(join(folder, name), 'utf8');
  return {
    google: parseAnalogyQuestions(await read('questions-words.txt')),
    ws353: parseWordPairs(await read('EN-WS-353-ALL.txt')),
    simlex: parseWordPairs(await read('EN-SIMLEX-999.txt')),
  };
}
