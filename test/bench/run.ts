import { readdir } from 'node:fs/promises';
import type { Bench, Report } from './harness.ts';

const SUFFIX = '.bench.ts';

/** `npm run bench -- NAME...` runs benches, `npm run bench -- --list` lists them. */
async function main(names: readonly string[]): Promise<void> {
  const folder = new URL('.', import.meta.url);
  const available = (await readdir(folder))
    .filter((file) => file.endsWith(SUFFIX))
    .map((file) => file.slice(0, -SUFFIX.length));
  const load = async (name: string): Promise<Bench> => {
    const module = (await import(new URL(name + SUFFIX, folder).href)) as { default: Bench };
    return module.default;
  };
  if (names.length === 0 || names.includes('--list')) {
    for (const name of available) console.log(`${name}: ${(await load(name)).describe}`);
    return;
  }
  for (const name of names) {
    if (!available.includes(name)) {
      throw new Error(`There is no bench "${name}"; expected one of ${available.join(', ')}.`);
    }
    const figures: string[] = [];
    const report: Report = (figure, value, unit, goal) => {
      const number = Number.isInteger(value) ? String(value) : value.toPrecision(4);
      figures.push(`figure ${figure} ${number} ${unit}${goal ? ` (goal ${goal})` : ''}`);
    };
    await (await load(name)).run(report);
    console.log(figures.join('\n'));
  }
}

await main(process.argv.slice(2));
