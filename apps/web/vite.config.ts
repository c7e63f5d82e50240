import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// One configuration, two builds: the browser's files, and one bundle of everything that renders
// public pages on the server, so that the api can load it without resolving any package of ours.
export default defineConfig(({ isSsrBuild }) => ({
  root: import.meta.dirname,
  plugins: [react()],
  resolve: { alias: { '#verifier': path.resolve(import.meta.dirname, '../../libs/verifier/index.ts') } },
  // The verifier is a chunk of its own, which loads when somebody verifies.
  worker: { format: 'es' },
  build: {
    outDir: isSsrBuild ? '../../dist/web/server' : '../../dist/web/client',
    emptyOutDir: true,
    copyPublicDir: !isSsrBuild,
    // Phones of four years ago give as well, and what WeChat brings along on Android is a Chromium of its own.
    target: isSsrBuild ? 'node20' : ['es2021', 'chrome100', 'firefox100', 'safari15.4'],
    sourcemap: false,
    // The consoles' component library is one large chunk on purpose: only signed-in staff load it.
    chunkSizeWarningLimit: 1400,
  },
  ssr: { noExternal: true },
  // The bundle carries React's production build only, whatever the api's environment says.
  ...(isSsrBuild ? { define: { 'process.env.NODE_ENV': JSON.stringify('production') } } : {}),
  server: {
    proxy: {
      '/graphql': 'http://localhost:3000',
      '/api': 'http://localhost:3000',
      '/uploads': 'http://localhost:3000',
    },
  },
}));
