import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import mantine from 'postcss-preset-mantine'
import { defineConfig } from 'vite'

const here = fileURLToPath(new URL('.', import.meta.url))

/** Builds the web client to `dist/web`; `vite --config src/web/vite.config.ts` serves it while developing. */
export default defineConfig({
  root: here,
  plugins: [react()],
  css: { postcss: { plugins: [mantine({ autoRem: false })] } },
  build: {
    outDir: fileURLToPath(new URL('../../dist/web', import.meta.url)),
    emptyOutDir: true,
    // Fonts and images stay files of their own: the content security policy admits no data addresses.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 800,
  },
  server: {
    port: 5173,
    proxy: Object.fromEntries(
      ['/api', '/sign-in'].map((path) => [path, { target: process.env.OPENAIMS_URL ?? 'http://127.0.0.1:4200' }]),
    ),
  },
})
