/* On every page: fields for names and dates get their proposals, and what was typed into a form is let go once it is recorded. */
import "./kit/search_key";

if (document.querySelector("input[data-names], form[data-keep]")) void import("./entry/main");

const note = new URLSearchParams(location.search).get("note");
if (note && note !== "entered" && note !== "left") {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith("habeas-add-")) sessionStorage.removeItem(key);
}
