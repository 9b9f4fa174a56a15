import { expectTypeOf, test } from 'vitest'
import type * as pure from '../../src/programme/readiness/index.ts'
import type * as contract from '../../src/server/contract.ts'

test('what the programme works out is what server and clients agreed on', () => {
  expectTypeOf<pure.Readiness>().toExtend<contract.Readiness>()
  expectTypeOf<pure.Finding>().toEqualTypeOf<contract.Finding>()
  expectTypeOf<pure.RefReadiness>().toExtend<contract.RefReadiness>()
})
