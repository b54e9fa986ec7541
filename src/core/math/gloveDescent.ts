import { type GloveDescent, gloveRecordSize, largestGloveError } from './gloveRows.ts';
import { requireGloveDescent, unknownGloveRow } from './kernelShapes.ts';

/** `Kernels.descendGlove` in plain TypeScript. */
export function descendGlovePlainly(descent: GloveDescent, losses: Float64Array): void {
  requireGloveDescent(descent, losses);
  const { layout, parameters, records, ranges, learningRate } = descent;
  const { stride, bias, biasAccumulator, paddedSize } = layout;
  const rows = parameters.length / stride;
  const numbers = new Float32Array(records.buffer, records.byteOffset, records.length);
  const update = layout.adaGrad === 'element' ? updateByElement : updateByRow;
  for (let range = 0; range < losses.length; range++) {
    const [from, to] = [ranges[2 * range]!, ranges[2 * range + 1]!];
    for (let at = from * gloveRecordSize; at < to * gloveRecordSize; at += gloveRecordSize) {
      if (records[at]! >= rows || records[at + 1]! >= rows) throw unknownGloveRow(from, to, rows);
      const word = records[at]! * stride;
      const context = records[at + 1]! * stride;
      let error = parameters[word + bias]! + parameters[context + bias]! - numbers[at + 2]!;
      for (let i = 0; i < paddedSize; i++) error += parameters[word + i]! * parameters[context + i]!;
      const weighted = Math.min(Math.max(numbers[at + 3]! * error, -largestGloveError), largestGloveError);
      losses[range]! += 0.5 * numbers[at + 3]! * error * error;
      update(descent, word, context, weighted * learningRate);
      for (const row of [word, context]) {
        parameters[row + bias]! -= weighted / Math.sqrt(parameters[row + biasAccumulator]!);
        parameters[row + biasAccumulator]! += weighted * weighted;
      }
    }
  }
}

/** Updates two vectors with an accumulator for each of their numbers; `scale` is error times learning rate. */
function updateByElement(
  { layout: { paddedSize, accumulators }, parameters }: GloveDescent,
  word: number,
  context: number,
  scale: number,
): void {
  for (let i = 0; i < paddedSize; i++) {
    const wordStep = scale * parameters[context + i]!;
    const contextStep = scale * parameters[word + i]!;
    parameters[word + i]! -= wordStep / Math.sqrt(parameters[word + accumulators + i]!);
    parameters[context + i]! -= contextStep / Math.sqrt(parameters[context + accumulators + i]!);
    parameters[word + accumulators + i]! += wordStep * wordStep;
    parameters[context + accumulators + i]! += contextStep * contextStep;
  }
}

/** Updates two vectors with one accumulator each. */
function updateByRow(
  { layout: { paddedSize, vectorSize, accumulators }, parameters }: GloveDescent,
  word: number,
  context: number,
  scale: number,
): void {
  const wordScale = scale / Math.sqrt(parameters[word + accumulators]!);
  const contextScale = scale / Math.sqrt(parameters[context + accumulators]!);
  let wordSquares = 0;
  let contextSquares = 0;
  for (let i = 0; i < paddedSize; i++) {
    const wordValue = parameters[word + i]!;
    const contextValue = parameters[context + i]!;
    wordSquares += wordValue * wordValue;
    contextSquares += contextValue * contextValue;
    parameters[word + i] = wordValue - wordScale * contextValue;
    parameters[context + i] = contextValue - contextScale * wordValue;
  }
  parameters[word + accumulators]! += (scale * scale * contextSquares) / vectorSize;
  parameters[context + accumulators]! += (scale * scale * wordSquares) / vectorSize;
}
