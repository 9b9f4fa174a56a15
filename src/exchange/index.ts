export { type DateOptions, type DatePrecision, type GivenDate, isDate, type NotADate, readDate } from './dates.ts'
export { guardText, unguardText } from './formulaGuard.ts'
export {
  applyMapping,
  type ColumnMapping,
  type ColumnTarget,
  type ImportProblem,
  type ImportProblemCode,
  type ImportRecord,
  type ImportValue,
  type MappedRow,
  type Mapping,
  mapRows,
  type TargetField,
} from './mapping.ts'
export type { Transform } from './mappingTransforms.ts'
export { type FederalPlan, findHomes, planFederalInventory } from './presets/federalAiInventory2024.ts'
export { ExchangeProblem, type ExchangeProblemCode, isExchangeProblem } from './problems.ts'
export { type MappingProposal, mappingFrom, proposeMapping } from './proposeMapping.ts'
export { derivedColumns, fieldValue, ownKey, type RegisterTarget, registerTargets } from './registerTargets.ts'
export { readTable } from './tabular/readTable.ts'
export {
  defaultLimits,
  type ReadTableOptions,
  type Table,
  type TableColumn,
  type TableFormat,
  type TableLimits,
  type TableRow,
} from './tabular/table.ts'
export {
  type CsvOptions,
  type WriteColumn,
  type WriteRow,
  type WriteValue,
  writeCsv,
  writeJsonLines,
} from './tabularWriters.ts'
export { writeXlsx, type XlsxOptions } from './xlsxWriter.ts'
