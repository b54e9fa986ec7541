/** How well a model fits after one pass over what it learns from. */
export interface Epoch {
  /** From 1. */
  readonly epoch: number;
  /** Mean loss of what was learnt in this pass, each part as it was when its turn came. */
  readonly loss: number;
  /** Mean loss of the pairs that were kept aside, after this pass; left out where none were. */
  readonly validationLoss?: number;
}

/** The epoch with the lowest validation loss; the last one where nothing was kept aside. */
export function bestEpoch(epochs: readonly Epoch[]): Epoch | undefined {
  return epochs.reduce<Epoch | undefined>(
    (best, epoch) =>
      best && (best.validationLoss ?? Infinity) < (epoch.validationLoss ?? Infinity) ? best : epoch,
    undefined,
  );
}

/** A rise of the validation loss by less than this share is noise. */
const noticeableRise = 0.01;

/**
 * What to do about the number of epochs, for people, where the loss on pairs kept aside has risen again: from then on a
 * model learns the noise of its text. Undefined where there is nothing to say.
 */
export function overfittingAdvice(epochs: readonly Epoch[]): string | undefined {
  const best = bestEpoch(epochs);
  const last = epochs.at(-1);
  if (best?.validationLoss === undefined || last?.validationLoss === undefined) return undefined;
  if (last.validationLoss <= best.validationLoss * (1 + noticeableRise)) return undefined;
  return (
    `More epochs no longer helped: the loss on pairs kept aside was lowest after epoch ${best.epoch} ` +
    `(${best.validationLoss.toPrecision(3)}) and rose to ${last.validationLoss.toPrecision(3)} after ${last.epoch}. Choose ` +
    `${best.epoch} epochs, fewer dimensions, or more text.`
  );
}
