import assert from 'node:assert/strict';
import fc from 'fast-check';
import { plainKernels } from '../../../../src/core/math/plainKernels.ts';
import { gaussian, seededRandom } from '../../../../src/core/math/random.ts';
import { Workspace } from '../../../../src/core/math/Workspace.ts';
import type { PointTree } from '../../../../src/core/projection/PointTree.ts';
import { Quadtree } from '../../../../src/core/projection/Quadtree.ts';

/** Points about a few centres, some of them duplicates. */
function clusters(n: number, seed: number): Float32Array {
  const random = seededRandom(seed);
  const points = new Float32Array(2 * n);
  for (let i = 0; i < n; i++) {
    const copy = i > 0 && random() < 0.2 ? Math.floor(random() * i) : undefined;
    const centre = Math.floor(random() * 3) * 50;
    points[2 * i] = copy === undefined ? centre + gaussian(random) : points[2 * copy]!;
    points[2 * i + 1] = copy === undefined ? gaussian(random) - centre : points[2 * copy + 1]!;
  }
  return points;
}

function nodeAt({ nodes }: PointTree, node: number) {
  const [x, y, count, limit] = nodes.subarray(4 * node, 4 * node + 4) as unknown as [
    number,
    number,
    number,
    number,
  ];
  return { x, y, count, limit };
}

/** The nodes directly below one, from `from` on and before `to`. */
function siblings({ next }: PointTree, from: number, to: number): number[] {
  const found: number[] = [];
  for (let node = from; node < to; node = next[node]!) found.push(node);
  return found;
}

const shape = fc.record({ n: fc.integer({ min: 0, max: 400 }), seed: fc.integer() });

describe('Quadtree', () => {
  it('sorts the points and tells where each came from', () => {
    fc.assert(
      fc.property(shape, ({ n, seed }) => {
        const coordinates = clusters(n, seed);
        const tree = new Quadtree(n, new Workspace(plainKernels));
        tree.build(coordinates, 0.5);
        assert.deepEqual(
          [...tree.order].sort((a, b) => a - b),
          Array.from({ length: n }, (_, i) => i),
        );
        for (const [place, i] of tree.order.entries()) {
          assert.deepEqual(
            tree.points.subarray(2 * place, 2 * place + 2),
            coordinates.subarray(2 * i, 2 * i + 2),
          );
        }
      }),
    );
  });

  it('has nodes at the mean of all below them, that are leaves or have two parts at least', () => {
    fc.assert(
      fc.property(shape, ({ n, seed }) => {
        const built = new Quadtree(n, new Workspace(plainKernels)).build(clusters(n, seed), 0.5);
        const top = siblings(built, 0, built.next.length);
        assert.equal(
          top.reduce((sum, node) => sum + nodeAt(built, node).count, 0),
          n,
        );
        for (let node = 0; node < built.next.length; node++) {
          const { x, y, count, limit } = nodeAt(built, node);
          const parts = siblings(built, node + 1, built.next[node]!);
          if (limit < 0) {
            assert.equal(parts.length, 0);
            continue;
          }
          assert.ok(parts.length >= 2);
          const sums = [0, 0, 0];
          for (const part of parts.map((part) => nodeAt(built, part))) {
            sums[0]! += part.count;
            sums[1]! += part.count * part.x;
            sums[2]! += part.count * part.y;
          }
          assert.equal(sums[0], count);
          assert.ok(Math.abs(sums[1]! / count - x) < 1e-4);
          assert.ok(Math.abs(sums[2]! / count - y) < 1e-4);
        }
      }),
    );
  });

  it('lets no node be taken as a whole from nearer than its width over theta', () => {
    fc.assert(
      fc.property(shape, fc.double({ min: 0.1, max: 2, noNaN: true }), ({ n, seed }, theta) => {
        const built = new Quadtree(n, new Workspace(plainKernels)).build(clusters(n, seed), theta);
        const leavesOf = (node: number) =>
          Array.from({ length: built.next[node]! - node }, (_, i) => nodeAt(built, node + i)).filter(
            ({ limit }) => limit < 0,
          );
        for (let node = 0; node < built.next.length; node++) {
          const { limit } = nodeAt(built, node);
          if (limit < 0) continue;
          const xs = leavesOf(node).map(({ x }) => x);
          const ys = leavesOf(node).map(({ y }) => y);
          const extent = Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys));
          assert.ok(Math.sqrt(limit) * theta > extent - 1e-3);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('makes one leaf of more points in one place than can be told apart', () => {
    const coordinates = new Float32Array(2 * 1000).fill(0.25);
    const { nodes, next } = new Quadtree(1000, new Workspace(plainKernels)).build(coordinates, 0.5);
    assert.deepEqual([...nodes], [0.25, 0.25, 1000, -1]);
    assert.deepEqual([...next], [1]);
  });

  it('can be built again over other points', () => {
    const workspace = new Workspace(plainKernels);
    const tree = new Quadtree(200, workspace);
    tree.build(clusters(200, 1), 0.5);
    const again = tree.build(clusters(200, 2), 0.5);
    assert.deepEqual(again, new Quadtree(200, workspace).build(clusters(200, 2), 0.5));
  });
});
