import type { LabelledDocuments } from '../../src/core/classifier/LabelledDocuments.ts';
import { cutIntoPassages } from '../../src/core/classifier/passages.ts';
import type { SplitPassages } from '../../src/core/classifier/splitPassages.ts';
import { seededRandom } from '../../src/core/math/random.ts';
import { shuffledIndices } from '../../src/core/math/shuffle.ts';

/** Passages as documents of their own, each in the part that holds the document it was cut from. */
export interface PassagesAsDocuments {
  readonly documents: LabelledDocuments;
  readonly split: SplitPassages;
}

/** The passages of a split, with the training ones in a random order. */
export function passagesAsDocuments(
  documents: LabelledDocuments,
  { passages, split, repeatedPassages }: SplitPassages,
  seed: number,
): PassagesAsDocuments {
  const { documents: documentOf, starts } = passages;
  const order = shuffledIndices(documentOf.length, seededRandom(seed));
  const passagesOf = (part: Uint32Array): Uint32Array => {
    const chosen = new Set(part);
    return order.filter((passage) => chosen.has(documentOf[passage]!));
  };
  return {
    documents: {
      ...documents,
      names: Array.from(documentOf, (document) => documents.names[document]!),
      labels: documentOf.map((document) => documents.labels[document]!),
      starts,
    },
    split: {
      passages: cutIntoPassages(starts, undefined),
      split: {
        training: passagesOf(split.training),
        validation: passagesOf(split.validation),
        test: passagesOf(split.test),
      },
      repeatedPassages,
    },
  };
}

/** The same with the first `count` training documents of each class alone, or all that there are of a smaller class. */
export function firstOfEachClass({ documents, split }: PassagesAsDocuments, count: number): SplitPassages {
  const taken = new Map<number, number>();
  const training = split.split.training.filter((document) => {
    const label = documents.labels[document]!;
    const place = taken.get(label) ?? 0;
    taken.set(label, place + 1);
    return place < count;
  });
  return { ...split, split: { ...split.split, training } };
}
