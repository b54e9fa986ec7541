/** VS Code's names of encodings that no simple rule turns into the WHATWG's. */
const LABELS: ReadonlyMap<string, string> = new Map([
  ['utf8', 'utf-8'],
  ['utf8bom', 'utf-8'],
  ['utf16le', 'utf-16le'],
  ['utf16be', 'utf-16be'],
  ['macroman', 'macintosh'],
  ['cp866', 'ibm866'],
  ['koi8r', 'koi8-r'],
  ['koi8u', 'koi8-u'],
  ['koi8ru', 'koi8-u'],
  ['cp950', 'big5'],
  ['big5hkscs', 'big5'],
  ['shiftjis', 'shift_jis'],
  ['eucjp', 'euc-jp'],
  ['euckr', 'euc-kr'],
  ['gb2312', 'gbk'],
]);

/**
 * The WHATWG's label (as TextDecoder takes it) for an encoding as VS Code's setting `files.encoding` names it. Names of
 * encodings that the WHATWG does not have (a few of DOS's) come back unchanged, and TextDecoder refuses them.
 */
export function encodingLabel(name: string): string {
  return (
    LABELS.get(name) ?? name.replace(/^windows(\d+)$/, 'windows-$1').replace(/^iso8859(\d+)$/, 'iso-8859-$1')
  );
}
