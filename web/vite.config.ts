/* One file an island, under names that stay; what islands share stands in chunks. No inline script, no eval: the server's policy forbids both. */
import { defineConfig } from "vite";

export default defineConfig({
  base: "/static/built/",
  publicDir: false,
  clearScreen: false,
  logLevel: "warn",
  build: {
    outDir: "../api/habeas_api/static/built",
    emptyOutDir: true,
    target: "es2022",
    modulePreload: false,
    assetsInlineLimit: 0,
    sourcemap: false,
    license: { fileName: "licences.md" },
    rolldownOptions: {
      input: {
        room: "src/room.ts",
        graph: "src/graph/main.ts",
        query: "src/query/main.ts",
        passage: "src/passage/main.ts",
        entry: "src/entry/main.ts",
        drafts: "src/drafts/main.ts",
      },
      output: { entryFileNames: "[name].js", chunkFileNames: "part-[name].js", assetFileNames: "[name][extname]" },
    },
  },
});
