import fc from 'fast-check';

/** Strings in which the tokenizer's rules meet each other often, and strings of any code units at all. */
export const anyText = fc.oneof(
  fc
    .array(
      fc.constantFrom(
        ...['a', 'S', 's', "'", '’', '.', ',', ':', '//', '@', '1', '000', '-', ' ', '*', '_', 'www'],
        ...[
          'é',
          'e\u0301',
          'İ',
          'Σ',
          'ﬁ',
          'ſ',
          '\u00ad',
          '\u200b',
          '\ufe0f',
          '\ud83d',
          '\ude00',
          '天',
          '(',
          ')',
        ],
      ),
      { maxLength: 40 },
    )
    .map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((codes) => String.fromCharCode(...codes)),
);
