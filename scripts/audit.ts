// Asks the registry about the packages the product runs with: known weaknesses, and signatures of what was downloaded.
// Where the registry does not offer that, it says so and goes on: a machine cut off from it can still check the rest.
// With --must-answer that is a failure, for where versions are released.
import { endsWell, type Outcome, readAdvisories, readSignatures } from './auditAnswer.ts'
import { runCommand } from './runCommand.ts'

const patient = ['--fetch-retries=0', '--fetch-timeout=20000']

const [advisories, signatures] = await Promise.all([
  runCommand('npm', ['audit', '--omit=dev', '--audit-level=high', '--json', ...patient], 'stdout', 60_000),
  runCommand('npm', ['audit', 'signatures', '--omit=dev', '--json', ...patient], 'stdout', 60_000),
])
const outcomes: [string, Outcome][] = [
  ['advisories', readAdvisories(advisories.output)],
  ['signatures', readSignatures(signatures.output)],
]
for (const [what, { said }] of outcomes) console.log(`${what}: ${said}`)
const mustAnswer = process.argv.includes('--must-answer')
if (
  !endsWell(
    outcomes.map(([, outcome]) => outcome),
    mustAnswer,
  )
)
  process.exitCode = 1
