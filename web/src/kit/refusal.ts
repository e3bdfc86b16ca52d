/* What an island is told when it gets no answer: a refusal, or nothing at all. */
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

/** What to tell a person about an error. */
export function told(error: unknown): string {
  if (error instanceof Refused) return [error.message, error.problem.next].filter(Boolean).join(". ").replaceAll("..", ".");
  return error instanceof Error ? error.message : String(error);
}
