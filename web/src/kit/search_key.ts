/* "/" goes to the search field, as in many programs; never while somebody types. */

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

export {};
