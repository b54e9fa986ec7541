/**
 * When the bundle began to be evaluated, on the clock of `performance.now()`. The entry module imports this one before
 * all others, so that their evaluation counts.
 */
export const loadStarted = performance.now();
