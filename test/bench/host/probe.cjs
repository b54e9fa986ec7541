// Loaded into every process of a served VS Code (--require); in an extension host it answers, over HTTP, how late the
// event loop runs and what memory is taken. It writes its port into the folder FIRTH_PROBE.
const { writeFileSync } = require('node:fs');
const { createServer } = require('node:http');
const { join } = require('node:path');
const { monitorEventLoopDelay } = require('node:perf_hooks');
const v8 = require('node:v8');
const threads = require('node:worker_threads');

/** Milliseconds between the timers whose lateness is measured. */
const RESOLUTION = 2;

const CHANNEL = 'firth-probe';

v8.setFlagsFromString('--expose-gc');

/** What the thread still needs: what it took is collected first. */
function memoryOfThread() {
  const { gc } = globalThis.gc ? globalThis : { gc: require('node:vm').runInNewContext('gc') };
  for (let i = 0; i < 3; i++) gc();
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  return { heapUsed, external, arrayBuffers };
}

if (!threads.isMainThread) answerInThread();
else if (process.argv.includes('--type=extensionHost')) serve(process.env.FIRTH_PROBE);

function answerInThread() {
  const channel = new threads.BroadcastChannel(CHANNEL);
  channel.unref();
  channel.onmessage = ({ data }) => {
    if (data.ask) channel.postMessage({ id: data.ask, thread: threads.threadId, ...memoryOfThread() });
  };
}

function serve(folder) {
  // Threads of the extension are counted as they come and go.
  let living = 0;
  const { Worker } = threads;
  threads.Worker = class extends Worker {
    constructor(...args) {
      super(...args);
      living++;
      this.on('exit', () => living--);
    }
  };
  let histogram;
  const watch = () => {
    histogram?.disable();
    histogram = monitorEventLoopDelay({ resolution: RESOLUTION });
    histogram.enable();
  };
  watch();
  const late = (nanoseconds) => Math.max(0, nanoseconds / 1e6 - RESOLUTION);
  const channel = new threads.BroadcastChannel(CHANNEL);
  channel.unref();
  const askThreads = () =>
    new Promise((resolve) => {
      const id = Math.random();
      const answers = [];
      const done = () => resolve(answers);
      const timer = setTimeout(done, 5000);
      channel.onmessage = ({ data }) => {
        if (data.id !== id) return;
        answers.push(data);
        if (answers.length < living) return;
        clearTimeout(timer);
        done();
      };
      channel.postMessage({ ask: id });
      if (living === 0) {
        clearTimeout(timer);
        done();
      }
    });
  const server = createServer(async (request, response) => {
    let answer = {};
    if (request.url === '/watch') watch();
    if (request.url === '/delay') {
      answer = {
        p50: late(histogram.percentile(50)),
        p99: late(histogram.percentile(99)),
        max: late(histogram.max),
        cpu: process.cpuUsage(),
      };
    }
    if (request.url === '/memory') {
      const inThreads = await askThreads();
      answer = { ...memoryOfThread(), rss: process.memoryUsage.rss(), threads: inThreads };
    }
    response.end(JSON.stringify(answer));
  });
  server.listen(0, '127.0.0.1', () => {
    writeFileSync(join(folder, String(process.pid)), String(server.address().port));
  });
  server.unref();
}
