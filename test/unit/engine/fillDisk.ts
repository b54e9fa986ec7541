import { readdirSync } from 'node:fs';
import { CorpusBuilder } from '../../../src/core/text/CorpusBuilder.ts';
import { nodeSpill } from '../../../src/engine/nodeSpill.ts';

/** A process of its own, which may write little: spills a text to the folder that it is given, and prints how that went. */
const folder = process.argv[2]!;
const spill = nodeSpill(folder);
const builder = new CorpusBuilder({ bytes: 0, spill });
builder.beginDocument();
let outcome: unknown;
try {
  for (let i = 0; i < 200; i++) builder.addText('a text of some words. '.repeat(2000));
} catch (error) {
  outcome = error instanceof Error ? { name: error.name, message: error.message } : error;
} finally {
  spill.dispose();
}
console.log(JSON.stringify({ outcome, left: readdirSync(folder) }));
