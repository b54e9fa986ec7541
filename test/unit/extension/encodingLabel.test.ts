import assert from 'node:assert/strict';
import { encodingLabel } from '../../../src/extension/corpus/encodingLabel.ts';

describe('encodingLabel', () => {
  it('gives labels that TextDecoder takes for the encodings that VS Code offers', () => {
    const names =
      'utf8 utf8bom utf16le utf16be windows1252 iso88591 iso88593 iso885915 macroman windows1256 iso88596 windows1257 ' +
      'iso88594 iso885914 windows1250 iso88592 windows1251 cp866 iso88595 koi8r koi8u iso885913 windows1253 iso88597 ' +
      'windows1255 iso88598 iso885910 windows1254 windows1258 gbk gb18030 cp950 big5hkscs shiftjis eucjp ' +
      'euckr windows874 koi8ru gb2312';
    for (const name of names.split(' ')) {
      assert.doesNotThrow(() => new TextDecoder(encodingLabel(name)), name);
    }
    assert.equal(new TextDecoder(encodingLabel('windows1251')).encoding, 'windows-1251');
  });

  it('leaves alone what the WHATWG has no label for', () => {
    assert.equal(encodingLabel('cp437'), 'cp437');
  });
});
