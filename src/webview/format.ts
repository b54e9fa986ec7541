/** How figures are written for people, the same everywhere in the panel. */

const whole = new Intl.NumberFormat('en');

/** A whole number with its thousands set apart: `2,000`. */
export function formatCount(count: number): string {
  return whole.format(count);
}

/** A number of things: `1 word`, `2,000 words`. */
export function formatQuantity(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatCount(count)} ${count === 1 ? singular : plural}`;
}

/** A share from 0 to 1 as a percentage without decimals; small ones are not rounded to nothing. */
export function formatShare(share: number): string {
  if (share > 0 && share < 0.005) {
    return 'less than 1%';
  }
  return `${Math.round(100 * share)}%`;
}

/** A similarity or coordinate with two decimals and a proper minus sign. */
export function formatDecimal(value: number): string {
  const text = Math.abs(value).toFixed(2);
  return value < 0 && text !== '0.00' ? `−${text}` : text;
}

/** The parts as a list in a sentence: `a`, `a and b`, `a, b and c`. */
export function formatList(parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}
