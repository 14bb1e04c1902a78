import { defineConfig } from 'vite';

// Relative addresses: the same files work at / of the embedded host and in any folder of a static website.
export default defineConfig({
  base: './',
  build: { target: 'es2022', modulePreload: false, assetsInlineLimit: 0, reportCompressedSize: true },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  server: { proxy: { '/api': 'http://localhost:7071' } },
});
