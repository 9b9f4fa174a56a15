// Everything that must hold before a change is merged, in order, going on after a failure so that all failures show at once.
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

async function runStep(step: Step, folder: string): Promise<Tally> {
  const report = join(folder, `${step.name}.json`)
  const reporters = step.tests ? ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`] : []
  const [program = '', ...args] = [...step.command, ...reporters]
  const begun = performance.now()
  const { code, output } = await runCommand(program, args)
  const seconds = ((performance.now() - begun) / 1000).toFixed(1)
  const tally = step.tests
    ? countTests(await readFile(report, 'utf8').catch(() => ''), code === 0)
    : { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 }
  const count = step.tests ? `  ${tally.passed} passed, ${tally.failed} failed` : ''
  console.log(`${tally.failed === 0 ? 'ok  ' : 'FAIL'}  ${step.name}  ${seconds} s${count}`)
  if (tally.failed > 0 || step.tells) console.log(output.trimEnd())
  for (const name of tally.leftOut ?? []) console.log(`      left out, this machine lacks what it needs: ${name}`)
  return tally
}

const folder = await mkdtemp(join(tmpdir(), 'openaims-cit-'))
const total: Tally = { passed: 0, failed: 0 }
try {
  for (const step of steps) {
    const { passed, failed } = await runStep(step, folder)
    total.passed += passed
    total.failed += failed
  }
} finally {
  await rm(folder, { recursive: true, force: true })
}
console.log(`${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed > 0 ? 1 : 0
