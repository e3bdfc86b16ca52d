/* A library that brings no types: what is used of it. */
declare module "sparqljs" {
  export class Parser {
    constructor(options: { prefixes: Record<string, string> });
    parse(query: string): unknown;
  }
}
