/** A source of uniform pseudo-random numbers in [0, 1). */
export type Random = () => number;

/**
 * A seeded generator: the same seed gives the same numbers on every machine. It is sfc32 ("small fast counting", Chris
 * Doty-Humphrey, PractRand), started by three words of the seed and 12 rounds of mixing; numbers have 32 random bits.
 *
 * @param seed any whole number that float64 holds exactly; others throw a RangeError.
 */
export function seededRandom(seed: number): Random {
  if (!Number.isSafeInteger(seed)) {
    throw new RangeError(`The seed must be a whole number, not ${seed}.`);
  }
  let a = seed | 0;
  let b = Math.floor(seed / 2 ** 32) | 0;
  let c = 0x9e3779b9 | 0;
  let counter = 1;
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let round = 0; round < 12; round++) {
    next();
  }
  return next;
}

/**
 * A normally distributed number of mean 0 and variance 1, by the ratio of uniforms with Leva's quadratic bounds (Leva
 * 1992, "A fast normal random number generator", ACM TOMS 18). The number itself is made of + - * / alone, which are
 * exact everywhere, unlike the logarithm and cosine of Box and Muller.
 */
export function gaussian(random: Random): number {
  for (;;) {
    const u = 1 - random();
    const v = 1.7156 * (random() - 0.5);
    const x = u - 0.449871;
    const y = Math.abs(v) + 0.386595;
    const q = x * x + y * (0.196 * y - 0.25472 * x);
    if (q < 0.27597 || (q <= 0.27846 && v * v <= -4 * u * u * Math.log(u))) {
      return v / u;
    }
  }
}
