/** A point on the page, in CSS pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** What to look for: a regular expression's source (with flag u) and which of its matches, from 0. */
export interface Wanted {
  readonly pattern: string;
  readonly occurrence: number;
}

/** The pattern that finds `word` as a whole: `king`, but not the one in `kingdom`. */
export function wholeWord(word: string): string {
  const literal = word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  const letter = '[\\p{L}\\p{N}_]';
  const starts = new RegExp(`^${letter}`, 'u').test(word) ? `(?<!${letter})` : '';
  const ends = new RegExp(`${letter}$`, 'u').test(word) ? `(?!${letter})` : '';
  return `${starts}${literal}${ends}`;
}

/**
 * Finds the middle of a match in the text that editors show. Runs inside the page, so it may use nothing but
 * its argument and the DOM, and no named inner function (which tsx would wrap in a helper of its own).
 *
 * @returns undefined when the text does not stand there, or is scrolled or covered out of sight.
 */
export function locateWord({ pattern, occurrence }: Wanted): Point | undefined {
  let left = occurrence;
  for (const editor of document.querySelectorAll('.editor-instance .monaco-editor .lines-content')) {
    // The DOM holds lines in the order they came into view, not in the order of the text.
    const lines = [...editor.querySelectorAll('.view-line')].sort(
      (a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top,
    );
    for (const line of lines) {
      const nodes: Text[] = [];
      const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) nodes.push(walker.currentNode as Text);
      const text = nodes.map((node) => node.data).join('');
      for (const match of text.replaceAll('\u00a0', ' ').matchAll(new RegExp(pattern, 'gu'))) {
        if (left-- > 0) continue;
        const end = match.index + match[0].length;
        const range = document.createRange();
        let offset = 0;
        for (const node of nodes) {
          const next = offset + node.data.length;
          if (match.index >= offset && match.index < next) range.setStart(node, match.index - offset);
          if (end > offset && end <= next) range.setEnd(node, end - offset);
          offset = next;
        }
        const box = range.getBoundingClientRect();
        const x = box.left + box.width / 2;
        const y = box.top + box.height / 2;
        const shown = document.elementFromPoint(x, y);
        return shown !== null && (line.contains(shown) || shown.contains(line)) ? { x, y } : undefined;
      }
    }
  }
  return undefined;
}
