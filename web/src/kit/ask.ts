/* Asking the server: JSON, and what it says when it cannot. Only ever this server. */
import { h } from "./dom";
import { say } from "./words";

export interface Problem {
  title?: string;
  detail?: string;
  next?: string;
  where?: string;
  [more: string]: unknown;
}

/** The server answered, and it was a no. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly problem: Problem,
  ) {
    super(problem.detail ?? problem.title ?? say("The server could not do that."));
  }
}

/** There was no answer at all: the connection is gone, or the server is. */
export class Lost extends Error {}

export async function ask(address: string, how: RequestInit = {}): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(address, { credentials: "same-origin", ...how });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Lost(say("The server does not answer. Nothing is lost; try again."));
  }
  if (!answer.ok) throw new Refused(answer.status, await problemOf(answer));
  return answer;
}

export async function json<T>(address: string, how: RequestInit = {}): Promise<T> {
  const answer = await ask(address, { ...how, headers: { Accept: "application/json", ...how.headers } });
  return (await answer.json()) as T;
}

async function problemOf(answer: Response): Promise<Problem> {
  try {
    return (await answer.json()) as Problem;
  } catch {
    return { title: `${answer.status} ${answer.statusText}` };
  }
}

/** Where the answer to a query is as a table for spreadsheets. */
export const csvLink = (query: string): HTMLElement =>
  h("a", { class: "button", href: `/sparql?${new URLSearchParams({ query, format: "csv" })}`, download: "answer.csv" }, "CSV");

/** What to tell a person about an error. */
export function told(error: unknown): string {
  if (error instanceof Refused) return [error.message, error.problem.next].filter(Boolean).join(". ").replaceAll("..", ".");
  return error instanceof Error ? error.message : String(error);
}
