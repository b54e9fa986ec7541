import type { WeatResult } from '../../core/vectors/bias/weat.ts';
import { axis, sharedOptions } from '../charts/chartOptions.ts';
import { formatDecimal } from '../format.ts';
import type { WeatNames } from './biasFinding.ts';
import type { LabChart } from './LabChart.ts';
import { seriesCss } from './legend.ts';

/** Draws both groups of words along the axis from one group of attributes to the other. */
export function drawAssociations(
  chart: LabChart<'scatter'>,
  { associations }: WeatResult,
  names: WeatNames,
): void {
  const groups = [
    { name: names.targetsX, list: associations.targetsX, y: 2 },
    { name: names.targetsY, list: associations.targetsY, y: 1 },
  ];
  const words = groups.map(({ list }) => list.map(({ word }) => word));
  const widest = Math.max(
    ...groups.flatMap(({ list }) => list.map(({ association }) => Math.abs(association))),
    0.05,
  );
  const reach = Math.ceil(widest / 0.05) * 0.05;
  chart.draw(210, (palette) => ({
    type: 'scatter',
    data: {
      datasets: groups.map(({ name, list, y }, i) => ({
        label: name,
        // Marks of one group are spread over a band, so that near ones do not cover each other.
        data: list.map(({ association }, j) => ({
          x: association,
          y: y + 0.32 * (((j * 0.618) % 1) - 0.5) * 2,
        })),
        backgroundColor: seriesCss(palette, i + 1, 0.75),
        borderColor: seriesCss(palette, i + 1),
        pointStyle: i === 0 ? ('circle' as const) : ('rectRot' as const),
        radius: 5,
        hoverRadius: 7,
      })),
    },
    options: {
      ...sharedOptions(palette),
      plugins: {
        ...sharedOptions(palette).plugins,
        tooltip: {
          ...sharedOptions(palette).plugins.tooltip,
          callbacks: {
            label: ({ datasetIndex, dataIndex, parsed }) =>
              `${words[datasetIndex]?.[dataIndex] ?? ''} ${formatDecimal(parsed.x ?? 0)}`,
          },
        },
      },
      scales: {
        x: {
          ...axis(palette, `‹ ${names.attributesB}     nearer to     ${names.attributesA} ›`),
          min: -reach,
          max: reach,
        },
        y: { display: false, min: 0.4, max: 2.6 },
      },
    },
  }));
}
