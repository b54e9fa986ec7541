import { parseAnalogy } from '../core/query/analogyExpression.ts';
import type { EngineMethods } from '../protocol/engine.ts';
import type { RpcHandlers } from '../protocol/rpc.ts';
import { classifierHandlers } from './classifierHandlers.ts';
import { compareWords } from './compareWords.ts';
import { corpusHandlers } from './corpusHandlers.ts';
import { compareWithManifest } from './corpusManifest.ts';
import { describeWordAt, describeWords, unknownWords } from './describeWords.ts';
import { Embeddings } from './Embeddings.ts';
import { evaluateFile } from './evaluateFile.ts';
import { filesHandlers } from './filesHandlers.ts';
import type { EngineHost } from './host.ts';
import { labHandlers } from './lab/labHandlers.ts';
import { lectureHandlers } from './lecture/lectureHandlers.ts';
import { mapHandlers } from './mapHandlers.ts';
import { OpenVectors } from './OpenVectors.ts';
import { queryHandlers } from './queryHandlers.ts';
import { trainOnFiles } from './trainOnFiles.ts';
import { WorkspaceCorpus } from './WorkspaceCorpus.ts';
import { wordsOfText } from './wordsOfText.ts';

/** The engine: every method of {@link EngineMethods}, on a machine that `host` stands for. */
export function createEngine(host: EngineHost): RpcHandlers<EngineMethods> {
  const embeddings = new Embeddings();
  const corpus = new WorkspaceCorpus(host, embeddings);
  return {
    ...corpusHandlers(corpus),
    ...classifierHandlers(host),
    ...mapHandlers(host, embeddings),
    ...filesHandlers(host),
    ...queryHandlers(embeddings),

    ...lectureHandlers(host),
    ...labHandlers(embeddings),

    async open({ source, path }) {
      const started = host.now();
      const open = await OpenVectors.read(source, path, host);
      embeddings.set(open);
      if (source === 'workspace') corpus.drop();
      const { words, dimension } = open.summary;
      host.log.info(
        `Opened ${words} x ${dimension} ${source} vectors in ${(host.now() - started).toFixed(0)} ms.`,
      );
      return open.summary;
    },

    close({ source }) {
      embeddings.close(source);
      if (source === 'workspace') corpus.drop();
      return null;
    },

    async describeWordAt({ text, position, topn }) {
      return (await describeWordAt(embeddings, text, position, topn)) ?? null;
    },

    describeWords({ text, topn }) {
      return describeWords(embeddings, text, topn);
    },

    async checkAnalogy({ expression }) {
      const parsed = parseAnalogy(expression);
      if (!parsed.ok) return parsed;
      const words = [...parsed.analogy.positive, ...parsed.analogy.negative];
      const composed = await embeddings.compose(words);
      const missing = embeddings.sideBySide((open) => {
        const lacking = open.vectors.unknownWords(words).filter((word) => !composed.get(open)?.has(word));
        return lacking.length > 0 ? lacking : undefined;
      });
      return { ...parsed, unknown: unknownWords(embeddings, words, composed), missing };
    },

    async solveAnalogy({ analogy, topn }) {
      const composed = await embeddings.compose([...analogy.positive, ...analogy.negative]);
      return embeddings.sideBySide((open) =>
        open.vectors.mostSimilar({
          ...analogy,
          topn,
          restrictVocab: open.wordsLearnt,
          composed: composed.get(open),
        }),
      );
    },

    compareWords({ first, second, topn }) {
      return compareWords(embeddings, { first, second }, topn);
    },

    wordsOfText({ source, text }) {
      return wordsOfText(embeddings.require(source), text);
    },

    compareCorpus({ files }) {
      const { manifest } = embeddings.require('workspace');
      return compareWithManifest(manifest ?? new Map(), files, host.files);
    },

    evaluate({ path }, context) {
      return evaluateFile(host.files, embeddings, path, context);
    },

    train(params, context) {
      return trainOnFiles(host, params, context);
    },
  };
}
