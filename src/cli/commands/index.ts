import type { Command } from '../command.ts'
import { change, edit } from './edit.ts'
import { exportRegister } from './exportRegister.ts'
import { importFile } from './importFile.ts'
import { importUndo } from './importUndo.ts'
import { organisation } from './organisation.ts'
import { pack } from './pack.ts'
import { propose } from './propose.ts'
import { readiness } from './readiness.ts'
import { serve } from './serve.ts'
import { signInLink } from './signInLink.ts'
import { verify } from './verify.ts'

export const commands: readonly Command[] = [
  serve,
  signInLink,
  organisation,
  importFile,
  importUndo,
  exportRegister,
  propose,
  readiness,
  edit,
  change,
  pack,
  verify,
]
