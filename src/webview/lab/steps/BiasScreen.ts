import type { WeatSet } from '../../../core/vectors/bias/weat.ts';
import type { BiasProbe } from '../../../protocol/labMethods.ts';
import { element } from '../../dom.ts';
import { associationTable, caution, findingOf, type WeatNames } from '../biasFinding.ts';
import { biasProbes } from '../biasProbes.ts';
import { drawAssociations } from '../drawAssociations.ts';
import { ChoiceField, type LabField, textField } from '../fields.ts';
import { Inquiry } from '../Inquiry.ts';
import { LabChart } from '../LabChart.ts';
import type { LabContext, LabScreen, LabStep } from '../LabScreen.ts';
import { legend } from '../legend.ts';
import { chosenSource, sourceChoices } from '../sources.ts';
import { unknownNote } from '../unknownNote.ts';

const setOrder = ['targetsX', 'targetsY', 'attributesA', 'attributesB'] as const satisfies readonly WeatSet[];
/** Of the random regroupings; any number would do, the same one gives the same p-value. */
const seed = 1;
const mostWords = 100;

/** Step: what the text's authors associate is learnt along. */
export const biasStep: LabStep = {
  name: 'bias',
  title: 'Limits: bias',
  heading: 'What is in the text is in the vectors, prejudice too',
  explanation:
    'Are the words of one group nearer to some attributes than those of another? The test (WEAT, Caliskan, Bryson and Narayanan ' +
    '2017) asks this of two groups of target words and two of attribute words. Change the lists, and probe your own text.',
  make: (context) => new BiasScreen(context),
};

class BiasScreen implements LabScreen {
  readonly element: HTMLElement;
  readonly #context: LabContext;
  readonly #example: ChoiceField;
  readonly #source: ChoiceField;
  readonly #sets: Readonly<Record<WeatSet, LabField<HTMLTextAreaElement>>>;
  readonly #labels = new Map<WeatSet, HTMLElement>();
  readonly #finding = element('p', { class: 'lab-finding' });
  readonly #unknown = element('div');
  readonly #legend = element('div');
  readonly #chart: LabChart<'scatter'>;
  readonly #picture: HTMLElement;
  readonly #table = element('div');
  readonly #inquiry: Inquiry<'probeBias'>;

  constructor(context: LabContext) {
    this.#context = context;
    const { inputs } = context;
    this.#chart = new LabChart(context.palette, this.#legend);
    this.#example = new ChoiceField({
      inputs,
      name: 'bias.example',
      label: 'Word lists',
      start: biasProbes[0]!.id,
      onChange: () => this.#takeExample(),
    });
    this.#example.offer(biasProbes.map(({ id, title }) => ({ value: id, label: title })));
    this.#source = new ChoiceField({
      inputs,
      name: 'bias.source',
      label: 'Vectors',
      start: 'general',
      onChange: () => this.#ask(),
    });
    const field = (set: WeatSet) =>
      textField({
        inputs,
        name: `bias.${set}`,
        label: this.#names()[set],
        start: this.#exampleNow().sets[set].words,
        rows: 3,
        onChange: () => this.#ask(true),
      });
    this.#sets = {
      targetsX: field('targetsX'),
      targetsY: field('targetsY'),
      attributesA: field('attributesA'),
      attributesB: field('attributesB'),
    };
    this.#picture = element('div', { class: 'lab-beside' }, this.#chart.element, this.#table);
    const result = element(
      'div',
      { class: 'lab-stack' },
      this.#finding,
      this.#unknown,
      this.#picture,
      caution(),
    );
    this.#inquiry = new Inquiry(context, 'probeBias', result, (probe) => this.#show(probe));
    this.element = element(
      'div',
      { class: 'lab-stack' },
      element('div', { class: 'lab-row' }, this.#example.element, this.#source.element),
      element('div', { class: 'lab-fields' }, ...setOrder.map((set) => this.#sets[set].element)),
      this.#inquiry.element,
      result,
    );
    for (const set of setOrder) {
      const label = this.#sets[set].element.querySelector<HTMLElement>('.lab-label');
      if (label) this.#labels.set(set, label);
    }
  }

  refresh(): void {
    this.#source.offer(sourceChoices(this.#context.client.surroundings.sources));
    this.#ask();
  }

  repaint(): void {
    this.#chart.repaint();
  }

  #exampleNow() {
    return biasProbes.find(({ id }) => id === this.#example.value) ?? biasProbes[0]!;
  }

  #names(): WeatNames {
    const { targetsX, targetsY, attributesA, attributesB } = this.#exampleNow().sets;
    return {
      targetsX: targetsX.name,
      targetsY: targetsY.name,
      attributesA: attributesA.name,
      attributesB: attributesB.name,
    };
  }

  #takeExample(): void {
    const { sets } = this.#exampleNow();
    for (const set of setOrder) {
      this.#sets[set].set(sets[set].words);
      const label = this.#labels.get(set);
      if (label) label.textContent = sets[set].name;
    }
    this.#ask();
  }

  #ask(typing = false): void {
    const source = chosenSource(this.#context.client.surroundings.sources, this.#source.value);
    if (!source) {
      this.#inquiry.idle('Loading vectors…');
      return;
    }
    const words = (set: WeatSet) =>
      this.#sets[set].value
        .split(/[\s,;]+/)
        .filter((word) => word !== '' && word.length <= 100)
        .slice(0, mostWords);
    this.#inquiry.ask(
      {
        source: source.source,
        sets: {
          targetsX: words('targetsX'),
          targetsY: words('targetsY'),
          attributesA: words('attributesA'),
          attributesB: words('attributesB'),
        },
        seed,
      },
      { typing },
    );
  }

  #show({ result, problem, unknown }: BiasProbe): void {
    // Words of the paper's lists are no misspellings.
    const listed = new Set(setOrder.flatMap((set) => this.#exampleNow().sets[set].words.split(' ')));
    this.#unknown.replaceChildren(
      ...(unknown.length === 0 ? [] : [leftOut(unknown.map(({ word }) => word))]),
      unknownNote(
        unknown.filter(({ word }) => !listed.has(word)),
        'to these vectors',
        (word, by) => this.#replace(word, by),
      ),
    );
    this.#picture.hidden = result === undefined;
    if (!result) {
      this.#finding.textContent = problem ?? '';
      return;
    }
    const names = this.#names();
    this.#finding.textContent = findingOf(result, names);
    this.#legend.replaceChildren(legend([names.targetsX, names.targetsY], 1));
    drawAssociations(this.#chart, result, names);
    this.#table.replaceChildren(associationTable(result, names));
  }

  #replace(word: string, by: string): void {
    for (const set of setOrder) {
      const field = this.#sets[set];
      const words = field.value.split(/([\s,;]+)/);
      if (words.some((one) => one.toLowerCase() === word)) {
        field.set(words.map((one) => (one.toLowerCase() === word ? by : one)).join(''));
      }
    }
  }
}

function leftOut(words: readonly string[]): HTMLElement {
  return element(
    'p',
    { class: 'muted' },
    `Left out, as these vectors do not know them: ${words.join(', ')}.`,
  );
}
