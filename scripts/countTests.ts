export interface Tally {
  passed: number
  failed: number
}

interface Report {
  numPassedTests: number
  testResults: { status: string; assertionResults: { status: string }[] }[]
}

/**
 * Counts what Vitest's JSON report tells. A test that did not run (skipped, or in a file that could not be loaded) is not a pass: it, a
 * missing report, and a run that failed for any other reason each count as a failure.
 */
export function countTests(report: string, succeeded: boolean): Tally {
  if (report === '') return { passed: 0, failed: succeeded ? 0 : 1 }
  const { numPassedTests, testResults }: Report = JSON.parse(report)
  const notPassed = testResults
    .flatMap((file) => file.assertionResults)
    .filter(({ status }) => status !== 'passed').length
  const brokenFiles = testResults.filter(
    (file) => file.status !== 'passed' && file.assertionResults.every(({ status }) => status === 'passed'),
  ).length
  const failed = notPassed + brokenFiles
  return { passed: numPassedTests, failed: failed === 0 && !succeeded ? 1 : failed }
}
