import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const directory = fileURLToPath(new URL('../kernels/assembly/', import.meta.url));

/**
 * Compiles src/kernels/assembly with the AssemblyScript compiler, in this process, and returns the module's bytes. It
 * takes a second or two. Throws an Error that holds the compiler's messages when the sources do not compile.
 */
export async function compileKernels(): Promise<Uint8Array> {
  let binary: Uint8Array | undefined;
  const messages = asc.createMemoryStream();
  const { error } = await asc.main(
    [
      'index.ts',
      ...['--baseDir', directory],
      ...['--outFile', 'kernels.wasm'],
      ...['--optimizeLevel', '3', '--noAssert', '--runtime', 'stub', '--use', 'abort='],
      ...['--enable', 'simd', '--enable', 'threads'],
      // Shared memory keeps every view valid when it grows; 65,536 pages are the 4 GiB that 32-bit addresses reach.
      ...['--importMemory', '--noExportMemory', '--sharedMemory', '--maximumMemory', '65536'],
    ],
    {
      stdout: messages,
      stderr: messages,
      writeFile(name, contents) {
        if (name === 'kernels.wasm' && typeof contents !== 'string') {
          binary = contents;
        }
      },
    },
  );
  if (error || !binary) {
    throw new Error(
      `The kernels in ${directory} do not compile.\n${error?.message ?? ''}\n${messages.toString()}`,
    );
  }
  return binary;
}
