import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

// Built into a folder of its own below dist/, which is always there, so that the Rust build sees its changes.
// Chrome 86 is what old office machines run at the oldest.
export default defineConfig({
  plugins: [react()],
  base: './',
  server: { proxy: { '/api': process.env.DOUDI_ADDRESS ?? 'http://127.0.0.1:8080' } },
  build: {
    target: 'chrome86',
    outDir: 'dist/pages',
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
    // All that comes from others in one file, which changes seldom: the first load stays within four requests.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'base', test: /node_modules|rolldown|vite\// }] } } },
  },
})
