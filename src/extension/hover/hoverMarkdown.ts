import { l10n, MarkdownString } from 'vscode';
import type { Neighbour } from '../../core/vectors/WordVectors.ts';
import type { VectorsSource, WordDescription } from '../../protocol/engine.ts';
import { COMMANDS, type CommandId } from '../commands/ids.ts';

/** What the card offers besides the word itself. */
export interface CardContext {
  /** The embeddings that are open, in the order of their columns, with the names that people know them by. */
  readonly columns: readonly { readonly source: VectorsSource; readonly title: string }[];
  /** Whether the workspace has vectors; without them the card offers to train some. */
  readonly hasWorkspaceVectors: boolean;
  /** Whether there is a folder to train on or to search. */
  readonly hasFolder: boolean;
  readonly stale: boolean;
  /** How the workspace's vectors were made; undefined where there are none. */
  readonly method: string | undefined;
}

/** Commands that links on the card may run, and no others. */
const LINKED_COMMANDS: readonly CommandId[] = [
  COMMANDS.showOnMap,
  COMMANDS.analogy,
  COMMANDS.concordance,
  COMMANDS.nearestWords,
  COMMANDS.train,
  COMMANDS.toggleHoverForLanguage,
];

/** Hover cards have no styles of their own: a column of blanks keeps the two embeddings apart. */
const COLUMN_GAP = ' | &nbsp;&nbsp;&nbsp;&nbsp; | ';

/** The hover card of a word. */
export function wordCard(description: WordDescription, context: CardContext): MarkdownString {
  const markdown = new MarkdownString(undefined, true);
  markdown.isTrusted = { enabledCommands: [...LINKED_COMMANDS] };
  const table = neighbourTable(description, context);
  if (table !== undefined) {
    markdown.appendMarkdown(`${heading(description, context)}\n\n${table}\n\n`);
    markdown.appendMarkdown(composedLine(description, context));
    markdown.appendMarkdown(links(description.word, context).join(' \u2002 '));
  } else {
    markdown.appendMarkdown(unknownLine(description));
  }
  return markdown;
}

/** The word with what the workspace knows of it: on one line, since a higher card would have to be scrolled. */
function heading({ word, workspace }: WordDescription, { method }: CardContext): string {
  const name = `**${escapeMarkdown(word)}**`;
  const parts: string[] = [];
  if (workspace?.count !== undefined && workspace.documentCount !== undefined) {
    const { count, documentCount } = workspace;
    parts.push(
      documentCount === 1
        ? l10n.t('{0}× in 1 file of this workspace', count.toLocaleString())
        : l10n.t(
            '{0}× in {1} files of this workspace',
            count.toLocaleString(),
            documentCount.toLocaleString(),
          ),
    );
  }
  if (workspace && method !== undefined) parts.push(`(${method})`);
  return [name, escapeMarkdown(parts.join(' '))].join(' \u2002 ').trimEnd();
}

/** The neighbours, one column for each embedding that knows the word; undefined where none does. */
function neighbourTable(description: WordDescription, context: CardContext): string | undefined {
  const columns = context.columns.flatMap(({ source, title }) => {
    const found = description[source];
    return found ? [{ title, neighbours: found.neighbours }] : [];
  });
  if (columns.length === 0) return undefined;
  const rows = Math.max(...columns.map(({ neighbours }) => neighbours.length));
  const line = (cells: readonly string[]): string => `| ${cells.join(COLUMN_GAP)} |`;
  return [
    line(columns.map(({ title }) => `${escapeMarkdown(title)} | `)),
    line(columns.map(() => ':-- | --:')).replaceAll(COLUMN_GAP, ' | --- | '),
    ...Array.from({ length: rows }, (_, row) =>
      line(columns.map(({ neighbours }) => neighbourCells(neighbours[row]))),
    ),
  ].join('\n');
}

/** Says whose neighbours are those of a vector that was made for the occasion. */
function composedLine(description: WordDescription, { columns }: CardContext): string {
  const composed = columns.filter(({ source }) => {
    const found = description[source];
    return found !== undefined && found.rank === undefined;
  });
  return composed
    .map(({ title }) =>
      l10n.t('{0} lacks the word: its vector is made of parts of it (n-grams).', escapeMarkdown(title)),
    )
    .map((line) => `_${line}_\n\n`)
    .join('');
}

function neighbourCells(neighbour: Neighbour | undefined): string {
  return neighbour ? `${escapeMarkdown(neighbour.word)} | ${neighbour.similarity.toFixed(2)}` : ' | ';
}

function links(word: string, { hasWorkspaceVectors, hasFolder, stale }: CardContext): string[] {
  const all = [
    link('graph-scatter', l10n.t('Map'), COMMANDS.showOnMap, l10n.t('Show this word on the map'), word),
    link(
      'symbol-operator',
      l10n.t('Analogy'),
      COMMANDS.analogy,
      l10n.t('Ask an analogy with this word'),
      word,
    ),
  ];
  if (hasFolder) {
    all.push(
      link('search', l10n.t('Contexts'), COMMANDS.concordance, l10n.t('Find where this word occurs'), word),
    );
    if (!hasWorkspaceVectors) {
      all.push(
        link('mortar-board', l10n.t('Train'), COMMANDS.train, l10n.t('Train on the text of this workspace')),
      );
    } else if (stale) {
      all.push(
        link('history', l10n.t('Retrain'), COMMANDS.train, l10n.t('Files have changed since the training')),
      );
    }
  }
  all.push(
    link(
      'eye-closed',
      l10n.t('Hide'),
      COMMANDS.toggleHoverForLanguage,
      l10n.t('Turn these cards off for this language'),
    ),
  );
  return all;
}

function unknownLine({ word, suggestions }: WordDescription): string {
  const name = escapeMarkdown(word);
  if (suggestions.length === 0) return l10n.t('No vector for “{0}”.', name);
  const alternatives = suggestions.map((suggestion) =>
    link(undefined, suggestion, COMMANDS.nearestWords, l10n.t('Show the nearest words'), suggestion),
  );
  return l10n.t('No vector for “{0}”. Closest spelling: {1}', name, alternatives.join(', '));
}

function link(
  icon: string | undefined,
  text: string,
  command: CommandId,
  tooltip: string,
  ...args: readonly string[]
): string {
  const query = args.length > 0 ? `?${encodeURIComponent(JSON.stringify(args))}` : '';
  const label = icon ? `$(${icon}) ${escapeMarkdown(text)}` : escapeMarkdown(text);
  return `[${label}](command:${command}${encodeParentheses(query)} "${tooltip.replaceAll('"', "'")}")`;
}

/** encodeURIComponent leaves parentheses and apostrophes, which end a Markdown link too early. */
function encodeParentheses(query: string): string {
  return query.replace(/[()']/g, (character) => `%${character.charCodeAt(0).toString(16)}`);
}

/** Text that stands for itself in Markdown, theme icons included. */
function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!|<>~$&:]/g, '\\$&');
}
