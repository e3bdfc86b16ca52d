/* The data of a published folder: scripts beside its pages, each of which hands over one value. A page that was opened from a file may load scripts and nothing else. */

export type NameRow = [kind: string, slug: string, called: string | string[], others: string[], file?: string];
export type ClaimRow = [
  id: string, spoken: string, when: string, quote: string, speaker: string, speakerLabel: string, source: string, sourceLabel: string,
  said: string, status: string, page: string, file?: string,
];

export interface About {
  names: number;
  claims: number;
  letters: Record<string, string>;
  base: string;
  languages: string[];
  records: boolean;
  relations: Record<string, [quads: number, pieces: string[]]>;
  views: string[];
  same: string[][];
}

export interface Edition {
  load: <T>(name: string) => Promise<T>;
  about: () => Promise<About>;
  pageOf: (ref: string) => string;
  names: () => Promise<Names>;
  root: string;
}

export interface Names {
  rows: NameRow[];
  label: (row: NameRow) => string;
  search: (typed: string, most: number) => NameRow[];
  exact: (typed: string) => NameRow[];
}

declare global {
  interface Window {
    habeasEdition?: Edition;
    habeasData?: (name: string, value: unknown) => void;
  }
}

const lang = document.documentElement.lang || "en";
const root = new URL("../../", (document.currentScript as HTMLScriptElement).src).href;
const arrived = new Map<string, unknown>();
const asked = new Map<string, Promise<unknown>>();
const files = new Map<string, string>();
let known: About | undefined;

window.habeasData = (name, value) => arrived.set(name, value);

/** One piece of data; it is loaded once. */
export function load<T>(name: string): Promise<T> {
  const found = asked.get(name) ?? loaded(name);
  asked.set(name, found);
  return found as Promise<T>;
}

function loaded(name: string): Promise<unknown> {
  return new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = `${root}data/${name}.js`;
    script.onload = () => {
      script.remove();
      done(arrived.get(name));
      arrived.delete(name);
    };
    script.onerror = () => failed(new Error(`data/${name}.js`));
    document.head.append(script);
  });
}

export async function about(): Promise<About> {
  known ??= await load<About>("about");
  return known;
}

/** The piece that something is in (FNV-1a, 32 bits); the same as publishing/data.py. */
export function pieceOf(text: string, pieces: number): number {
  let found = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) found = Math.imul(found ^ byte, 0x01000193) >>> 0;
  return found % pieces;
}

/** Words as they are compared: without case and accents. */
export function fold(text: string): string {
  const letters = known?.letters ?? {};
  const put = (word: string): string => [...word].map((sign) => letters[sign] ?? sign).join("");
  return put(put(text).toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").normalize("NFC"));
}

const PLAIN = /^[a-z0-9_]([a-z0-9._-]{0,98}[a-z0-9_-])?$/;

/** The page of a name. A name whose file is called otherwise is known once names or claims were loaded. */
export function pageOf(ref: string): string {
  const at = ref.indexOf(":");
  const [kind, slug] = [ref.slice(0, at), ref.slice(at + 1)];
  if ((kind === "claim" || kind === "doc") && (known?.records || (!PLAIN.test(slug) && !files.has(ref)))) return `${root}${lang}/record.html#${kind}/${encodeURIComponent(slug)}`;
  return `${root}${lang}/id/${kind}/${files.get(ref) ?? slug}.html`;
}

export const noteFile = (ref: string, file: string | undefined): void => void (file && files.set(ref, file));

let every: Promise<Names> | undefined;

/** Every name of the file, to be searched. */
export function names(): Promise<Names> {
  every ??= allNames();
  return every;
}

async function allNames(): Promise<Names> {
  const { names: pieces, languages } = await about();
  const rows = (await Promise.all(Array.from({ length: pieces }, (_, number) => load<NameRow[]>(`names/${number}`)))).flat();
  const at = Math.max(0, languages.indexOf(lang));
  const label = (row: NameRow): string => (typeof row[2] === "string" ? row[2] : (row[2][at] ?? row[1]));
  for (const [kind, slug, , , file] of rows) noteFile(`${kind}:${slug}`, file);
  const spelled = (row: NameRow): string[] => [typeof row[2] === "string" ? row[2] : row[2].join("\n"), ...row[3]];
  const heaps = rows.map((row) => ` ${fold(spelled(row).join("\n").replace(/[-_.,;:’'"()]/g, " "))}`);
  const search = (typed: string, most: number): NameRow[] => {
    const words = fold(typed).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
    if (!words.length) return [];
    const found: [number, number][] = [];
    heaps.forEach((heap, place) => {
      if (!words.every((word) => heap.includes(word))) return;
      const begin = words.filter((word) => heap.includes(` ${word}`) || heap.includes(`\n${word}`)).length;
      found.push([place, begin * 1000 - heap.length - (rows[place]?.[0] === "doc" ? 500 : 0)]);
    });
    found.sort((a, b) => b[1] - a[1]);
    return found.slice(0, most).map(([place]) => rows[place] as NameRow);
  };
  const exact = (typed: string): NameRow[] => {
    const wanted = fold(typed.trim());
    const byRef = rows.filter(([kind, slug]) => `${kind}:${slug}` === typed.trim() || slug === typed.trim());
    return byRef.length ? byRef : rows.filter((row) => spelled(row).some((text) => text.split("\n").some((one) => fold(one) === wanted)));
  };
  return { rows, label, search, exact };
}

export const edition: Edition = { load, about, pageOf, names, root };
window.habeasEdition = edition;
