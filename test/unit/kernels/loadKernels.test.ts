import assert from 'node:assert/strict';
import type { Kernels } from '../../../src/core/math/Kernels.ts';
import { loadKernels } from '../../../src/kernels/loadKernels.ts';
import { kernelsModule } from './bothKernels.ts';

/** Runs `work` while a global is missing. */
async function without(name: 'WebAssembly' | 'SharedArrayBuffer', work: () => Promise<void>): Promise<void> {
  const descriptor = Object.getOwnPropertyDescriptor(globalThis, name)!;
  Reflect.deleteProperty(globalThis, name);
  try {
    await work();
  } finally {
    Object.defineProperty(globalThis, name, descriptor);
  }
}

describe('loadKernels', () => {
  let module: Uint8Array;
  let kernels: Kernels;
  before(async () => {
    module = await kernelsModule();
  });
  beforeEach(async () => {
    kernels = await loadKernels(module);
  });

  it('keeps old arrays valid, and its own, when the memory grows', () => {
    const matrix = kernels.allocate(6);
    matrix.set([1, 2, 3, 4, 5, 6]);
    const large = kernels.allocate(50_000_000).fill(2);
    assert.equal(large.length, 50_000_000);
    assert.deepEqual(Array.from(matrix), [1, 2, 3, 4, 5, 6]);
    matrix[0] = 10;
    const out = kernels.allocate(3);
    kernels.matrixTimesVector(matrix, large.subarray(0, 2), out);
    assert.deepEqual(Array.from(out), [24, 14, 22]);
  });

  it('reaches addresses above 2 GiB', () => {
    kernels.allocate(300_000_000);
    kernels.allocate(250_000_000);
    const high = kernels.allocate(8).fill(3);
    assert.ok(high.byteOffset > 2 ** 31);
    const out = kernels.allocate(2);
    kernels.matrixTimesVector(high, high.subarray(0, 4), out);
    assert.deepEqual(Array.from(out), [36, 36]);
  });

  it('uses released memory again', () => {
    const sizes = new Set<ArrayBufferLike>();
    for (let round = 0; round < 20; round++) {
      const array = kernels.allocate(2_000_000);
      sizes.add(array.buffer);
      kernels.release(array);
    }
    assert.equal(sizes.size, 1);
  });

  /** How long the memory is now. */
  function memorySize(): number {
    const probe = kernels.allocate(1);
    kernels.release(probe);
    return probe.buffer.byteLength;
  }

  it('gives the copies of foreign arrays back after each call, also when a call fails', () => {
    const matrix = new Float32Array(500_000).fill(1);
    const vector = new Float32Array(1000).fill(1);
    kernels.matrixTimesVector(matrix, vector, new Float32Array(500));
    const before = memorySize();
    for (let round = 0; round < 20; round++) {
      const out = new Float32Array(500);
      kernels.matrixTimesVector(matrix, vector, out);
      assert.ok(out.every((value) => value === 1000));
      assert.throws(() => kernels.matrixTimesVector(matrix, vector, new Float32Array(7)), RangeError);
    }
    assert.equal(memorySize(), before);
  });

  it('copies no array of its own, be it from before the memory grew or after', () => {
    const sparse = {
      rows: 1,
      cols: 1,
      rowStart: Uint32Array.of(0, 1),
      columns: Uint32Array.of(0),
      values: Float32Array.of(2),
    };
    const width = 1_000_000;
    const out = kernels.allocate(width);
    const dense = kernels.allocate(width).fill(3);
    const before = memorySize();
    kernels.sparseTimesDense(sparse, dense, width, out, 0, 1);
    assert.ok(out.every((value) => value === 6));
    assert.equal(memorySize(), before);
    // A foreign one is copied, which here takes more memory than there is.
    kernels.sparseTimesDense(sparse, Float32Array.from(dense), width, out, 0, 1);
    assert.ok(memorySize() > before);
  });

  it('says how much it would take when the memory is full', () => {
    assert.throws(() => kernels.allocate(2 ** 30), {
      name: 'RangeError',
      message: /cannot grow from 1 to 409\d MiB/,
    });
    assert.equal(kernels.allocate(4).length, 4);
  });

  it('has memories of its own for each load', async () => {
    const other = await loadKernels(module);
    const mine = kernels.allocate(4).fill(1);
    const theirs = other.allocate(4).fill(2);
    const out = kernels.allocate(1);
    kernels.matrixTimesVector(theirs, mine, out);
    assert.equal(out[0], 8);
  });

  it('names what is missing, for the caller to fall back', async () => {
    await without('WebAssembly', () =>
      assert.rejects(loadKernels(module), /need WebAssembly, which is missing/),
    );
    await without('SharedArrayBuffer', () => assert.rejects(loadKernels(module), /need shared memory/));
    await assert.rejects(
      loadKernels(module.subarray(0, 100)),
      /SIMD and threads, or their module is damaged/,
    );
  });
});
