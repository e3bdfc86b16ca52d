/* Asking in a published folder: the query editor, and saved questions. */
import "../query/main";
import "./questions";
