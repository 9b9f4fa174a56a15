export type RefKind =
  | 'clause'
  | 'requirement'
  | 'controlGroup'
  | 'control'
  | 'objective'
  | 'riskSource'
  | 'function'
  | 'category'
  | 'subcategory'
  | 'article'
  | 'annex'

export interface RefEntry {
  readonly id: string
  readonly title: string
  /** Own words. Where only one text is held (27001 titles, NIST gists, requirements) it equals the title. */
  readonly gist: string
  readonly kind: RefKind
}
