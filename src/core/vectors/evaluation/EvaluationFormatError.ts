/** Thrown for a file of questions or word pairs that cannot be read; the message names the line and what was expected. */
export class EvaluationFormatError extends Error {
  override readonly name = 'EvaluationFormatError';
  /** The line at fault, from 1. */
  readonly line: number;

  constructor(line: number, message: string) {
    super(`Line ${line}: ${message}`);
    this.line = line;
  }
}
