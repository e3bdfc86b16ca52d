/* The graph in a published folder: the views that are beside the pages. */
import type { Edition } from "./store";

const select = document.querySelector<HTMLSelectElement>("#g-view");
void (window.habeasEdition as Edition).about().then(({ views }) => {
  for (const option of [...(select?.options ?? [])]) if (!views.includes(option.value)) option.remove();
  return import("../graph/main");
});
