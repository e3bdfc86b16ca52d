/* Enter takes the chosen proposal. While a list on the screen is being brought up to date the key waits for it, so that whoever types fast loses none. */
import { acceptCompletion, completionStatus } from "@codemirror/autocomplete";
import { type EditorView, keymap, type PluginValue, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import { type Extension, Prec } from "@codemirror/state";

const LIST = ".cm-tooltip-autocomplete";

class Enter implements PluginValue {
  private waits = false;

  constructor(private readonly view: EditorView) {}

  press(): boolean {
    if (acceptCompletion(this.view)) return true;
    this.waits = completionStatus(this.view.state) === "pending" && this.view.dom.querySelector(LIST) !== null;
    return this.waits;
  }

  /** The list is there: take from it, once this update is over. Typing on, or moving, calls the key back. */
  update(update: ViewUpdate): void {
    if (!this.waits) return;
    const status = completionStatus(update.state);
    if (status === "pending" && !update.docChanged && !update.selectionSet) return;
    this.waits = false;
    if (status === "active") queueMicrotask(() => void acceptCompletion(this.view));
  }
}

const plugin = ViewPlugin.fromClass(Enter);

export const takeByEnter: Extension = [plugin, Prec.highest(keymap.of([{ key: "Enter", run: (view) => view.plugin(plugin)?.press() ?? false }]))];
