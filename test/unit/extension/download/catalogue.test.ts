import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

interface Entry {
  readonly name: string;
  readonly url: string;
  readonly size: string;
  readonly sha256: string;
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
  contributes: { configuration: { properties: Record<string, { default: unknown }> }[] };
};

/** What JuliaText/Embeddings.jl, src/glove.jl and src/fasttext.jl, compares its downloads with. */
const PUBLISHED: Readonly<Record<string, string>> = {
  'glove.6B.zip': '617afb2fe6cbd085c235baf7a465b96f4112bd7f7ccb2b2cbd649fed9cbcf2fb',
  'glove.42B.300d.zip': '03d5d7fa28e58762ace4b85fb71fe86a345ef0b5ff39f5390c14869da0fc1970',
  'glove.840B.300d.zip': 'c06db255e65095393609f19a4cfca20bf3a71e20cc53e892aafa490347e3849f',
  'wiki-news-300d-1M.vec.zip': 'bdeb85f44892c505953e3654183e9cb0d792ee51be0992460593e27198d746f8',
};

describe('catalogue of downloads', () => {
  const entries = manifest.contributes.configuration
    .map(({ properties }) => properties['firth.download.catalogue']?.default)
    .find((value) => value !== undefined) as Entry[];

  it('names for every file the checksum that others publish of it', () => {
    const named = entries.map(({ url, sha256 }) => [url.split('/').at(-1), sha256]);
    assert.deepEqual(Object.fromEntries(named), PUBLISHED);
  });

  it('says of every file what it is, how large, and where, by https', () => {
    for (const { name, url, size } of entries) {
      assert.match(name, /[\d,.]+ (million )?words, .*dimensions/);
      assert.equal(new URL(url).protocol, 'https:');
      assert.match(size, /^[\d.]+ [MG]B$/);
    }
  });
});
