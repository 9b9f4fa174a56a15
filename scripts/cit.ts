// Everything that must hold before a change is merged, told in order, going on after a failure so that all failures show at once.
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { countTests, type Tally } from './countTests.ts'
import { runCommand } from './runCommand.ts'

interface Step {
  name: string
  command: string[]
  /** what it says is worth reading when all is well, too */
  tells?: boolean
  /** the step counts the tests that Vitest reports, not one for itself */
  tests?: boolean
}

const vitest = (project: string): Step => ({
  name: `${project} tests`,
  command: ['vitest', 'run', '--project', project, '--passWithNoTests'],
  tests: true,
})

const steps: Step[] = [
  { name: 'types', command: ['tsc', '-p', 'tsconfig.json'] },
  ...onlyWith('src/web/tsconfig.json', { name: 'types of the web', command: ['tsc', '-p', 'src/web/tsconfig.json'] }),
  ...onlyWith('test/journeys/tsconfig.json', {
    name: 'types of the journeys',
    command: ['tsc', '-p', 'test/journeys/tsconfig.json'],
  }),
  { name: 'lint', command: ['biome', 'check', '--error-on-warnings'] },
  { name: 'layers', command: ['depcruise', 'src', '--config', '.dependency-cruiser.cjs'] },
  { name: 'messages', command: ['node', 'scripts/messages.ts', '--check'] },
  { name: 'packages', command: ['node', 'scripts/audit.ts'], tells: true },
  { name: 'bill of materials', command: ['node', 'scripts/sbom.ts'], tells: true },
  { name: 'dead code', command: ['knip', '--no-progress'] },
  ...onlyWith('vite.config.ts', { name: 'web build', command: ['vite', 'build', '--logLevel', 'warn'] }),
  ...onlyWith('src/web/vite.config.ts', {
    name: 'web build',
    command: ['vite', 'build', '--logLevel', 'warn', '--config', 'src/web/vite.config.ts'],
  }),
  vitest('unit'),
  vitest('database'),
  vitest('journeys'),
]

function onlyWith(file: string, step: Step): Step[] {
  return existsSync(file) ? [step] : []
}

interface Outcome {
  step: Step
  tally: Tally
  output: string
  seconds: string
}

async function runStep(step: Step, folder: string): Promise<Outcome> {
  const report = join(folder, `${step.name}.json`)
  const reporters = step.tests ? ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`] : []
  const [program = '', ...args] = [...step.command, ...reporters]
  const begun = performance.now()
  const { code, output } = await runCommand(program, args)
  const tally = step.tests
    ? countTests(await readFile(report, 'utf8').catch(() => ''), code === 0)
    : { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 }
  return { step, tally, output, seconds: ((performance.now() - begun) / 1000).toFixed(1) }
}

function tell({ step, tally, output, seconds }: Outcome): void {
  const count = step.tests ? `  ${tally.passed} passed, ${tally.failed} failed` : ''
  console.log(`${tally.failed === 0 ? 'ok  ' : 'FAIL'}  ${step.name}  ${seconds} s${count}`)
  if (tally.failed > 0 || step.tells) console.log(output.trimEnd())
  for (const name of tally.leftOut ?? []) console.log(`      left out, this machine lacks what it needs: ${name}`)
}

/** Runs steps, so many side by side, and tells of them in their order. */
async function runSteps(steps: readonly Step[], sideBySide: number, folder: string): Promise<Tally[]> {
  const waiting = steps.map((step) => ({ step, ended: Promise.withResolvers<Outcome>() }))
  const queue = [...waiting]
  const lane = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) next.ended.resolve(await runStep(next.step, folder))
  }
  const lanes = Promise.all(Array.from({ length: sideBySide }, lane))
  const tallies: Tally[] = []
  for (const { ended } of waiting) {
    const outcome = await ended.promise
    tell(outcome)
    tallies.push(outcome.tally)
  }
  await lanes
  return tallies
}

const folder = await mkdtemp(join(tmpdir(), 'openaims-cit-'))
let passed = 0
let failed = 0
try {
  // No check keeps more than one core busy; tests share the machine among themselves, and need the web client built.
  const checks = await runSteps(
    steps.filter(({ tests }) => !tests),
    2,
    folder,
  )
  const tests = await runSteps(
    steps.filter(({ tests }) => tests),
    1,
    folder,
  )
  for (const tally of [...checks, ...tests]) {
    passed += tally.passed
    failed += tally.failed
  }
} finally {
  await rm(folder, { recursive: true, force: true })
}
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0
