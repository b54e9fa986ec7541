import assert from 'node:assert/strict';
import { bestEpoch, type Epoch, overfittingAdvice } from '../../../../src/core/embedding/Epoch.ts';

const history = (...validationLosses: number[]): Epoch[] =>
  validationLosses.map((validationLoss, i) => ({ epoch: i + 1, loss: 1 / (i + 1), validationLoss }));

describe('Epoch', () => {
  it('finds the epoch with the lowest validation loss', () => {
    assert.equal(bestEpoch(history(3, 1, 2))?.epoch, 2);
    assert.equal(
      bestEpoch([
        { epoch: 1, loss: 2 },
        { epoch: 2, loss: 1 },
      ])?.epoch,
      2,
    );
    assert.equal(bestEpoch([]), undefined);
  });

  it('advises against epochs that made it worse', () => {
    assert.match(
      overfittingAdvice(history(0.3, 0.2, 0.25, 0.31))!,
      /lowest after epoch 2 \(0\.200\) and rose to 0\.310 after 4\. Choose 2 epochs/,
    );
  });

  it('has nothing to say while it gets better, for noise, and without pairs kept aside', () => {
    assert.equal(overfittingAdvice(history(3, 2, 1)), undefined);
    assert.equal(overfittingAdvice(history(1, 1.005)), undefined);
    assert.equal(overfittingAdvice([{ epoch: 1, loss: 1 }]), undefined);
    assert.equal(overfittingAdvice([]), undefined);
  });
});
