cwlVersion: v1.2
class: Workflow
label: theravar annotate, a job a sample
requirements:
  ScatterFeatureRequirement: {}

inputs:
  calls:
    type: File[]
    secondaryFiles:
      - pattern: .tbi
        required: false
      - pattern: .csi
        required: false
  tumor_type: string?
  no_provenance: boolean?

steps:
  annotate:
    run: theravar.cwl
    scatter: calls
    in:
      calls: calls
      tumor_type: tumor_type
      no_provenance: no_provenance
    out: [result]

outputs:
  results:
    type: File[]
    outputSource: annotate/result
