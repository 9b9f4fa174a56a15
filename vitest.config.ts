import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts'],
        },
      },
      {
        test: {
          name: 'database',
          include: ['test/**/*.test.ts'],
          exclude: ['test/journeys/**'],
          globalSetup: ['test/support/globalSetup.ts'],
          // Each file has a database of its own and waits for PostgreSQL half of the time; by itself Vitest would leave a core idle.
          maxWorkers: 2,
          testTimeout: 20_000,
          hookTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'journeys',
          include: ['test/journeys/**/*.test.ts'],
          globalSetup: ['test/support/globalSetup.ts'],
          // A browser and a server of their own each, and a person's patience: two at a time leave no core idle.
          maxWorkers: 2,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
