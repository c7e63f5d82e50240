import path from 'node:path';
import { defineConfig } from 'vite';

// One readable file that runs with plain Node: whoever checks the books should be able to read what checks them.
export default defineConfig({
  root: import.meta.dirname,
  resolve: { alias: { '#verifier': path.resolve(import.meta.dirname, '../../libs/verifier/index.ts') } },
  build: {
    ssr: 'verify.ts',
    outDir: '../../dist/verifier',
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    rollupOptions: { output: { entryFileNames: 'verify.mjs' } },
  },
  ssr: { noExternal: true },
});
