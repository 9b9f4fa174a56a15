import type { AnyRecord, Register } from '../../model/index.ts'
import type { Names } from '../material.ts'
import { evidencePath, recordPage, recordsPerPage } from './packPaths.ts'
import type { PackOptions, PackSource } from './packSource.ts'

/** Where each record and file will lie, and how many there are: known before the first page is written. */
export interface PackIndex {
  readonly names: Names
  /** Path of the page with this record; undefined when the pack does not hold it. */
  pageOf(id: string): string | undefined
  /** Path of a file by its hash. */
  fileOf(hash: string): string | undefined
  /** How many records each register has in each state. */
  statesOf(register: Register): ReadonlyMap<string, number>
  countOf(register: Register): number
  readonly records: number
  readonly files: number
  readonly fileBytes: number
}

interface Place {
  readonly register: string
  readonly ref: string
  readonly title: string
  readonly page: number
}

/** Takes note of records as they pass by; `done` gives the index. */
export function makeIndexer(source: PackSource, { personal = false }: PackOptions) {
  const places = new Map<string, Place>()
  const files = new Map<string, string>()
  const states = new Map<string, Map<string, number>>()
  const counts = new Map<string, number>()
  let fileBytes = 0

  function note(register: Register, record: AnyRecord): void {
    const before = counts.get(register.name) ?? 0
    counts.set(register.name, before + 1)
    const seen = states.get(register.name) ?? new Map<string, number>()
    seen.set(record.state, (seen.get(record.state) ?? 0) + 1)
    states.set(register.name, seen)
    const title = register.fields.title?.personal && !personal ? '' : record.title
    places.set(record.id, {
      register: register.name,
      ref: record.ref,
      title,
      page: Math.floor(before / recordsPerPage) + 1,
    })
  }

  function noteFile(file: { readonly hash: string; readonly name: string; readonly size: number }): void {
    if (files.has(file.hash)) throw new Error(`The source gives the file ${file.hash} twice.`)
    files.set(file.hash, evidencePath(file.hash, file.name))
    fileBytes += file.size
  }

  function done(): PackIndex {
    return {
      names: (id) => {
        const place = places.get(id)
        return place === undefined ? source.names(id) : { id, ...place }
      },
      pageOf: (id) => {
        const place = places.get(id)
        return place && recordPage(place.register, place.page)
      },
      fileOf: (hash) => files.get(hash),
      statesOf: (register) => states.get(register.name) ?? new Map(),
      countOf: (register) => counts.get(register.name) ?? 0,
      records: places.size,
      files: files.size,
      fileBytes,
    }
  }

  return { note, noteFile, done }
}
