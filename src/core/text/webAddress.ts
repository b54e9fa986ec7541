/** The characters of RFC 3986, without the closing brackets that usually belong to the sentence around a URL. */
const URL_CHARACTERS = /[A-Za-z0-9\-._~:/?#[@!$&'(*+,;=%]*/y;
const DOMAIN_CHARACTERS = /[A-Za-z0-9.-]*/y;
const DOTTED = /[A-Za-z0-9]\.[A-Za-z0-9]/;

/** Whether the word from `start` to the `:` or `.` at `at` opens a URL: `https://...`, or `www.` and a name. */
export function startsUrl(text: string, start: number, at: number): boolean {
  if (text[at] === ':') return text.startsWith('//', at + 1);
  return (
    at - start === 3 &&
    text.slice(start, at).toLowerCase() === 'www' &&
    /[A-Za-z0-9]/.test(text.charAt(at + 1))
  );
}

/** Where the URL that goes on at `at` ends: at the first character that cannot stand in one, or a closing bracket. */
export function endOfUrl(text: string, at: number): number {
  URL_CHARACTERS.lastIndex = at;
  URL_CHARACTERS.test(text);
  return URL_CHARACTERS.lastIndex;
}

/** Where the domain of an email address that starts at `at`, behind the `@`, ends; undefined if none is there. */
export function endOfEmailDomain(text: string, at: number): number | undefined {
  DOMAIN_CHARACTERS.lastIndex = at;
  DOMAIN_CHARACTERS.test(text);
  const end = DOMAIN_CHARACTERS.lastIndex;
  return DOTTED.test(text.slice(at, end)) ? end : undefined;
}
