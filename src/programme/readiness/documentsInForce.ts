interface Versioned {
  readonly state: string
  readonly approvedVersion: string | null
}

/** An approved document, also while its next version is drafted: the approved one stays in force until then. */
export const isDocumentInForce = (d: Versioned): boolean =>
  d.state === 'approved' || (d.approvedVersion !== null && (d.state === 'draft' || d.state === 'inReview'))
