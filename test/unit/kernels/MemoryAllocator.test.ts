import assert from 'node:assert/strict';
import fc from 'fast-check';
import { MemoryAllocator } from '../../../src/kernels/MemoryAllocator.ts';

/** An allocator over a memory that grows by just what is needed, and how far it has grown. */
function growing(start: number, end: number): { allocator: MemoryAllocator; end: () => number } {
  let current = end;
  const allocator = new MemoryAllocator(start, end, (needed) => {
    current = Math.max(current, needed);
    return current;
  });
  return { allocator, end: () => current };
}

describe('MemoryAllocator', () => {
  it('never hands out what is in use, whatever the order of allocations and releases', () => {
    const step = fc.record({ release: fc.boolean(), size: fc.nat(5000), which: fc.nat() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const { allocator, end } = growing(100, 4096);
        const used: { address: number; size: number }[] = [];
        for (const { release, size, which } of steps) {
          if (release && used.length > 0) {
            const [block] = used.splice(which % used.length, 1);
            allocator.release(block!.address);
          } else {
            const address = allocator.allocate(size);
            assert.ok(address >= 100 && address % 64 === 0 && address + size <= end());
            for (const other of used) {
              assert.ok(address + size <= other.address || other.address + other.size <= address);
            }
            used.push({ address, size: Math.max(size, 1) });
          }
        }
        // When all came back it is one block again: the whole memory can be had without growing.
        for (const { address } of used) {
          allocator.release(address);
        }
        const whole = end();
        assert.equal(allocator.allocate(whole - 128), 128);
        assert.equal(end(), whole);
      }),
    );
  });

  it('grows by no more than what the free end lacks', () => {
    const { allocator, end } = growing(0, 1024);
    allocator.allocate(512);
    allocator.allocate(1024);
    assert.equal(end(), 1536);
  });

  it('starts beyond a memory that is shorter than its start', () => {
    const { allocator, end } = growing(1000, 64);
    assert.equal(allocator.allocate(64), 1024);
    assert.equal(end(), 1088);
  });

  it('passes the failure to grow on and stays as it was', () => {
    const allocator = new MemoryAllocator(0, 1024, () => {
      throw new RangeError('full');
    });
    assert.throws(() => allocator.allocate(2048), { message: 'full' });
    assert.equal(allocator.allocate(1024), 0);
  });

  it('refuses to release what is not allocated', () => {
    const { allocator } = growing(0, 1024);
    const address = allocator.allocate(64);
    allocator.release(address);
    assert.throws(() => allocator.release(address), /Nothing is allocated at address 0/);
  });
});
