export interface Tally {
  passed: number
  failed: number
  /** Names of tests that ask for a program or files this machine does not have. */
  leftOut?: string[]
}

interface Report {
  numPassedTests: number
  testResults: { status: string; assertionResults: { status: string; fullName?: string }[] }[]
}

/**
 * Counts what Vitest's JSON report tells. A test that did not run because its file failed (its setup, its loading) is not a pass: it, a
 * missing report, and a run that failed for any other reason each count as a failure. Tests that say by a condition
 * that they need something this machine lacks are neither; they are named, and lint refuses tests skipped for good.
 */
export function countTests(report: string, succeeded: boolean): Tally {
  if (report === '') return { passed: 0, failed: succeeded ? 0 : 1 }
  const { numPassedTests, testResults }: Report = JSON.parse(report)
  const leftOut = testResults
    .filter(({ status }) => status === 'passed')
    .flatMap((file) => file.assertionResults.filter(({ status }) => status === 'skipped' || status === 'pending'))
    .map(({ fullName }) => fullName ?? 'a test without a name')
  const notPassed = testResults
    .flatMap((file) => file.assertionResults)
    .filter(({ status }) => status !== 'passed').length
  const brokenFiles = testResults.filter(
    (file) => file.status !== 'passed' && file.assertionResults.every(({ status }) => status === 'passed'),
  ).length
  const failed = notPassed - leftOut.length + brokenFiles
  return {
    passed: numPassedTests,
    failed: failed === 0 && !succeeded ? 1 : failed,
    ...(leftOut.length === 0 ? {} : { leftOut }),
  }
}
