/** What a route answers that is no JSON: a file, a page, a redirection. */
export interface FileAnswer {
  readonly file: true
}

/** A body that is no JSON. */
export type Bytes = Uint8Array<ArrayBuffer> | Blob

/** The language of a file's own words: `de`; that of the request when left out. */
export interface FileLanguage {
  readonly language?: string
}
