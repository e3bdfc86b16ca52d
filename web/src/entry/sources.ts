/* What the fields propose: names of the file, new names, relations that fit. */
import { json } from "../kit/ask";
import { lang, say } from "../kit/words";
import type { Option, Source } from "./combobox";

export interface Relation {
  name: string;
  label: string;
  about?: string;
  takes: string;
  kinds?: string[];
  codes?: { name: string; label: string }[];
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
const fold = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

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

/** The relations that fit somebody: by what is already known of them, or by the kind of a new name. */
export async function fitting(subject: string, kind: string): Promise<Relation[]> {
  const which: [string, string] = subject.includes(":") ? ["subject", subject] : ["kind", kind || "person"];
  return (await json<{ relations: Relation[] }>(`/room/fitting?${new URLSearchParams([which, ["lang", lang]])}`)).relations;
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
