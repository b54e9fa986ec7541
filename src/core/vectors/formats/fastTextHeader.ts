import type { ByteReader } from './ByteReader.ts';
import { requireDimension } from './RowCollector.ts';
import type { SubwordOptions } from './subwords.ts';
import { VectorsFormatError } from './VectorsData.ts';

/** The first four bytes of fastText's models since version 11, as a little-endian number. */
export const FASTTEXT_MAGIC = 793_712_314;

/** The newest version that there is. */
const VERSION = 12;

/** What `model` says of a supervised one: 1 is cbow, 2 skip-gram. */
const SUPERVISED = 3;

/** What a fastText model says of itself before its dictionary. */
export interface FastTextHeader {
  readonly dimension: number;
  readonly subwords: SubwordOptions;
  /** Whether the file has the marks of the newer format: magic, version, pruning and quantization. */
  readonly isNew: boolean;
  readonly words: number;
  readonly labels: number;
  /** Pairs of the table of pruned n-grams. */
  readonly pruned: number;
}

/**
 * Reads the arguments and the sizes of the dictionary (fastText's `Args::save` and `Dictionary::save`), little-endian. Files
 * from before version 11 have no magic and start with the dimension.
 *
 * @throws VectorsFormatError where the values are none that fastText writes
 */
export async function readFastTextHeader(reader: ByteReader): Promise<FastTextHeader> {
  const first = await reader.readView(8, 'the magic and version');
  const isNew = first.getInt32(0, true) === FASTTEXT_MAGIC;
  const version = isNew ? first.getInt32(4, true) : 0;
  if (version > VERSION) {
    throw new VectorsFormatError(
      `${reader.name}: fastText's version is ${version}; expected at most ${VERSION}.`,
    );
  }
  // The old files begin with the dimension and the window where the new ones have magic and version.
  const dimension = requireDimension(
    reader.name,
    isNew ? (await reader.readView(8, 'the arguments')).getInt32(0, true) : first.getInt32(0, true),
  );
  const args = await reader.readView(10 * 4 + 8, 'the arguments');
  const model = args.getInt32(5 * 4, true);
  const bucket = args.getInt32(6 * 4, true);
  const minn = args.getInt32(7 * 4, true);
  const maxnSaid = args.getInt32(8 * 4, true);
  // As in fastText: its supervised models had no n-grams of characters before version 12.
  const maxn = model === SUPERVISED && version < VERSION ? 0 : maxnSaid;
  requireWithin(reader, 'the kind of model', model, 1, SUPERVISED);
  requireWithin(reader, 'the number of buckets', bucket, 0, 1e8);
  requireWithin(reader, 'the length of the shortest n-grams', minn, 0, 1000);
  requireWithin(reader, 'the length of the longest n-grams', maxn, 0, 1000);

  const sizes = await reader.readView(isNew ? 28 : 20, 'the sizes of the dictionary');
  const size = sizes.getInt32(0, true);
  const words = sizes.getInt32(4, true);
  const labels = sizes.getInt32(8, true);
  requireWithin(reader, 'the number of words', words, 0, 2 ** 31 - 1);
  requireWithin(reader, 'the number of labels', labels, 0, 2 ** 31 - 1);
  if (size !== words + labels) {
    throw new VectorsFormatError(
      `${reader.name}: the dictionary has ${size} entries; expected ${words} words and ${labels} labels.`,
    );
  }
  // -1 stands for a dictionary that was not pruned.
  const pruned = isNew ? Number(sizes.getBigInt64(20, true)) : -1;
  requireWithin(reader, 'the number of pruned n-grams', pruned, -1, bucket);
  return {
    dimension,
    subwords: { minn, maxn, bucket },
    isNew,
    words,
    labels,
    pruned: Math.max(0, pruned),
  };
}

function requireWithin(reader: ByteReader, what: string, found: number, least: number, most: number): void {
  if (found >= least && found <= most) return;
  throw new VectorsFormatError(
    `${reader.name}: ${what} is ${found}; expected ${least} to ${most}. Is this a model of fastText?`,
  );
}
