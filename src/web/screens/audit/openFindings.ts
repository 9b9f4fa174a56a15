/** Filter of findings that still need somebody; a closed one waits only for the check of its effect. */
export const openFindings = 'state:is:open|analysed|actionPlanned|implemented'
