import { compileKernels } from '../../src/build/compileKernels.ts';
import { countWindowCooccurrence } from '../../src/core/cooccurrence/countWindowCooccurrence.ts';
import { gloveRecords } from '../../src/core/embedding/gloveRecords.ts';
import type { Kernels } from '../../src/core/math/Kernels.ts';
import { plainKernels } from '../../src/core/math/plainKernels.ts';
import { seededRandom } from '../../src/core/math/random.ts';
import { Workspace } from '../../src/core/math/Workspace.ts';
import { untracked } from '../../src/core/task.ts';
import type { PreparedCorpus } from '../../src/core/text/CorpusBuilder.ts';
import { nodeSpill } from '../../src/engine/nodeSpill.ts';
import { loadKernels } from '../../src/kernels/loadKernels.ts';
import { CORPUS_HELP, readBenchCorpora } from './benchCorpora.ts';
import { corpusBuilderOf, linesOf } from './corpusText.ts';
import { type Bench, median, printTable } from './harness.ts';
import { runStanfordCounting, STANFORD_HELP, type StanfordCounting } from './stanfordGlove.ts';

/** The same for everybody. */
const settings = { window: 15, minCount: 5 };

/** Little enough to spill. */
const smallMemory = 4_000_000;

/** Times of which the middle one is told. */
const runs = 3;

const bench: Bench = {
  name: 'count',
  describe:
    `how fast words and their windows are counted in one thread, beside Stanford's programs (${STANFORD_HELP}; ` +
    `${CORPUS_HELP})`,
  async run(report) {
    const kernels = await loadKernels(await compileKernels());
    const corpus = (await readBenchCorpora()).at(-1)!;
    const running = corpus.documents.map((document) => new TextEncoder().encode(document));
    // What Stanford's programs read: words between blanks, sentences between line breaks. Two of these end ours.
    const lines = linesOf(corpus.documents).replaceAll('\n', '\n\n');
    const tokenized = [new TextEncoder().encode(lines)];
    // Once of each for the translation of the code, which programs that were compiled before have behind them.
    runOurs(running, kernels);
    runOurs(tokenized, kernels);
    const ours: OurRun[] = [];
    const fromRunning: OurRun[] = [];
    const stanfords: StanfordCounting[] = [];
    for (let run = 0; run < runs; run++) {
      ours.push(runOurs(tokenized, kernels));
      fromRunning.push(runOurs(running, kernels));
      const stanford = await runStanfordCounting(lines, settings);
      if (typeof stanford === 'string') {
        if (run === 0) console.log(`skipped: Stanford's programs, because ${stanford}`);
      } else stanfords.push(stanford);
    }
    const { prepared, entries } = ours[0]!;
    const plain = countOnly(prepared, plainKernels);
    const spilled = countOnly(prepared, kernels, smallMemory);
    console.log(
      `${corpus.name}: ${prepared.tokens} tokens, ${prepared.vocabulary.size} words that occur ${settings.minCount} ` +
        `times, ${(entries / 1e6).toFixed(2)} M pairs in windows of ${settings.window}; seconds are the processor's, ` +
        `medians of ${runs}`,
    );
    const reading = middle(ours, (run) => run.reading);
    const counting = middle(ours, (run) => run.counting);
    const fromRunningText = middle(fromRunning, (run) => run.reading);
    const sorting = middle(ours, (run) => run.sorting);
    const rows: [name: string, words: number | undefined, windows: number | undefined, shuffle?: number][] = [
      ['Firth, from the same text', reading, counting, sorting],
      ['Firth, from running text', fromRunningText, middle(fromRunning, (run) => run.counting)],
      ['Firth, typescript', undefined, plain],
      [`Firth, ${smallMemory / 1e6} MB, spilled`, undefined, spilled],
    ];
    const vocabCount = middle(stanfords, (run) => run.vocabCount);
    const cooccur = middle(stanfords, (run) => run.cooccur);
    const shuffle = middle(stanfords, (run) => run.shuffle);
    if (stanfords.length > 0) rows.push(["Stanford's programs", vocabCount, cooccur, shuffle]);
    const cell = (seconds: number | undefined): string => seconds?.toFixed(2) ?? '';
    printTable(
      ['', 'text to words s', 'windows s', 'shuffle s'],
      rows.map(([name, words, windows, shuffled]) => [name, cell(words), cell(windows), cell(shuffled)]),
    );
    report('count.rate', prepared.tokens / counting / 1e6, 'M tokens/s');
    report('count.spilled_to_unspilled', spilled / counting, 'x');
    if (stanfords.length === 0) return;
    report('count.pairs_to_stanford', entries / stanfords[0]!.pairs, 'x', '= 1');
    // Our counts need no shuffling: GloVe's order is made where GloVe is learnt.
    const whole = vocabCount + cooccur + shuffle;
    report('count.ratio_to_stanford', whole / (reading + counting), 'x', '>= 6');
    report('count.ratio_to_stanford_without_shuffle', (vocabCount + cooccur) / (reading + counting), 'x');
    // Sentences and words are found here, which Stanford's programs leave to others.
    report('count.ratio_to_stanford_from_running_text', whole / (fromRunningText + counting), 'x');
    report('count.windows_ratio_to_cooccur', cooccur / counting, 'x');
  },
};
export default bench;

function middle<T>(measured: readonly T[], of: (one: T) => number): number {
  return measured.length === 0 ? Number.NaN : median(measured.map(of));
}

/** Seconds of the processor's time since `start`. */
function seconds(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

interface OurRun {
  readonly prepared: PreparedCorpus;
  readonly entries: number;
  /** Sentences, words and vocabulary, from UTF-8. */
  readonly reading: number;
  readonly counting: number;
  /** Bringing pairs into the order in which GloVe learns, in place of `shuffle`. */
  readonly sorting: number;
}

function runOurs(documents: readonly Uint8Array[], kernels: Kernels): OurRun {
  const start = process.cpuUsage();
  const prepared = corpusBuilderOf(documents.map((bytes) => new TextDecoder().decode(bytes))).finish(
    settings,
  );
  const reading = seconds(start);
  const counted = process.cpuUsage();
  const cooccurrence = count(prepared, kernels);
  const counting = seconds(counted);
  const sorted = process.cpuUsage();
  const workspace = new Workspace(kernels);
  gloveRecords(cooccurrence, {
    xMax: 10,
    alpha: 0.75,
    isHeldOut: () => false,
    random: seededRandom(1),
    workspace,
    task: untracked,
  });
  workspace.releaseAll();
  return { prepared, entries: cooccurrence.values.length, reading, counting, sorting: seconds(sorted) };
}

function countOnly(prepared: PreparedCorpus, kernels: Kernels, memory?: number): number {
  const spill = nodeSpill();
  try {
    const start = process.cpuUsage();
    count(prepared, kernels, memory === undefined ? undefined : { bytes: memory, spill });
    return seconds(start);
  } finally {
    spill.dispose();
  }
}

function count(
  { corpus, vocabulary }: PreparedCorpus,
  kernels: Kernels,
  limit?: { bytes: number; spill: ReturnType<typeof nodeSpill> },
) {
  return countWindowCooccurrence(corpus, vocabulary.size, {
    window: settings.window,
    weighting: 'harmonic',
    acrossSentences: false,
    kernels,
    ...(limit && { limit }),
  });
}
