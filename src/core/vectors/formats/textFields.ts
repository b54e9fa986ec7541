import { parseDecimal } from '../../math/decimalRow.ts';
import { quote } from './RowCollector.ts';

/** Where a field of a line begins and ends. */
export interface Field {
  readonly start: number;
  readonly end: number;
}

const LINE_FEED = 0x0a;
const decoder = new TextDecoder();

/** Whether a byte separates fields, or may stand behind the last one. */
function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0d;
}

/** Where the text of the line that starts at `start` ends, without blanks and carriage returns before its line feed. */
export function lineEnd(bytes: Uint8Array, start: number): number {
  let end = bytes.indexOf(LINE_FEED, start);
  while (end > start && isBlank(bytes[end - 1]!)) end--;
  return end;
}

/** The first place from `start` on where no blank stands. */
export function skipBlanks(bytes: Uint8Array, start: number): number {
  let at = start;
  while (isBlank(bytes[at]!)) at++;
  return at;
}

/** The last fields of a line, at most `most` of them, in the order of the line; any run of blanks separates two. */
export function lastFields(bytes: Uint8Array, start: number, end: number, most: number): Field[] {
  const fields: Field[] = [];
  let at = end;
  while (fields.length < most) {
    while (at > start && isBlank(bytes[at - 1]!)) at--;
    if (at === start) break;
    const fieldEnd = at;
    while (at > start && !isBlank(bytes[at - 1]!)) at--;
    fields.push({ start: at, end: fieldEnd });
  }
  return fields.reverse();
}

/** How many fields a line has. */
export function countFields(bytes: Uint8Array, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; at++) {
    if (!isBlank(bytes[at]!) && (at === start || isBlank(bytes[at - 1]!))) count++;
  }
  return count;
}

/** The field as messages show it. */
export function fieldText(bytes: Uint8Array, { start, end }: Field): string {
  return quote(decoder.decode(bytes.subarray(start, Math.min(end, start + 60))));
}

/** Whether a field is a finite number in float32. */
export function isNumber(bytes: Uint8Array, { start, end }: Field): boolean {
  return Number.isFinite(Math.fround(parseDecimal(bytes, start, end)));
}

/** Which of the values is no finite number, for a message; undefined where all are. */
export function explainValues(bytes: Uint8Array, values: readonly Field[]): string | undefined {
  const odd = values.findIndex((field) => !isNumber(bytes, field));
  if (odd < 0) return undefined;
  return `value ${odd + 1} is ${fieldText(bytes, values[odd]!)}; expected a finite number within float32`;
}

/** Reads the fields as values. */
export function parseFields(
  bytes: Uint8Array,
  fields: readonly Field[],
  out: Float32Array,
  outAt: number,
): void {
  for (const [i, { start, end }] of fields.entries()) out[outAt + i] = parseDecimal(bytes, start, end);
}
