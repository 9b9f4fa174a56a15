// Every kind of job declares itself when its module is read; a worker without routes reads them here.
import '../imports/jobs.ts'
import '../packs/packJob.ts'
