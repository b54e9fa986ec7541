import assert from 'node:assert/strict';
import fc from 'fast-check';
import { alignPlaces, type Places } from '../../../../src/core/projection/alignPlaces.ts';

const coordinate = fc.integer({ min: -100, max: 100 });
const cloud = fc
  .array(fc.tuple(coordinate, coordinate), { minLength: 3, maxLength: 40 })
  .map((points) => placesOf(points));

function placesOf(points: readonly (readonly [number, number])[]): Places {
  return {
    x: Float32Array.from(points, ([x]) => x),
    y: Float32Array.from(points, ([, y]) => y),
  };
}

function turned({ x, y }: Places, angle: number, mirrored: boolean): Places {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const sign = mirrored ? -1 : 1;
  return {
    x: x.map((value, i) => 7 + sign * (cos * value - sin * y[i]!)),
    y: y.map((value, i) => sin * x[i]! + cos * value - 3),
  };
}

function assertSameDistances(one: Places, other: Places): void {
  for (let i = 1; i < one.x.length; i++) {
    const [a, b] = [one, other].map(({ x, y }) => Math.hypot(x[i]! - x[0]!, y[i]! - y[0]!));
    assert.ok(Math.abs(a! - b!) < 1e-3 * (1 + a!), `${a} became ${b}`);
  }
}

describe('alignPlaces', () => {
  it('undoes any turn and mirroring of the same cloud', () => {
    fc.assert(
      fc.property(
        cloud,
        fc.double({ min: 0, max: 6.3, noNaN: true }),
        fc.boolean(),
        (places, angle, flip) => {
          const aligned = alignPlaces(turned(places, angle, flip), places, 'turn');
          const middle = { x: mean(places.x), y: mean(places.y) };
          for (let i = 0; i < places.x.length; i++) {
            assert.ok(Math.abs(aligned.x[i]! + middle.x - places.x[i]!) < 1e-2);
            assert.ok(Math.abs(aligned.y[i]! + middle.y - places.y[i]!) < 1e-2);
          }
        },
      ),
    );
  });

  it('keeps all distances, whatever it is aligned with', () => {
    fc.assert(
      fc.property(cloud, cloud, fc.constantFrom('turn', 'mirror', 'none'), (places, other, alignment) => {
        const target = {
          x: places.x.map((_, i) => other.x[i] ?? Number.NaN),
          y: places.y.map((_, i) => other.y[i] ?? Number.NaN),
        };
        assertSameDistances(places, alignPlaces(places, target, alignment));
      }),
    );
  });

  it('mirrors axes without turning them, where directions mean something', () => {
    const places = placesOf([
      [3, 1],
      [-3, 1],
      [0, -2],
    ]);
    const target = { x: places.x.map((x) => -x), y: places.y };
    const { x, y } = alignPlaces(places, target, 'mirror');
    assert.deepEqual([...x.map((value) => value + 0)], [-3, 3, 0]);
    assert.deepEqual([...y], [1, 1, -2]);
  });

  it('leaves places alone that have nothing to go by', () => {
    const places = placesOf([[1, 2]]);
    const nowhere = placesOf([[Number.NaN, 0]]);
    assert.equal(alignPlaces(places, nowhere, 'turn'), places);
    assert.equal(alignPlaces(places, places, 'none'), places);
    const same = placesOf([
      [2, 2],
      [2, 2],
    ]);
    assert.deepEqual([...alignPlaces(same, same, 'turn').x], [0, 0]);
  });
});

function mean(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
