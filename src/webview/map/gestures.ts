/** What hands and keys ask of the map. Places are CSS pixels from the upper left corner of the surface. */
export interface MapNavigation {
  panBy(dx: number, dy: number): void;
  /** Magnifies by a factor around a place, or around the middle. */
  zoomBy(factor: number, x?: number, y?: number): void;
  resetView(): void;
  /** The pointer rests over a place without a button pressed; undefined when it leaves. */
  hover(x: number | undefined, y: number | undefined): void;
  /** A click or tap; without a place, the middle is meant. */
  pick(x?: number, y?: number): void;
  /** A line is drawn around points, place by place. */
  lasso(x: number, y: number): void;
  /** The line is closed; `keep` says whether what it surrounds is meant. */
  endLasso(keep: boolean): void;
  /** A double click. */
  open(x: number, y: number): void;
  /** Takes back what was picked last. */
  takeBack(): void;
}

/** Pixels that a press may wander and still be a click. */
const clickTolerance = 4;

/** Pixels that an arrow key moves the map. */
const keyStep = 60;

/** How much a press of + magnifies. */
const keyFactor = 1.35;

/** Listens to pointers, the wheel and keys on a surface. The surface must be able to take the focus. */
export function attachGestures(surface: HTMLElement, navigation: MapNavigation): void {
  attachPointers(surface, navigation);
  surface.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      const { x, y } = placeIn(surface, event);
      navigation.zoomBy(wheelFactor(event), x, y);
    },
    { passive: false },
  );
  surface.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const action = keyActions[event.key];
    if (action !== undefined) {
      event.preventDefault();
      action(navigation);
    }
  });
}

const keyActions: Readonly<Record<string, (navigation: MapNavigation) => void>> = {
  ArrowLeft: (map) => map.panBy(keyStep, 0),
  ArrowRight: (map) => map.panBy(-keyStep, 0),
  ArrowUp: (map) => map.panBy(0, keyStep),
  ArrowDown: (map) => map.panBy(0, -keyStep),
  '+': (map) => map.zoomBy(keyFactor),
  '=': (map) => map.zoomBy(keyFactor),
  '-': (map) => map.zoomBy(1 / keyFactor),
  '0': (map) => map.resetView(),
  Enter: (map) => map.pick(),
  Escape: (map) => map.takeBack(),
};

/** One pointer drags or clicks, two pinch. */
function attachPointers(surface: HTMLElement, navigation: MapNavigation): void {
  const down = new Map<number, { x: number; y: number }>();
  let wandered = 0;
  let lasso = false;
  surface.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) {
      return;
    }
    surface.setPointerCapture(event.pointerId);
    down.set(event.pointerId, placeIn(surface, event));
    if (lasso) navigation.endLasso(false);
    lasso = event.shiftKey && down.size === 1;
    wandered = down.size === 1 ? 0 : Number.POSITIVE_INFINITY;
  });
  surface.addEventListener('pointermove', (event) => {
    const to = placeIn(surface, event);
    const from = down.get(event.pointerId);
    if (from === undefined) {
      navigation.hover(to.x, to.y);
      return;
    }
    const dx = to.x - from.x;
    const dy = to.y - from.y;
    wandered += Math.hypot(dx, dy);
    const other = [...down].find(([id]) => id !== event.pointerId)?.[1];
    down.set(event.pointerId, to);
    if (lasso) {
      navigation.hover(undefined, undefined);
      navigation.lasso(to.x, to.y);
      return;
    }
    if (other !== undefined) {
      pinch(navigation, other, from, to);
    } else if (wandered > clickTolerance) {
      navigation.hover(undefined, undefined);
      surface.classList.add('dragging');
      navigation.panBy(dx, dy);
    }
  });
  const release = (event: PointerEvent) => {
    if (!down.delete(event.pointerId)) {
      return;
    }
    surface.classList.remove('dragging');
    if (lasso) {
      lasso = false;
      navigation.endLasso(event.type === 'pointerup' && wandered > clickTolerance);
      if (wandered > clickTolerance) return;
    }
    if (event.type === 'pointerup' && wandered <= clickTolerance) {
      const { x, y } = placeIn(surface, event);
      navigation.pick(x, y);
    }
  };
  surface.addEventListener('pointerup', release);
  surface.addEventListener('pointercancel', release);
  surface.addEventListener('dblclick', (event) => {
    const { x, y } = placeIn(surface, event);
    navigation.open(x, y);
  });
  surface.addEventListener('pointerleave', () => navigation.hover(undefined, undefined));
}

/** One of two fingers moved: the map follows their middle and their distance. */
function pinch(
  navigation: MapNavigation,
  still: { x: number; y: number },
  from: { x: number; y: number },
  to: { x: number; y: number },
): void {
  const before = Math.hypot(from.x - still.x, from.y - still.y);
  const after = Math.hypot(to.x - still.x, to.y - still.y);
  navigation.panBy((to.x - from.x) / 2, (to.y - from.y) / 2);
  if (before > 0 && after > 0) {
    navigation.zoomBy(after / before, (to.x + still.x) / 2, (to.y + still.y) / 2);
  }
}

/** A notch of a wheel zooms by a fifth; a touchpad's pinch arrives as small steps with Ctrl held. */
function wheelFactor(event: WheelEvent): number {
  const pixels = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 33 : 1);
  const bounded = Math.max(-200, Math.min(200, pixels));
  return Math.exp(-bounded * (event.ctrlKey ? 0.01 : 0.0018));
}

function placeIn(surface: HTMLElement, event: MouseEvent): { x: number; y: number } {
  const box = surface.getBoundingClientRect();
  return { x: event.clientX - box.left, y: event.clientY - box.top };
}
