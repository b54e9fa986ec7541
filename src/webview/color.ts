/** A colour as its parts, whole numbers from 0 to 255. */
export interface Rgb {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
}

/**
 * Reads a colour as browsers compute it: `rgb(1, 2, 3)`, `rgba(1, 2, 3, 0.5)` or `color(srgb 0.1 0.2 0.3 / 0.5)`;
 * undefined where it is none of them.
 */
export function parseColor(text: string): (Rgb & { readonly alpha: number }) | undefined {
  const match = /^(rgba?|color)\((?:srgb )?([^)]*)\)$/.exec(text.trim());
  if (match === null) {
    return undefined;
  }
  const parts = match[2]!.split(/[\s,/]+/).filter((part) => part !== '');
  const [red, green, blue, alpha = 1] = parts.map(Number);
  if (red === undefined || green === undefined || blue === undefined) {
    return undefined;
  }
  if (![red, green, blue, alpha].every(Number.isFinite)) {
    return undefined;
  }
  const scale = match[1] === 'color' ? 255 : 1;
  return {
    red: Math.round(red * scale),
    green: Math.round(green * scale),
    blue: Math.round(blue * scale),
    alpha,
  };
}

/** The colour between two, `share` (0 to 1) of the way from the first, in whole steps. */
export function mix(from: Rgb, to: Rgb, share: number): Rgb {
  const part = (a: number, b: number) => Math.round(a + (b - a) * share);
  return {
    red: part(from.red, to.red),
    green: part(from.green, to.green),
    blue: part(from.blue, to.blue),
  };
}

/** The contrast ratio of two colours, from 1 to 21, as WCAG 2.2 defines it. */
export function contrast(a: Rgb, b: Rgb): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((one, other) => other - one) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/**
 * The colour nearest to `color`, towards black or white, that stands out from `background` by at least `ratio`; pure
 * black or white where none does. A theme is free to choose colours that cannot be seen on a map; its readers are not
 * to suffer from it.
 */
export function withContrast(color: Rgb, background: Rgb, ratio: number): Rgb {
  if (contrast(color, background) >= ratio) {
    return color;
  }
  const black = { red: 0, green: 0, blue: 0 };
  const white = { red: 255, green: 255, blue: 255 };
  const pole = contrast(black, background) > contrast(white, background) ? black : white;
  for (let step = 1; step < 20; step++) {
    const candidate = mix(color, pole, step / 20);
    if (contrast(candidate, background) >= ratio) {
      return candidate;
    }
  }
  return pole;
}

/** A colour as CSS writes it. */
export function toCss(color: Rgb, alpha = 1): string {
  return `rgba(${color.red}, ${color.green}, ${color.blue}, ${alpha})`;
}

/** Relative luminance, from 0 to 1 (WCAG 2.2). */
function luminance({ red, green, blue }: Rgb): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function linear(part: number): number {
  const share = part / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}
