import { expect, test } from 'vitest'
import { countTests } from './countTests.ts'

const report = (...files: { status: string; tests: string[] }[]) =>
  JSON.stringify({
    numPassedTests: files.flatMap(({ tests }) => tests).filter((status) => status === 'passed').length,
    testResults: files.map(({ status, tests }) => ({
      status,
      assertionResults: tests.map((each) => ({ status: each })),
    })),
  })

test.each([
  ['all passed', report({ status: 'passed', tests: ['passed', 'passed'] }), true, { passed: 2, failed: 0 }],
  ['one failed', report({ status: 'failed', tests: ['passed', 'failed'] }), false, { passed: 1, failed: 1 }],
  [
    'one for which the machine lacks something',
    report({ status: 'passed', tests: ['passed', 'skipped'] }),
    true,
    { passed: 1, failed: 0, leftOut: ['a test without a name'] },
  ],
  [
    'one not run after its setup failed',
    report({ status: 'failed', tests: ['skipped'] }),
    false,
    { passed: 0, failed: 1 },
  ],
  ['a file that did not load', report({ status: 'failed', tests: [] }), false, { passed: 0, failed: 1 }],
  ['a setup that failed', report(), false, { passed: 0, failed: 1 }],
  ['an error outside of tests', report({ status: 'passed', tests: ['passed'] }), false, { passed: 1, failed: 1 }],
  ['no report after a failure', '', false, { passed: 0, failed: 1 }],
  ['no tests at all', report(), true, { passed: 0, failed: 0 }],
])('%s', (_, text, succeeded, expected) => {
  expect(countTests(text, succeeded)).toEqual(expected)
})
