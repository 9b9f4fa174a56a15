import type { Command } from '../command.ts'
import { backup } from './backup.ts'
import { change } from './change.ts'
import { checkpoint } from './checkpoint.ts'
import { edit } from './edit.ts'
import { erase } from './erase.ts'
import { exportRegister } from './exportRegister.ts'
import { importFile } from './importFile.ts'
import { importUndo } from './importUndo.ts'
import { key } from './key.ts'
import { member } from './member.ts'
import { organisation } from './organisation.ts'
import { pack } from './pack.ts'
import { propose } from './propose.ts'
import { readiness } from './readiness.ts'
import { restore } from './restore.ts'
import { serve } from './serve.ts'
import { sign } from './sign.ts'
import { signInLink } from './signInLink.ts'
import { verify } from './verify.ts'
import { work } from './work.ts'

export const commands: readonly Command[] = [
  serve,
  work,
  signInLink,
  organisation,
  member,
  key,
  importFile,
  importUndo,
  exportRegister,
  propose,
  readiness,
  edit,
  change,
  pack,
  verify,
  backup,
  restore,
  sign,
  checkpoint,
  erase,
]
