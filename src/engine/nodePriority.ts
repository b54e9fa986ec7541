import { constants, setPriority } from 'node:os';

/**
 * Lets other threads go before this one and those that it starts, so that work of minutes does not hold up answers of
 * milliseconds. Only Linux has priorities for threads: elsewhere this would hold up the whole process.
 */
export function standBack(): void {
  if (process.platform !== 'linux') return;
  setPriority(0, constants.priority.PRIORITY_BELOW_NORMAL);
}
