import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { corpusFiles } from './corpusFiles.ts';
import type { Fault } from './Fault.ts';
import { ends, type Ground } from './Ground.ts';

export const queryFaults: readonly Fault[] = [
  killedAt('open', 1),
  killedAt('open', 2),
  killedAt('describeWords', 1),
  killedAt('concordance', 1),
  { name: 'queries: thread killed while new vectors are opened', cause: killedWhileReopening },
  { name: 'queries: a file of the text deleted after it was indexed', cause: fileGoes },
];

function killedAt(method: string, nth: number): Fault {
  return {
    name: `queries: thread killed at ${method} (${nth})`,
    async cause(ground) {
      await ground.stopQueries();
      let killed = 0;
      ground.watch.listener = {
        onRequest(thread, request) {
          if (request.method === method && ++killed === nth) thread.kill();
        },
      };
      const { api } = ground;
      const question: Promise<unknown> =
        method === 'concordance' ? api.concordance('time', { limit: 3 }) : api.describeWords('time', 3);
      await assert.rejects(ends('the question', question), /engine stopped unexpectedly/);
      assert.ok(killed >= nth);
      return undefined;
    },
  };
}

async function killedWhileReopening(ground: Ground): Promise<'trained'> {
  let killed = 0;
  ground.watch.listener = {
    onRequest(thread, { method }) {
      if (thread.name === 'firth-queries' && method === 'open' && killed++ === 0) thread.kill();
    },
  };
  assert.ok(await ground.train());
  assert.equal((await ground.api.vectors()).workspaceProblem, undefined);
  assert.ok(killed > 1 && (await ground.answersAsBefore()));
  ground.assertQuiet();
  return 'trained';
}

async function fileGoes({ api }: Ground): Promise<undefined> {
  const before = await api.concordance('the', { limit: 1 });
  const gone = corpusFiles()[0]!;
  const content = readFileSync(gone);
  rmSync(gone);
  try {
    const after = await ends('the concordance', api.concordance('the', { limit: 1 }));
    assert.ok(after.total < before.total && after.documents === before.documents - 1);
  } finally {
    writeFileSync(gone, content);
  }
}
