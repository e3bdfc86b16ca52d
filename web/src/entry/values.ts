/* The field for what a relation takes: a name, a code, a number, a day, yes or no, words. Made here when the relation changes, so that nothing waits for the server. */
import { h } from "../kit/dom";
import { say } from "../kit/words";
import { MADE, type Slot } from "./sources";

type Control = HTMLInputElement | HTMLSelectElement;

/** The control alone. */
export function control(slot: Slot | null, given: Record<string, unknown>): Control {
  const choose = (options: { name: string; label: string }[]): HTMLSelectElement =>
    h("select", given, h("option", { value: "" }, ""), ...options.map((one) => h("option", { value: one.name }, one.label)));
  if (slot?.takes === "code") return choose(slot.codes ?? []);
  if (slot?.takes === "boolean") return choose([{ name: "yes", label: say("yes") }, { name: "no", label: say("no") }]);
  const names = slot?.takes === "entity" ? (slot.kinds ?? []).join(" ") : undefined;
  const digits = slot?.takes === "integer" ? "numeric" : undefined;
  return h("input", { ...given, type: "text", maxlength: 2000, autocomplete: "off", inputmode: digits, "data-names": names });
}

/** It with its label, its hint, and where it is said how it was understood: as the server makes it (templates/_fields.html). */
export function valueField(slot: Slot, name: string, label: string, kinds: ReadonlyMap<string, string>): HTMLElement {
  const id = `f-${name}`;
  const hint = slot.takes === "date" ? say("2026-01-12, January 2026, last week, [2026-01-08..2026-01-11]") : slot.takes === "entity" && name === "object" ? say("A name in the file, or a new one.") : (slot.about ?? "");
  const field = h(
    "div",
    { class: "field" },
    h("label", { for: id }, label),
    control(slot, { id, name, required: name === "object", "aria-describedby": `h-${name} u-${name}` }),
    h("span", { class: "hint", id: `h-${name}` }, hint),
    h("output", { class: "understood", id: `u-${name}`, for: id, "aria-live": "polite" }),
  );
  const made = (slot.kinds ?? []).filter((kind) => MADE.includes(kind) || kinds.has(kind));
  if (slot.takes !== "entity" || name !== "object") return field;
  return h(
    "div",
    { class: "named" },
    field,
    h(
      "p",
      { class: "fresh" },
      h("input", { type: "checkbox", id: `${id}_new`, name: `${name}_new`, value: "1" }),
      h("label", { for: `${id}_new` }, say("This is a new name:")),
      h("select", { name: `${name}_kind`, "aria-label": say("What kind of thing it is") }, ...made.map((kind) => h("option", { value: kind }, kinds.get(kind) ?? kind))),
    ),
  );
}
