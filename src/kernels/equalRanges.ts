import { mostRanges } from './threads/CrewBoard.ts';

/**
 * Pairs of from and to that cut `count` into as many ranges as can be given out at once, or fewer. They depend on nothing
 * else, so that sums over them do not depend on who works on them.
 *
 * @param unit what each range but the last is a multiple of
 */
export function equalRanges(count: number, unit = 1): Uint32Array {
  const size = unit * Math.max(1, Math.ceil(count / mostRanges / unit));
  return Uint32Array.from({ length: 2 * Math.ceil(count / size) }, (_, i) =>
    Math.min(count, (i - (i >> 1)) * size),
  );
}
