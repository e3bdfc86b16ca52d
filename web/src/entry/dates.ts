/* Dates as people write them: below the field stands how they were understood, or why not. */
import { json } from "../kit/ask";
import { settled } from "../kit/dom";
import { lang } from "../kit/words";

interface Understood {
  understood: boolean;
  words?: string;
  edtf?: string;
  why?: string;
  next?: string;
}

export function echo(field: HTMLInputElement, output: HTMLElement, doc: string): void {
  output.setAttribute("aria-live", "polite");
  let asking = new AbortController();
  const ask = async (): Promise<void> => {
    asking.abort();
    asking = new AbortController();
    const text = field.value.trim();
    if (!text) return void (output.textContent = "");
    const query = new URLSearchParams([["text", text], ["lang", lang], ...(doc ? [["doc", doc] as [string, string]] : [])]);
    // "on Friday" of what is announced is the next one; when something was said lies behind
    for (const name of field.name === "said" ? [] : ["mode", "relation"]) {
      const told = field.form?.elements.namedItem(name);
      if (told instanceof HTMLInputElement || told instanceof HTMLSelectElement) query.set(name, told.value);
    }
    try {
      const found = await json<Understood>(`/room/dates?${query}`, { signal: asking.signal });
      output.textContent = found.understood ? `= ${found.words || found.edtf || ""}` : [found.why, found.next].filter(Boolean).join(". ");
      output.classList.toggle("wrong", !found.understood);
    } catch {
      output.textContent = "";
    }
  };
  field.addEventListener("input", settled(() => void ask(), 150));
  if (field.value) void ask();
}
