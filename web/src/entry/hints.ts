/* What the recorder would say to a form as it stands, below its fields while somebody types: the form itself is sent with the step `hint`, so the rules are the recorder's own.

   output#u-<field>   below a field: how it was understood, or what is wrong with it      output#u-whole   of the claim as a whole
   With data-empty, an output also says what a field that is left empty comes to. */
import { json } from "../kit/ask";
import { settled } from "../kit/dom";
import { lang, say } from "../kit/words";

interface Answer {
  errors: Record<string, { why: string; next: string }>;
  shown: Record<string, string>;
  alike: Record<string, string[]>;
  labels: Record<string, string>;
  claim: string;
  status: string;
  remarks: string[];
}

/** Longer texts of a new document are not sent while somebody types. */
const MUCH = 100_000;
const STILL = 220;

export class Hints {
  private asking = new AbortController();
  private every = false;
  readonly soon: () => void;

  /** `body` gives the form as it would be sent; null while there is nothing to send. */
  constructor(
    private readonly form: HTMLFormElement,
    private readonly body: () => URLSearchParams | null,
  ) {
    this.soon = settled(() => void this.ask(), STILL);
    form.addEventListener("input", this.soon);
    form.addEventListener("change", this.soon);
    for (const output of this.outputs()) output.setAttribute("aria-live", "polite");
  }

  /** Ask at once. With `every`, fields that are still empty are told as well, from now on. */
  async ask(every = false): Promise<void> {
    this.every ||= every;
    const body = this.body();
    this.asking.abort();
    if (!body) return;
    const mine = (this.asking = new AbortController());
    body.set("step", "hint");
    if ((body.get("new_doc_text")?.length ?? 0) > MUCH) body.delete("new_doc_text");
    try {
      const answer = await json<Answer>(`/room/claims?lang=${lang}`, { method: "POST", body, signal: mine.signal });
      if (this.asking === mine) this.show(answer, body);
    } catch {
      /* a hint that does not come is no obstacle: the recorder says the same when the form is sent */
    }
  }

  stop(): void {
    this.asking.abort();
    this.every = false;
    for (const output of this.outputs()) this.put(output, "", false);
  }

  private outputs(): HTMLOutputElement[] {
    return [...this.form.querySelectorAll<HTMLOutputElement>("output[id^='u-']")];
  }

  private show(answer: Answer, body: URLSearchParams): void {
    for (const output of this.outputs()) {
      const name = output.id.slice(2);
      if (name === "whole") continue;
      const before = this.form.querySelector(`#e-${CSS.escape(name)}`); // what the server said of it when it was sent
      const wrong = answer.errors[name];
      const typed = (body.get(name) ?? "").trim();
      const told = wrong && (typed || this.every || before) ? this.wrongIn(name, wrong, answer) : "";
      before?.remove();
      this.put(output, told || this.understood(name, typed, answer, output), told !== "");
    }
    const whole = this.form.querySelector<HTMLOutputElement>("output#u-whole");
    if (whole) this.put(whole, ...this.ofTheWhole(answer));
  }

  private wrongIn(name: string, wrong: { why: string; next: string }, answer: Answer): string {
    const near = (answer.alike[name] ?? []).map((ref) => answer.labels[ref] ?? ref);
    return sentences(wrong.why, wrong.next, near.length ? say("Names like it in the file: %(names)s", { names: [...new Set(near)].join(", ") }) : "");
  }

  private understood(name: string, typed: string, answer: Answer, output: HTMLOutputElement): string {
    const shown = answer.shown[name] ?? "";
    if (!typed) return shown && output.dataset.empty !== undefined ? say("Left empty: %(name)s", { name: shown }) : "";
    const field = this.form.querySelector<HTMLInputElement>(`#${CSS.escape(output.htmlFor.value)}`);
    return field instanceof HTMLInputElement && shown !== field.value.trim() ? shown : "";
  }

  private ofTheWhole(answer: Answer): [string, boolean] {
    const whole = answer.errors.whole;
    if (whole) return [sentences(whole.why, whole.next), true];
    if (answer.status === "live") return [say("The file has exactly this already, as %(claim)s; nothing will be recorded twice.", { claim: answer.claim }), false];
    return [sentences(...answer.remarks), false];
  }

  private put(output: HTMLOutputElement, words: string, wrong: boolean): void {
    if (output.textContent !== words) output.textContent = words;
    output.classList.toggle("wrong", wrong);
    const field = document.getElementById(output.htmlFor.value);
    if (wrong) field?.setAttribute("aria-invalid", "true");
    else field?.removeAttribute("aria-invalid");
  }
}

const sentences = (...parts: string[]): string => parts.filter(Boolean).map((part) => part.charAt(0).toUpperCase() + part.slice(1) + (/[.:!?…]$/.test(part) ? "" : ".")).join(" ");
