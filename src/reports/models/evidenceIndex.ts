import type { StoredFile } from '../../model/index.ts'
import { type Column, link, type Report, type Rich } from '../document.ts'
import type { RecordName, ReportHead } from '../material.ts'
import { showSize } from './fieldText.ts'
import { fileAnchor, recordLinks } from './refs.ts'

/** A file, and the records it was attached to. */
export interface CarriedFile extends StoredFile {
  readonly records: readonly RecordName[]
}

export const evidenceColumns: readonly Column[] = [
  { label: 'File', width: 3 },
  { label: 'Kind', width: 1.6 },
  { label: 'Size', width: 0.9, kind: 'number' },
  { label: 'Attached to', width: 4 },
  { label: 'SHA-256', width: 2.4 },
]

export function evidenceRow(file: CarriedFile): Rich[] {
  return [
    [link(fileAnchor(file.hash), file.name)],
    file.mediaType,
    showSize(file.size),
    recordLinks(file.records),
    file.hash,
  ]
}

/** Every piece of evidence with the records that rest on it. */
export function evidenceIndex(files: readonly CarriedFile[], head: ReportHead): Report {
  return {
    ...head,
    title: 'Evidence index',
    subtitle: evidenceSentence(
      files.length,
      files.reduce((sum, file) => sum + file.size, 0),
    ),
    sections: [
      {
        id: 'evidence',
        title: 'Files',
        blocks: [
          {
            kind: 'table',
            caption: 'Files by name, with the records they were attached to',
            columns: evidenceColumns,
            rows: files.map(evidenceRow),
            empty: 'No files are attached to records.',
          },
        ],
      },
    ],
  }
}

export function evidenceSentence(count: number, bytes: number): string {
  if (count === 0) return 'No files are attached to records.'
  return `${count.toLocaleString('en')} ${count === 1 ? 'file' : 'files'}, ${showSize(bytes)}, each known by the SHA-256 hash of its contents.`
}
