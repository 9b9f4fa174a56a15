import { z } from 'zod'

const component = z.looseObject({
  name: z.string().min(1),
  version: z.string().min(1),
  purl: z.string().startsWith('pkg:npm/'),
  licenses: z.array(z.unknown()).default([]),
})
const bill = z.looseObject({
  bomFormat: z.literal('CycloneDX'),
  specVersion: z.string(),
  components: z.array(component).min(1),
})

/** Reads a bill of materials and names the packages in it that say under no licence they are given. */
export function readBill(text: string) {
  const read = bill.parse(JSON.parse(text))
  const withoutLicence = read.components.filter((c) => c.licenses.length === 0).map((c) => `${c.name}@${c.version}`)
  return { ...read, withoutLicence }
}
