/** A refusal in the words of RFC 7644 3.12; directories read `status` and `scimType`. */
export class ScimProblem extends Error {
  readonly status: number
  readonly scimType: string | undefined

  constructor(status: number, detail: string, scimType?: string) {
    super(detail)
    this.status = status
    this.scimType = scimType
  }
}

export const scimProblem = (status: number, detail: string, scimType?: string) =>
  new ScimProblem(status, detail, scimType)

export const scimErrorBody = (status: number, detail: string, scimType?: string) => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
  status: String(status),
  detail,
  ...(scimType === undefined ? {} : { scimType }),
})
