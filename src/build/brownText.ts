/** A paragraph or a heading of a document, in readable prose. */
type Block = string;

interface Token {
  readonly text: string;
  /** Part of speech, e.g. `nn-hl`; `-hl` marks words of a heading. */
  readonly tag: string;
}

/** Columns that a line may take: tagged prose comes without line breaks, and an editor does not wrap unless told. */
const lineWidth = 80;

/**
 * Turns a document of the tagged Brown corpus (form C: `word/tag` between blanks, one sentence a line, empty lines and a
 * tab before a paragraph) into prose as it was printed: tags gone, punctuation where it belongs, question marks,
 * exclamation marks and semicolons once (the corpus doubles them), paragraphs parted by an empty line and wrapped.
 *
 * Quotation marks come plain. The corpus sets every comma and full stop outside of them; here they stand inside, in the
 * American way. `[...]` stands for the formulas and signs that the corpus replaces by the codes `Af`, `Aj` and `**zg`.
 *
 * @throws SyntaxError naming the line when a token has no tag
 */
export function brownToProse(tagged: string): string {
  return `${readBlocks(tagged).map(wrap).join('\n\n')}\n`;
}

function readBlocks(tagged: string): Block[] {
  const blocks: Block[] = [];
  let paragraph: Token[] = [];
  const finish = (): void => {
    const prose = detokenize(paragraph);
    if (prose !== '') blocks.push(prose);
    paragraph = [];
  };
  for (const [i, line] of tagged.split('\n').entries()) {
    const tokens = readTokens(line, i + 1);
    const isHeading = tokens.length > 0 && tokens.every((token) => /-hl\b/.test(token.tag));
    if (tokens.length === 0 || line.startsWith('\t') || isHeading) finish();
    paragraph.push(...tokens);
    if (isHeading) finish();
  }
  finish();
  return blocks;
}

function readTokens(line: string, number: number): Token[] {
  const tokens: Token[] = [];
  for (const item of line.split(/\s+/)) {
    if (item === '') continue;
    const slash = item.lastIndexOf('/');
    if (slash < 1 || slash === item.length - 1) {
      throw new SyntaxError(`Line ${number}: found ${JSON.stringify(item)}; expected word/tag.`);
    }
    const text = item.slice(0, slash);
    const tag = item.slice(slash + 1);
    tokens.push({ text: isFormula(text, tag) ? '[...]' : text, tag });
  }
  return tokens;
}

/** `Af` and `Aj` as words of other kinds are themselves. */
function isFormula(text: string, tag: string): boolean {
  return text.includes('**') || (/^A[fj]$/.test(text) && /^n/.test(tag));
}

/** Marks that lean on the word before them. */
const closing = new Set([',', '.', ';', '?', '!', ':', ')', ']']);
/** Marks of which the corpus has two where the print had one. */
const doubled = new Set([',', '.', ';', '?', '!', ':']);

function detokenize(tokens: readonly Token[]): string {
  let prose = '';
  let glue = true;
  let inSingleQuotes = false;
  let previous = '';
  // The closing quotation marks that the prose ends in; apostrophes and inches are none.
  let closed = '';
  const append = (text: string, leansLeft: boolean, leansRight: boolean): void => {
    prose += leansLeft || glue ? text : ` ${text}`;
    glue = leansRight;
    closed = '';
  };
  const closeQuotes = (mark: string): void => {
    const quotes = closed + mark;
    append(mark, true, false);
    closed = quotes;
  };
  for (const { text, tag } of tokens) {
    if (text === previous && doubled.has(text)) continue;
    // Inches, too, come twice: as part of the number and as a closing quotation mark.
    if (text === "''" && previous.endsWith("''") && previous !== "''") continue;
    if (text === '``') append('"', false, true);
    else if (text === "''") closeQuotes('"');
    else if (text === "'") {
      if (inSingleQuotes) closeQuotes("'");
      else append("'", false, true);
      inSingleQuotes = !inSingleQuotes;
    } else if (text === '(' || text === '[') append(text, false, true);
    else if (tag === 'in' && (text === '/' || text === ':')) append(text, true, true);
    else if (closing.has(text)) {
      prose = closeWith(prose, closed, text);
      glue = false;
      closed = '';
    } else append(text.replaceAll("''", '"').replaceAll('``', '"'), false, false);
    previous = text;
  }
  return prose;
}

/** Adds a mark at the end of a sentence or within it: inside the closing quotation marks where print has it so. */
function closeWith(prose: string, quotes: string, mark: string): string {
  const before = prose.slice(0, prose.length - quotes.length);
  if (mark === '.' && before.endsWith('.')) return prose;
  const belongsInside =
    /\w$/.test(before) &&
    (mark === ',' || mark === '.' || ((mark === '?' || mark === '!') && quotesSpeech(before)));
  return belongsInside ? before + mark + quotes : prose + mark;
}

/** Whether the open quotation is speech of its own: it begins the text or follows a mark, not a word. */
function quotesSpeech(before: string): boolean {
  const opening = before.lastIndexOf('"');
  return opening >= 0 && /(?:^|[,:.?!-])\s*$/.test(before.slice(0, opening));
}

function wrap(block: Block): string {
  const lines: string[] = [];
  let line = '';
  for (const word of block.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > lineWidth) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].join('\n');
}
