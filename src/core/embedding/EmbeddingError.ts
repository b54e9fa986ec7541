/** Thrown where a text cannot be learnt from; the message says what was found and what to do. */
export class EmbeddingError extends Error {
  override readonly name = 'EmbeddingError';
}
