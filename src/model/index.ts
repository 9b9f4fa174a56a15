export * from './access.ts'
export { checkRegisters, didYouMean, inversesOf } from './checkRegisters.ts'
export {
  hasLimited,
  hasLimitedFields,
  mayCompareBy,
  mayWriteField,
  notWritable,
  withheldIn,
  withhold,
  withholdFromAll,
} from './fieldAccess.ts'
export * from './fields/index.ts'
export { firstPart } from './firstPart.ts'
export { inPlainWords, saidOf } from './issues.ts'
export * from './links.ts'
export * from './problems.ts'
export * from './register.ts'
export * from './say.ts'
