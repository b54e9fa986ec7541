/**
 * What VS Code is given as its test suite: it loads the real one, be it CommonJS or an ES module, and runs
 * it. The browser-served VS Code mixes the extension host's console into its own log; there every console
 * line is marked, and formatted where the objects still are.
 *
 * FIRTH_TEST_SUITE: path of the real suite, a module exporting `run(): Promise<void>`.
 * FIRTH_TEST_MARK: what each piece of console text is to begin with; without it the console is left alone.
 */
const { pathToFileURL } = require('node:url');
const { format } = require('node:util');

/** Longer strings are cut short on their way out of the extension host. */
const pieceLength = 20_000;

/** Printed when the suite has ended of its own accord: VS Code reports success even for process.exit(3). */
const endOfSuite = '\u0004';

function markConsole(mark) {
  const unmarked = globalThis.console;
  // VS Code makes the methods of its console immutable, so another console takes its place.
  const marked = Object.create(unmarked);
  for (const method of ['log', 'info', 'warn', 'error', 'debug']) {
    const value = (...args) => {
      const text = `${format(...args)}\n`;
      for (let at = 0; at < text.length; at += pieceLength) {
        unmarked[method](mark + text.slice(at, at + pieceLength));
      }
    };
    Object.defineProperty(marked, method, { value });
  }
  globalThis.console = marked;
  return () => unmarked.log(`${mark}${endOfSuite}`);
}

exports.run = async () => {
  const { FIRTH_TEST_MARK: mark, FIRTH_TEST_SUITE: suite } = process.env;
  if (!suite) throw new Error('FIRTH_TEST_SUITE must name the test suite.');
  const reportEnd = mark ? markConsole(mark) : () => {};
  try {
    const loaded = await import(pathToFileURL(suite).href);
    const run = loaded.run ?? loaded.default?.run;
    if (typeof run !== 'function') throw new Error(`${suite} exports no function 'run'.`);
    await run();
  } finally {
    reportEnd();
  }
};
