/* On every page: fields for names and dates get their proposals; what was typed into a form is let go once it is recorded; and "/" goes to the search field, as in many programs; never while somebody types. */

function isTyping(event: KeyboardEvent): boolean {
  const [where] = event.composedPath();
  return where instanceof HTMLElement && (where.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(where.tagName));
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
  const field = document.querySelector<HTMLInputElement>("[data-key='/']");
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select();
});

if (document.querySelector("input[data-names], form[data-keep]")) void import("./entry/main");

const note = new URLSearchParams(location.search).get("note");
if (note && note !== "entered" && note !== "left") {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith("habeas-add-")) sessionStorage.removeItem(key);
}
