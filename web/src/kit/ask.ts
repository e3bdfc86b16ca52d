/* Asking the server: JSON, and what it says when it cannot. Only ever this server. */
import { h } from "./dom";
import { Lost, type Problem, Refused } from "./refusal";
import { say } from "./words";

export { Lost, Refused, told } from "./refusal";

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
