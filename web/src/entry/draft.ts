/* What was typed, kept in this tab until it is recorded: a reload or a lost connection takes nothing away. */

export type Draft = Record<string, string>;

export class Drafts {
  constructor(private readonly key: string) {}

  get(): Draft | null {
    try {
      return JSON.parse(sessionStorage.getItem(this.key) ?? "null") as Draft | null;
    } catch {
      return null;
    }
  }

  keep(draft: Draft): void {
    try {
      sessionStorage.setItem(this.key, JSON.stringify(draft));
    } catch {
      /* the tab's store is full or off: typing goes on, only a reload would lose it */
    }
  }

  drop(): void {
    sessionStorage.removeItem(this.key);
  }
}
