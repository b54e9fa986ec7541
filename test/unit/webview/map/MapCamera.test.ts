import assert from 'node:assert/strict';
import { MapCamera } from '../../../../src/webview/map/MapCamera.ts';

const size = { width: 456, height: 256 };
const square = { minX: 0, maxX: 1, minY: 0, maxY: 1 };

function placed(): { camera: MapCamera; moves: () => number } {
  let moves = 0;
  const camera = new MapCamera(
    size,
    () => moves++,
    () => assert.fail('nothing glides'),
  );
  camera.place(square, false);
  return { camera, moves: () => moves };
}

describe('MapCamera', () => {
  it('shows all of a cloud, also of one that grows and on an area that shrinks', () => {
    const { camera, moves } = placed();
    // 28 pixels are free on each side of the shorter direction.
    assert.equal(camera.view.unitsPerPixel, 1 / 200);
    camera.place({ ...square, maxX: 4 }, false);
    assert.equal(camera.view.unitsPerPixel, 4 / 400);
    assert.equal(camera.view.centerX, 2);
    camera.resize({ width: 256, height: 256 });
    assert.equal(camera.view.unitsPerPixel, 4 / 200);
    assert.equal(camera.zoom, 1);
    assert.equal(moves(), 2);
  });

  it('keeps a part in sight where the points go on, and the same part of a cloud that unfolds', () => {
    for (const continued of [true, false]) {
      const { camera } = placed();
      camera.zoomAt(4, 0, 0);
      camera.panBy(-20, 0);
      const before = camera.view;
      camera.place({ minX: 0, maxX: 2, minY: 0, maxY: 2 }, continued);
      const grown = continued ? 1 : 2;
      assert.equal(camera.view.unitsPerPixel, grown * before.unitsPerPixel);
      assert.ok(Math.abs(camera.view.centerX - grown * before.centerX) < 1e-12);
    }
  });

  it('never loses the cloud, and sees all of the next one from home', () => {
    const { camera } = placed();
    camera.panBy(1e6, -1e6);
    assert.deepEqual([camera.view.centerX, camera.view.centerY], [0, 0]);
    camera.goHome();
    camera.place({ minX: 5, maxX: 7, minY: 5, maxY: 7 }, false);
    assert.deepEqual([camera.view.centerX, camera.view.centerY], [6, 6]);
  });
});
