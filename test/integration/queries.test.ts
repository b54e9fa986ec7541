import assert from 'node:assert/strict';
import { firth } from './firth.ts';

describe('queries in general English', () => {
  it('king - man + woman = queen, in each notation', async () => {
    const api = await firth();
    for (const expression of [
      'king - man + woman',
      'man : king :: woman : ?',
      'man is to king as woman is to',
    ]) {
      const { general } = await api.solveAnalogy(expression, 5);
      assert.equal(general?.[0]?.word, 'queen', expression);
    }
  });

  it('leaves the words of the question out', async () => {
    const { general } = await (await firth()).solveAnalogy('brother - man + woman', 20);
    assert.equal(general?.length, 20);
    for (const word of ['brother', 'man', 'woman']) {
      assert.equal(
        general?.some((answer) => answer.word === word),
        false,
        word,
      );
    }
  });

  it('names the words that are not known, with suggestions, before anything is computed', async () => {
    const check = await (await firth()).checkAnalogy('brotherr - man + womann');
    assert.ok(check.ok);
    assert.deepEqual(
      check.unknown.map(({ word, suggestions }) => [word, suggestions[0]]),
      [
        ['brotherr', 'brother'],
        ['womann', 'woman'],
      ],
    );
  });

  it('says where an expression stops being an analogy', async () => {
    const check = await (await firth()).checkAnalogy('brother - - man');
    assert.ok(!check.ok);
    assert.ok(check.position > 0);
    await assert.rejects((await firth()).solveAnalogy('', 5), /Expected/);
  });
});
