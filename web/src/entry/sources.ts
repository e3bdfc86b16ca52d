/* What the fields propose: names of the file, new names, relations that fit. */
import { json } from "../kit/ask";
import { lang, say } from "../kit/words";
import type { Option, Source } from "./combobox";

export interface Slot {
  name: string;
  label: string;
  about?: string;
  takes: string;
  kinds?: string[];
  codes?: { name: string; label: string }[];
}

export interface Relation extends Slot {
  when?: boolean;
}

interface Known {
  id: string;
  label: string;
  kind: string;
  kind_label?: string;
}

export const MADE = ["person", "org", "facility", "post", "place", "event"];
const NEW: Record<string, string> = {
  person: say("new person"), org: say("new organization"), facility: say("new facility"), post: say("new post"),
  place: say("new place"), event: say("new event"), population: say("new population"), collective: say("new group"),
};
export const fold = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Names known here, then the words as a new name of each kind that fits. `part` is the form's name for the field: subject, object, said_by. */
export function names(part: string, kinds: readonly string[], mayBeNew = true): Source {
  return async (typed, signal) => {
    if (typed.length < 2) return [];
    const query = new URLSearchParams([["q", typed], ["lang", lang], ...kinds.map((kind): [string, string] => ["kind", kind])]);
    const { items } = await json<{ items: Known[] }>(`/room/names?${query}`, { signal });
    const known = items.map((one): Option => ({ value: one.id, label: one.label, detail: one.kind_label ?? one.kind }));
    const made = mayBeNew ? (kinds.length ? kinds : MADE).filter((kind) => MADE.includes(kind)) : [];
    return [...known, ...made.map((kind) => asNew(part, kind, typed))];
  };
}

function asNew(part: string, kind: string, typed: string): Option {
  const more = { [`${part}_new`]: "1", [`${part}_kind`]: kind };
  return { value: typed, label: typed, detail: NEW[kind] ?? say("new"), more };
}

const RECENT = "habeas-speakers";
const MOST_RECENT = 4;

/** Who was chosen as a speaker last in this tab: proposed while the field is still empty, never filled in by itself. */
export const recentSpeakers = {
  get(): Option[] {
    try {
      return JSON.parse(sessionStorage.getItem(RECENT) ?? "[]") as Option[];
    } catch {
      return [];
    }
  },
  add({ value, label, more }: Option): void {
    if (more) return;
    const rest = recentSpeakers.get().filter((one) => one.value !== value);
    try {
      sessionStorage.setItem(RECENT, JSON.stringify([{ value, label }, ...rest].slice(0, MOST_RECENT)));
    } catch {
      /* the tab's store is full or off: nobody is proposed, everything else goes on */
    }
  },
  before: (source: Source): Source => async (typed, signal) => (typed ? source(typed, signal) : recentSpeakers.get()),
};

const asked = (subject: string, kind: string): [string, string] => (kind ? ["kind", kind] : ["subject", subject]);

/** The relations that fit somebody: by the kind of a new name, or by what is known of them; all of them while nobody is named. */
export async function fitting(subject: string, kind: string): Promise<Relation[]> {
  return (await json<{ relations: Relation[] }>(`/room/fitting?${new URLSearchParams([asked(subject, kind), ["lang", lang]])}`)).relations;
}

/** What else can be said with a relation. */
export async function detailsOf(subject: string, kind: string, relation: string): Promise<Slot[]> {
  return (await json<{ details: Slot[] }>(`/room/fitting?${new URLSearchParams([asked(subject, kind), ["relation", relation], ["lang", lang]])}`)).details;
}

export function among(relations: readonly Relation[]): Source {
  return async (typed) => {
    const wanted = fold(typed);
    const fits = relations.filter((one) => fold(`${one.label} ${one.name}`).includes(wanted));
    const first = fits.filter((one) => fold(one.label).startsWith(wanted));
    const rest = fits.filter((one) => !first.includes(one));
    return [...first, ...rest].slice(0, 40).map((one) => ({ value: one.name, label: one.label, detail: one.about ?? "" }));
  };
}
