cwlVersion: v1.2
class: CommandLineTool
id: theravar
label: Therapies that a tumour's variants make sensitive or resistant
doc: |
  theravar annotate: variant calls in, therapies with their level of evidence out. Offline; research use only.
  A run that fails its gate (`fail_on`) ends with exit code 4 and is a permanent failure.

baseCommand: [theravar, annotate]

requirements:
  InlineJavascriptRequirement: {}
hints:
  SoftwareRequirement:
    packages:
      theravar:
        version: [0.1.0]
  ResourceRequirement:
    coresMin: 1
    ramMin: 1000

inputs:
  calls:
    type: File
    doc: VCF, VCF.gz or BCF of one tumour
    secondaryFiles:
      - pattern: .tbi
        required: false
      - pattern: .csi
        required: false
    inputBinding: {position: 1}
  tumor_type:
    type: string?
    doc: OncoTree code, name, main type, DOID or synonym
    inputBinding: {prefix: --tumor-type}
  assembly:
    type:
      - "null"
      - type: enum
        symbols: [auto, GRCh37, GRCh38]
    inputBinding: {prefix: --assembly}
  sample:
    type: string?
    doc: The tumour's column of the VCF
    inputBinding: {prefix: --sample}
  normal:
    type: string?
    doc: The matched normal's column of the VCF
    inputBinding: {prefix: --normal}
  facts:
    type:
      - "null"
      - type: array
        items: string
        inputBinding: {prefix: --fact}
    doc: What else is known of the sample, as MSI=high
  cna:
    type: File?
    doc: Copy-number calls of genes
    inputBinding: {prefix: --cna}
  fusions:
    type: File?
    inputBinding: {prefix: --fusions}
  panel_bed:
    type: File?
    doc: Regions of the panel, for the tumour mutational burden
    inputBinding: {prefix: --panel-bed}
  knowledge:
    type:
      - "null"
      - type: array
        items: File
        inputBinding: {prefix: --knowledge}
    doc: More evidence tables
  locked:
    type: File?
    doc: The lock that all knowledge must agree with
    inputBinding: {prefix: --locked}
  all:
    type: boolean?
    doc: Every variant, not only those with a finding
    inputBinding: {prefix: --all}
  include_filtered:
    type: boolean?
    inputBinding: {prefix: --include-filtered}
  no_provenance:
    type: boolean?
    inputBinding: {prefix: --no-provenance}
  fail_on:
    type: string?
    doc: A level; exit code 4 where a finding is at least as strong
    inputBinding: {prefix: --fail-on}
  layout:
    type:
      - "null"
      - type: enum
        symbols: [variant, evidence, biomarkers]
    inputBinding: {prefix: --layout}
  format:
    type: string
    doc: Ending of the output, which says its format (tsv, json, vcf, vcf.gz)
    default: tsv

arguments:
  - prefix: --output
    valueFrom: &name >-
      $(inputs.calls.basename.replace(/[.](vcf|bcf)([.]b?gz)?$/, "") + "." + inputs.format)
  - prefix: --threads
    valueFrom: $(runtime.cores)
  - prefix: --progress
    valueFrom: never

stderr: theravar.log

outputs:
  result:
    type: File
    outputBinding:
      glob: *name
  log:
    type: stderr
