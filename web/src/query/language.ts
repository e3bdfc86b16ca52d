/* SPARQL for the editor: what is a keyword, a variable, a name, a text. Good enough to colour by, not a parser; the server has one. */
import { HighlightStyle, LanguageSupport, StreamLanguage, type StringStream, syntaxHighlighting } from "@codemirror/language";
import { tags } from "@lezer/highlight";

export const KEYWORDS = (
  "SELECT CONSTRUCT DESCRIBE ASK WHERE FROM NAMED PREFIX BASE DISTINCT REDUCED ORDER BY ASC DESC LIMIT OFFSET GROUP HAVING " +
  "GRAPH OPTIONAL UNION MINUS FILTER BIND VALUES AS IN NOT EXISTS SERVICE UNDEF COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT SEPARATOR " +
  "STR LANG LANGMATCHES DATATYPE BOUND IRI URI BNODE ABS CEIL FLOOR ROUND CONCAT STRLEN UCASE LCASE ENCODE_FOR_URI CONTAINS STRSTARTS " +
  "STRENDS STRBEFORE STRAFTER YEAR MONTH DAY HOURS NOW IF COALESCE STRLANG STRDT SAMETERM ISIRI ISURI ISBLANK ISLITERAL ISNUMERIC REGEX " +
  "SUBSTR REPLACE TRUE FALSE A"
).split(" ");
const KNOWN = new Set(KEYWORDS);

interface State {
  quote: string;
}

function token(stream: StringStream, state: State): string | null {
  if (state.quote) return text(stream, state);
  if (stream.eatSpace()) return null;
  if (stream.match("#")) {
    stream.skipToEnd();
    return "comment";
  }
  const quote = stream.match(/^("""|'''|"|')/) as RegExpMatchArray | null;
  if (quote) {
    state.quote = quote[0];
    return text(stream, state);
  }
  return word(stream);
}

function text(stream: StringStream, state: State): string {
  while (!stream.eol()) {
    if (stream.match("\\")) stream.next();
    else if (stream.match(state.quote)) {
      state.quote = "";
      return "string";
    } else stream.next();
  }
  if (state.quote.length === 1) state.quote = "";
  return "string";
}

function word(stream: StringStream): string | null {
  if (stream.match(/^<[^<>"{}|^`\\\s]*>/)) return "link";
  if (stream.match(/^[?$][\p{L}\p{N}_]+/u)) return "variableName";
  if (stream.match(/^@[a-zA-Z]+(-[a-zA-Z0-9]+)*/)) return "meta";
  if (stream.match(/^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?/)) return "number";
  if (stream.match(/^[\p{L}_][\p{L}\p{N}_.-]*:([\p{L}\p{N}_.:-]|\\.|%[0-9a-fA-F]{2})*|^:[\p{L}\p{N}_.-]+/u)) return "propertyName";
  const plain = stream.match(/^[a-zA-Z_]+/) as RegExpMatchArray | null;
  if (plain) return KNOWN.has(plain[0].toUpperCase()) ? "keyword" : null;
  if (stream.match(/^[{}()[\]]/)) return "bracket";
  stream.next();
  return null;
}

const sparql = StreamLanguage.define<State>({
  name: "sparql",
  startState: () => ({ quote: "" }),
  token,
  languageData: { commentTokens: { line: "#" }, closeBrackets: { brackets: ["(", "[", "{", '"'] } },
});

const style = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--accent)", fontWeight: "600" },
  { tag: tags.variableName, color: "var(--held)" },
  { tag: tags.propertyName, color: "var(--free)" },
  { tag: tags.link, color: "var(--free)" },
  { tag: tags.string, color: "var(--warn)" },
  { tag: tags.number, color: "var(--warn)" },
  { tag: tags.comment, color: "var(--soft)", fontStyle: "italic" },
  { tag: tags.meta, color: "var(--soft)" },
]);

export const language = (): LanguageSupport => new LanguageSupport(sparql, [syntaxHighlighting(style)]);
