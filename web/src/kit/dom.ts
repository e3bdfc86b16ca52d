/* Elements from values. Text is always text: nothing that came from a document can become HTML. */

export type Child = Node | string | null | undefined | false;

/** Characters that cannot be seen and turn the direction of what stands around them: they show as U+FFFD. */
const DIRECTIONS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const RTL = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
/** What holds names: it is set apart, with its own direction, where it has letters from right to left. */
const INLINE = new Set<string>(["a", "button", "span", "td"]);
const shown = (child: Node | string): Node | string => (typeof child === "string" ? child.replace(DIRECTIONS, "\ufffd") : child);

/** An element with properties, attributes and children. `class`, `aria-…`, `data-…` and `for` are attributes; a function is a listener. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  given: Record<string, unknown> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) put(made, name, value);
  made.append(...children.filter((child): child is Node | string => child !== null && child !== undefined && child !== false).map(shown));
  if (INLINE.has(tag) && given.dir === undefined && RTL.test(made.textContent ?? "")) made.dir = "auto";
  return made;
}

function put(element: HTMLElement, name: string, value: unknown): void {
  if (value === undefined || value === null || value === false) return;
  if (typeof value === "function") element.addEventListener(name.slice(2), value as EventListener);
  else element.setAttribute(name, value === true ? "" : String(value));
}

/** The element that must be there. */
export function need<T extends Element>(selector: string, within: ParentNode = document): T {
  const found = within.querySelector<T>(selector);
  if (!found) throw new Error(`nothing on this page is ${selector}`);
  return found;
}

/** Replace what is in an element. */
export function fill(element: Element, ...children: Child[]): void {
  element.replaceChildren(...children.filter((child): child is Node | string => Boolean(child)));
}

/** What stands in a token of the style sheet, such as `--ink`. */
export function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** Put an address into the bar without loading it. A page that was opened from a file has to keep its own. */
export function remember(address: string | URL): void {
  try {
    history.replaceState(null, "", address);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}

export const calm = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Call once things have been still for a moment. */
export function settled<A extends unknown[]>(call: (...given: A) => void, wait = 180): (...given: A) => void {
  let timer = 0;
  return (...given) => {
    clearTimeout(timer);
    timer = window.setTimeout(() => call(...given), wait);
  };
}

/** The style sheet of the islands, on a page that did not bring it. */
export function wear(address: string): void {
  if (document.querySelector(`link[rel=stylesheet][href^="${address}"]`)) return;
  document.head.append(h("link", { rel: "stylesheet", href: address }));
}
