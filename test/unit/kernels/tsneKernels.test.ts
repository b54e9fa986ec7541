import assert from 'node:assert/strict';
import fc from 'fast-check';
import { plainKernels } from '../../../src/core/math/plainKernels.ts';
import { gaussian, seededRandom } from '../../../src/core/math/random.ts';
import { Workspace } from '../../../src/core/math/Workspace.ts';
import { Quadtree } from '../../../src/core/projection/Quadtree.ts';
import { describeForBothKernels } from './bothKernels.ts';
import { randomSparse, toDense } from './sparseSamples.ts';

function randomPoints(n: number, seed: number, spread: number): Float32Array {
  const random = seededRandom(seed);
  return new Float32Array(2 * n).map(() => spread * gaussian(random));
}

function assertClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
  assert.equal(actual.length, expected.length);
  for (let i = 0; i < expected.length; i++) {
    const difference = Math.abs(actual[i]! - expected[i]!);
    assert.ok(difference <= tolerance, `at ${i}: ${actual[i]} where ${expected[i]} was expected`);
  }
}

/** All pairs, in float64. */
function exactRepulsion(points: Float32Array): { forces: Float64Array; sum: number } {
  const forces = new Float64Array(points.length);
  let sum = 0;
  for (let i = 0; i < points.length; i += 2) {
    for (let j = 0; j < points.length; j += 2) {
      const dx = points[i]! - points[j]!;
      const dy = points[i + 1]! - points[j + 1]!;
      const closeness = 1 / (1 + dx * dx + dy * dy);
      sum += closeness;
      forces[i]! += closeness ** 2 * dx;
      forces[i + 1]! += closeness ** 2 * dy;
    }
  }
  return { forces, sum };
}

function norm(values: ArrayLike<number>): number {
  return Math.sqrt(Array.from(values).reduce((sum, value) => sum + value * value, 0));
}

const shape = fc.record({
  n: fc.integer({ min: 0, max: 150 }),
  seed: fc.integer(),
  spread: fc.constantFrom(1e-4, 1, 30),
  /** Whether the arrays are the kernels' own, or come from elsewhere. */
  own: fc.boolean(),
});

describeForBothKernels('kernels of t-SNE', (kernels) => {
  const owned = (own: boolean, array: Float32Array): Float32Array => {
    if (!own) return array;
    const copy = kernels().allocate(array.length);
    copy.set(array);
    return copy;
  };

  it('neighbourAttraction sums over the entries of each row', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(shape, share, ({ n, seed, spread, own }, filled) => {
        const p = randomSparse(n, n, filled, seededRandom(seed));
        const points = owned(own, randomPoints(n, seed, spread));
        const expected = new Float64Array(2 * n);
        const dense = toDense(p);
        for (let i = 0; i < n; i++) {
          for (let j = 0; j < n; j++) {
            const dx = points[2 * i]! - points[2 * j]!;
            const dy = points[2 * i + 1]! - points[2 * j + 1]!;
            const weight = dense[i * n + j]! / (1 + dx * dx + dy * dy);
            expected[2 * i]! += weight * dx;
            expected[2 * i + 1]! += weight * dy;
          }
        }
        const out = owned(own, new Float32Array(2 * n).fill(7));
        kernels().neighbourAttraction(p, points, out);
        assertClose(out, expected, spread * 1e-4);
      }),
    );
  });

  it('neighbourAttraction does something else meanwhile, once', () => {
    for (const n of [0, 5, 300]) {
      let calls = 0;
      const p = randomSparse(n, n, 0.1, seededRandom(2));
      const [points, out] = [randomPoints(n, 3, 2), new Float32Array(2 * n)];
      kernels().neighbourAttraction(p, points, out, () => calls++);
      assert.equal(calls, 1);
      const fail = () => kernels().neighbourAttraction(p, points, out, () => assert.fail('no more'));
      assert.throws(fail, /no more/);
    }
  });

  it('neighbourAttraction takes more entries than one call does, and rows of any length', () => {
    const n = 300;
    const p = randomSparse(n, n, 0.9, seededRandom(2));
    assert.ok(p.values.length > 60_000);
    const points = randomPoints(n, 3, 2);
    const [out, expected] = [new Float32Array(2 * n), new Float32Array(2 * n)];
    kernels().neighbourAttraction(p, points, out);
    plainKernels.neighbourAttraction(p, points, expected);
    assertClose(out, expected, 1e-3);
  });

  it('treeRepulsion is the sum over all pairs when no group may be taken as a whole', () => {
    fc.assert(
      fc.property(shape, ({ n, seed, spread, own }) => {
        const quadtree = new Quadtree(n, new Workspace(own ? kernels() : plainKernels));
        const tree = quadtree.build(randomPoints(n, seed, spread), 0);
        const out = owned(own, new Float32Array(2 * n));
        const sum = kernels().treeRepulsion(tree, quadtree.points, out);
        const exact = exactRepulsion(quadtree.points);
        assert.ok(Math.abs(sum - exact.sum) <= 1e-5 * exact.sum);
        assertClose(out, exact.forces, 1e-5 * n * Math.min(spread, 1));
      }),
    );
  });

  it('treeRepulsion is close to it at theta 0.5, and closer at 0.1', () => {
    fc.assert(
      fc.property(fc.integer(), fc.constantFrom(1e-4, 1, 30), (seed, spread) => {
        const n = 500;
        const quadtree = new Quadtree(n, new Workspace(plainKernels));
        const out = new Float32Array(2 * n);
        for (const [theta, tolerance] of [[0.5, 0.02] as const, [0.1, 0.001] as const]) {
          const tree = quadtree.build(randomPoints(n, seed, spread), theta);
          const sum = kernels().treeRepulsion(tree, quadtree.points, out);
          const { forces, sum: exactSum } = exactRepulsion(quadtree.points);
          assert.ok(Math.abs(sum - exactSum) <= tolerance * exactSum);
          const errors = forces.map((force, i) => force - out[i]!);
          assert.ok(norm(errors) <= tolerance * norm(forces), `${norm(errors) / norm(forces)}`);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('treeRepulsion counts points in one place as so many, and itself once', () => {
    const points = Float32Array.of(...new Array<number>(20).fill(0), 3, 4);
    const quadtree = new Quadtree(11, new Workspace(plainKernels));
    const tree = quadtree.build(points, 0.5);
    const out = new Float32Array(22);
    const sum = kernels().treeRepulsion(tree, quadtree.points, out);
    assert.ok(Math.abs(sum - (100 + 20 / 26 + 1)) < 1e-4);
    const push = (distance: number) => distance / 26 ** 2;
    for (const [place, i] of quadtree.order.entries()) {
      const expected = i === 10 ? [10 * push(3), 10 * push(4)] : [-push(3), -push(4)];
      assertClose(out.subarray(2 * place, 2 * place + 2), expected, 1e-6);
    }
  });

  it('name what does not fit', () => {
    const p = randomSparse(3, 3, 1, seededRandom(1));
    const three = new Float32Array(6);
    const two = new Float32Array(4);
    const { neighbourAttraction, treeRepulsion } = kernels();
    assert.throws(() => neighbourAttraction(p, two, three), /RangeError: points has 4 values/);
    assert.throws(() => neighbourAttraction(p, three, two), /RangeError: out has 4 values/);
    const wide = { ...p, cols: 4 };
    assert.throws(() => neighbourAttraction(wide, three, three), /RangeError: points has 6 values/);
    const tree = { nodes: new Float32Array(8), next: Uint32Array.of(2, 2) };
    assert.throws(() => treeRepulsion(tree, three, two), /RangeError: out has 4 values/);
    assert.throws(() => treeRepulsion(tree, new Float32Array(5), three), /RangeError: points has 5 values/);
    const short = { ...tree, nodes: new Float32Array(7) };
    assert.throws(() => treeRepulsion(short, three, three), /RangeError: nodes has 7 values/);
    for (const next of [Uint32Array.of(0, 2), Uint32Array.of(1, 3)]) {
      assert.throws(() => treeRepulsion({ ...tree, next }, three, three), /RangeError: Node \d of 2/);
    }
  });
});
