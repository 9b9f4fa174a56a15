// Writes the software bill of materials: every package the product runs with, as CycloneDX, from what is installed.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runCommand } from './runCommand.ts'
import { readBill } from './sbomCheck.ts'

const root = join(import.meta.dirname, '..')
const { code, output } = await runCommand('npm', ['sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev'], 'stdout')
if (code !== 0) {
  console.error(`npm could not list what is installed. Run "npm ci" and try again.\n${output}`)
  process.exit(1)
}
const bill = readBill(output)
await mkdir(join(root, 'dist'), { recursive: true })
await writeFile(join(root, 'dist', 'sbom.cdx.json'), output)
console.log(`dist/sbom.cdx.json: ${bill.components.length} packages, CycloneDX ${bill.specVersion}`)
if (bill.withoutLicence.length > 0) console.log(`without a licence of record: ${bill.withoutLicence.join(', ')}`)
