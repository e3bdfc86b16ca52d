/* The scripts of a published folder. They are classic scripts, one file each: a page that was opened from a file loads no modules. EDITION names the one to build. */
import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";

const part = process.env.EDITION ?? "main";
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** What islands ask of a server is answered from the data beside the pages. */
const local: Plugin = {
  name: "local",
  enforce: "pre",
  resolveId(source, importer) {
    return source.endsWith("kit/ask") && importer && part !== "main" ? here("src/edition/transport.ts") : null;
  },
};

/** The engine comes in as data; nothing looks for it beside the script. */
const engine = (): Plugin => ({
  name: "engine",
  enforce: "pre",
  transform: (code, id) => (id.endsWith("oxigraph/web.js") ? code.replace(/new URL\([^)]*import\.meta\.url\)/g, "undefined") : null),
});

export default defineConfig({
  publicDir: false,
  clearScreen: false,
  logLevel: "warn",
  plugins: [local, engine()],
  worker: { format: "iife", plugins: () => [engine()] },
  build: {
    outDir: "../api/habeas_api/static/built",
    emptyOutDir: false,
    target: "es2022",
    modulePreload: false,
    sourcemap: false,
    chunkSizeWarningLimit: 2000,
    rolldownOptions: {
      transform: { define: { "import.meta": "{}" } },
      input: { [part === "main" ? "edition" : `edition-${part}`]: here(`src/edition/${part}.ts`) },
      output: { format: "iife", entryFileNames: "[name].js", codeSplitting: false },
    },
  },
});
