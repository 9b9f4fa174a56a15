import { documentTemplates, requiredDocuments } from '../../standard/documents.ts'

/** Every document and record an AIMS needs, and every outline to write one from, as choices. */
export const documentIds = [...requiredDocuments, ...documentTemplates].map(({ id, title }) => ({
  value: id,
  label: `${id} ${title}`,
}))

/** The AI policy (5.2): as a required document, and written from its outline. */
const aiPolicyIds: readonly string[] = ['DOC-C-03', 'TPL-01']

export const isAiPolicyId = (id: string | null): boolean => id !== null && aiPolicyIds.includes(id)

/** True for what a clause asks for by itself; controls ask only when the statement of applicability includes them. */
export const isRequiredByClause = (id: string | null): boolean =>
  requiredDocuments.some((d) => d.id === id && d.basis === 'clause')
