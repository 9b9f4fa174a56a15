/** What a route answers that is no JSON: a file, a page, a redirection. */
export interface FileAnswer {
  readonly file: true
}

/** A body that is no JSON. */
export type Bytes = Uint8Array<ArrayBuffer> | Blob
