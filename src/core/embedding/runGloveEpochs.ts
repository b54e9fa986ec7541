import type { Kernels } from '../math/Kernels.ts';
import type { Random } from '../math/random.ts';
import { shuffledIndices } from '../math/shuffle.ts';
import type { Task } from '../task.ts';
import { EmbeddingError } from './EmbeddingError.ts';
import { bestEpoch, type Epoch } from './Epoch.ts';
import type { GloveParameters } from './GloveParameters.ts';
import type { GloveValidation } from './GloveValidation.ts';
import type { GloveRecords } from './gloveRecords.ts';
import { groups } from './wordGroups.ts';

/** So many records of each block are learnt between two checkpoints. */
const recordsPerStep = 8192;

interface EpochsOptions {
  readonly validation: GloveValidation;
  readonly learningRate: number;
  readonly epochs: number;
  readonly patience: number | undefined;
  readonly random: Random;
  readonly kernels: Kernels;
  readonly afterEpoch: () => void;
  readonly onEpoch: (epoch: Epoch) => void;
  readonly task: Task;
}

/**
 * Learns from the records, epoch after epoch, and says how well it went. With patience, the parameters are those of the
 * best epoch in the end.
 *
 * @throws EmbeddingError when the loss is no longer a finite number
 */
export function runGloveEpochs(
  records: GloveRecords,
  parameters: GloveParameters,
  options: EpochsOptions,
): Epoch[] {
  const { validation, learningRate, epochs, patience, kernels, afterEpoch, onEpoch, task } = options;
  const count = records.tileStart.at(-1)!;
  const history: Epoch[] = [];
  let best: Float32Array | undefined;
  for (let epoch = 1; epoch <= epochs; epoch++) {
    let loss = 0;
    let done = 0;
    for (const { ranges, length } of epochSteps(records, options.random)) {
      task.checkpoint((epoch - 1 + done / count) / epochs);
      const losses = new Float64Array(ranges.length / 2);
      const { layout, rows } = parameters;
      kernels.descendGlove(
        { layout, parameters: rows, records: records.records, ranges, learningRate },
        losses,
      );
      // In order, so that the sum does not depend on which range was done first.
      for (const value of losses) loss += value;
      done += length;
    }
    afterEpoch();
    const validationLoss = validation.loss(parameters);
    const result = {
      epoch,
      loss: loss / Math.max(1, count),
      ...(validationLoss !== undefined && { validationLoss }),
    };
    requireFinite(result, learningRate);
    history.push(result);
    onEpoch(result);
    if (patience === undefined || validationLoss === undefined) continue;
    const bestSoFar = bestEpoch(history)!.epoch;
    if (bestSoFar === epoch) best = parameters.rows.slice();
    else if (epoch - bestSoFar >= patience) break;
  }
  if (best) parameters.rows.set(best);
  task.checkpoint(1);
  return history;
}

/** Ranges of records that have no row in common, and how many records they hold. */
interface Step {
  readonly ranges: Uint32Array;
  readonly length: number;
}

/**
 * All records once. In a phase, each group of words meets one group of contexts, another one each; in a step, each of
 * these blocks does (a part of) its tile at the same place. The order of phases and tiles is random.
 */
function* epochSteps({ tilesPerSide, tileStart }: GloveRecords, random: Random): Generator<Step> {
  const tiles = tilesPerSide ** 2;
  for (const phase of shuffledIndices(groups, random)) {
    for (const tile of shuffledIndices(tiles, random)) {
      const next: number[] = [];
      const end: number[] = [];
      for (let group = 0; group < groups; group++) {
        const index = (group * groups + ((group + phase) % groups)) * tiles + tile;
        next.push(tileStart[index]!);
        end.push(tileStart[index + 1]!);
      }
      for (;;) {
        const ranges = new Uint32Array(2 * groups);
        let length = 0;
        for (let group = 0; group < groups; group++) {
          const from = next[group]!;
          const to = Math.min(end[group]!, from + recordsPerStep);
          ranges[2 * group] = from;
          ranges[2 * group + 1] = to;
          next[group] = to;
          length += to - from;
        }
        if (length === 0) break;
        yield { ranges, length };
      }
    }
  }
}

function requireFinite({ epoch, loss, validationLoss = 0 }: Epoch, learningRate: number): void {
  if (Number.isFinite(loss) && Number.isFinite(validationLoss)) return;
  throw new EmbeddingError(
    `The vectors grew beyond all bounds in epoch ${epoch}. Choose a learningRate below ${learningRate}, or an xMax above ` +
      'the present one.',
  );
}
