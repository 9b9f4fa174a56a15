import { type Said, say } from '../../model/index.ts'
import type { Letter } from './mail.ts'

/** Links stand on a line of their own; nothing is loaded, tracked or hidden behind other words. */
export const invitationLetter = (to: string, by: string, organisation: string, link: string): Letter => ({
  to,
  subject: say`Invitation to ${oneLine(organisation)} on OpenAIMS`,
  text: say`${oneLine(by)} invites you to work on the AI management system of ${oneLine(organisation)}.

Open this link to join. It works for seven days, and once:

${link}

If you did not expect this, leave it; nothing happens without you.

OpenAIMS`,
})

export const resetLetter = (to: string, link: string): Letter => ({
  to,
  subject: say`Set a new password for OpenAIMS`,
  text: say`Somebody, probably you, asked for a new password for this address.

Open this link to set one. It works for 10 minutes, and once:

${link}

If it was not you, leave it; your password stays as it is.

OpenAIMS`,
})

export const verifyLetter = (to: string, link: string): Letter => ({
  to,
  subject: say`Confirm your e-mail address for OpenAIMS`,
  text: say`Open this link to confirm that this is your address. It works for two days, and once:

${link}

OpenAIMS`,
})

export const emailChangeLetter = (to: string, link: string): Letter => ({
  to,
  subject: say`Confirm your new e-mail address for OpenAIMS`,
  text: say`Somebody, probably you, wants to sign in to OpenAIMS with this address from now on.

Open this link to confirm it. It works for an hour, and once:

${link}

If it was not you, leave it; nothing changes.

OpenAIMS`,
})

/** To the address an account has, and to one that another account has already. */
export const emailChangeNotice = (to: string, email: string): Letter => ({
  to,
  subject: say`A new e-mail address was asked for on OpenAIMS`,
  text:
    to.toLowerCase() === email.toLowerCase()
      ? say`Somebody with another account on OpenAIMS wants to use this address, which belongs to your account. Nothing was
changed. If it was you, sign in with the account that has it.

OpenAIMS`
      : say`Somebody who is signed in as you wants to change your e-mail address to ${oneLine(email)}. It changes when the link that
was sent there is opened.

If it was not you, set a new password now, end all sessions under "Your account", and tell your administrator.

OpenAIMS`,
})

export const emailChangedLetter = (to: string, email: string): Letter => ({
  to,
  subject: say`Your e-mail address on OpenAIMS was changed`,
  text: say`You sign in with ${oneLine(email)} from now on, and letters go there. This is the last one to this address.

If it was not you, tell your administrator at once.

OpenAIMS`,
})

export const changedLetter = (to: string, what: Said): Letter => ({
  to,
  subject: say`A way to sign in to OpenAIMS was changed`,
  text: say`${what}

If it was you, there is nothing to do. If not, set a new password, end all sessions under "Your account", and tell
your administrator.

OpenAIMS`,
})

export const testLetter = (to: string): Letter => ({
  to,
  subject: say`OpenAIMS can send mail`,
  text: say`This is the test mail you asked for.

OpenAIMS`,
})

/** A name cannot put lines into a letter. */
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, 200)

/** To those who look after the installation, once when backups begin to fail and once a day while they do. */
export const backupAlarmLetter = (to: string, machine: string, problem: string, since: string): Letter => ({
  to,
  subject: say`OpenAIMS on ${oneLine(machine)}: the backup failed`,
  text: say`A backup of OpenAIMS on ${oneLine(machine)} failed:

${oneLine(problem)}

None has succeeded since ${since}. It is tried again every quarter of an hour; older backups stay. Look at Settings,
Operation, or make one by hand with "openaims backup".

OpenAIMS`,
})

export const backupsAgainLetter = (to: string, machine: string, since: string): Letter => ({
  to,
  subject: say`OpenAIMS on ${oneLine(machine)}: backups succeed again`,
  text: say`A backup of OpenAIMS on ${oneLine(machine)} was written, read back and found whole. None had been since ${since}.

OpenAIMS`,
})
