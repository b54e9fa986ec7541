import { iconButton } from '../buttons.ts';
import { element, setText } from '../dom.ts';
import { Legend } from './Legend.ts';
import type { RunBar } from './RunBar.ts';
import type { Tooltip } from './Tooltip.ts';

/** What the buttons on the map ask for. */
export interface MapStageEvents {
  onZoom(factor: number): void;
  onReset(): void;
  onTrainClassifier(): void;
}

/** What stands around a map. */
export interface MapSurroundings {
  /** Tells the maps of a page apart. */
  readonly id: string;
  /** Placed above the map. */
  readonly head: HTMLElement;
}

const buttonFactor = 1.6;

/** The elements around the canvas: the surface that takes the focus, the buttons, the legend and the caption. */
export class MapStage {
  readonly element: HTMLElement;
  readonly canvas = element('canvas', { 'aria-hidden': 'true' });
  /** Takes pointers, the wheel, keys and the focus. */
  readonly surface: HTMLElement;
  /** The buttons over a corner of the surface. */
  readonly controls: HTMLElement;
  /** Shown over the map while its points move. */
  readonly run: HTMLElement;
  readonly legend: Legend;
  readonly #caption = element('p', { class: 'caption' });

  constructor(
    { id, head }: MapSurroundings,
    tooltip: Tooltip,
    overlay: HTMLElement,
    run: RunBar,
    events: MapStageEvents,
  ) {
    const keysId = `${id}-keys`;
    this.run = run.element;
    this.legend = new Legend(() => events.onTrainClassifier());
    this.surface = element(
      'div',
      {
        class: 'surface',
        tabindex: 0,
        role: 'application',
        'aria-roledescription': 'map',
        'aria-label': 'Map of words',
        'aria-describedby': keysId,
      },
      this.canvas,
    );
    const keys = element(
      'div',
      { class: 'keys', id: keysId },
      'Arrows move · + − zoom · 0 shows all · Enter picks the middle · Esc clears · Shift and drag selects',
    );
    this.controls = element(
      'div',
      { class: 'map-buttons', role: 'group', 'aria-label': 'View' },
      iconButton('add', 'Zoom in (+)', () => events.onZoom(buttonFactor)),
      iconButton('remove', 'Zoom out (−)', () => events.onZoom(1 / buttonFactor)),
      iconButton('fit', 'Show all (0)', () => events.onReset()),
    );
    this.element = element(
      'figure',
      { class: 'map unexplained', id: `picture-${id}` },
      head,
      element(
        'div',
        { class: 'stage' },
        this.surface,
        keys,
        this.controls,
        run.element,
        tooltip.element,
        overlay,
      ),
      element('figcaption', {}, this.legend.element, this.#caption),
    );
  }

  /** Says what is drawn. */
  setCaption(caption: string, label: string): void {
    this.element.classList.remove('unexplained');
    setText(this.#caption, caption);
    this.surface.setAttribute('aria-label', label);
  }
}
