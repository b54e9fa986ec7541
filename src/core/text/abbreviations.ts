/**
 * What has to follow the full stop of an English abbreviation for the sentence to go on: anything, a number, or a
 * lower-case letter. Abbreviations with stops inside (`e.g.`, `U.S.`, `a.m.`) and single letters (initials) need no
 * entry: see {@link continuation}.
 */
export type Continuation = 'anything' | 'number' | 'lower-case';

const ABBREVIATIONS = new Map<string, Continuation>();
function define(follows: Continuation, abbreviations: string): void {
  for (const abbreviation of abbreviations.split(' ')) ABBREVIATIONS.set(abbreviation, follows);
}
define(
  'anything',
  'mr mrs ms messrs mme mlle dr prof st ste mt ft rev hon gen col lt sgt capt cmdr maj brig adm',
);
define('anything', 'gov pres sen rep supt vs viz cf al approx ca');
define(
  'number',
  'no nos nr p pp vol vols fig figs eq eqs sec ch chap art tab bd jan feb mar apr jun jul aug',
);
define('number', 'sep sept oct nov dec');
define('lower-case', 'etc inc ltd co corp bros jr sr esq dept univ assn ave blvd rd ed eds est');

const OPENERS = /^["'“‘«‹([{*_`~]+/;
const INITIAL = /^(?!I$)[\p{Lu}\p{Ll}]$/u;
const INNER_STOPS = /^(?:\p{L}{1,3}\.)+\p{L}{1,3}$/u;

/**
 * What has to follow the full stop behind `word` for the sentence to go on, or undefined where the stop ends it
 * whatever follows. `I` alone is the pronoun, not an initial.
 */
export function continuation(word: string): Continuation | undefined {
  const bare = word.replace(OPENERS, '');
  if (bare.length <= 2 && INITIAL.test(bare)) return 'anything';
  if (bare.includes('.') && INNER_STOPS.test(bare)) return 'anything';
  return ABBREVIATIONS.get(bare.toLowerCase());
}
