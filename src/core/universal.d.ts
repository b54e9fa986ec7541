/**
 * The few globals that every JavaScript host has (Node, browsers, workers) but that the ECMAScript library
 * declarations leave out. Nothing else from outside the language may be used in core.
 */
declare class TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>;
}

declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(bytes?: ArrayBufferView | ArrayBuffer, options?: { stream?: boolean }): string;
}
