import { CorpusBuilder } from '../../src/core/text/CorpusBuilder.ts';
import { valuesOf } from '../../src/core/text/Uint32Sequence.ts';

/** The documents, read. */
export function corpusBuilderOf(documents: readonly string[]): CorpusBuilder {
  const builder = new CorpusBuilder();
  for (const document of documents) {
    builder.beginDocument();
    builder.addText(document);
    builder.endDocument();
  }
  return builder;
}

/** The text as others' programs want it: a sentence a line, its words between blanks. */
export function linesOf(documents: readonly string[]): string {
  const { vocabulary, corpus } = corpusBuilderOf(documents).finish({ minCount: 1 });
  const lines: string[] = [];
  for (let i = 0; i + 1 < corpus.sentenceStart.length; i++) {
    const ids = valuesOf(corpus.ids, corpus.sentenceStart[i], corpus.sentenceStart[i + 1]);
    lines.push(Array.from(ids, (id) => vocabulary.words[id]!).join(' '));
  }
  return `${lines.join('\n')}\n`;
}

/** The beginning of the documents, one after another, of so many characters in all. */
export function beginningOf(documents: readonly string[], length: number): string[] {
  const beginning: string[] = [];
  for (let left = length, i = 0; left > 0 && i < documents.length; i++) {
    beginning.push(documents[i]!.slice(0, left));
    left -= beginning.at(-1)!.length;
  }
  return beginning;
}
