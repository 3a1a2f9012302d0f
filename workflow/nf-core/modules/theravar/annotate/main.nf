process THERAVAR_ANNOTATE {
    tag "$meta.id"
    label 'process_single'

    // No image and no conda package is published yet: set process.container to your own.
    conda "${moduleDir}/environment.yml"
    container "${ workflow.containerEngine in ['singularity', 'apptainer'] && !task.ext.singularity_pull_docker_container ?
        'https://depot.galaxyproject.org/singularity/theravar:0.1.0--h0000000_0':
        'quay.io/biocontainers/theravar:0.1.0--h0000000_0' }"

    input:
    tuple val(meta), path(calls), path(index)
    path cna
    path fusions

    output:
    tuple val(meta), path("${prefix}.${suffix}"), emit: result
    tuple val("${task.process}"), val('theravar'), eval("theravar --version | sed 's/^theravar //'"), topic: versions, emit: versions_theravar

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    prefix = task.ext.prefix ?: "${meta.id}"
    suffix = task.ext.suffix ?: 'tsv'
    def tumor_type = meta.tumor_type ? "--tumor-type '${meta.tumor_type}'" : ''
    def copies = cna ? "--cna ${cna}" : ''
    def rearranged = fusions ? "--fusions ${fusions}" : ''
    if ("${calls}" == "${prefix}.${suffix}") error "Input and output have the same name: set ext.prefix"
    """
    theravar annotate ${calls} \\
        ${tumor_type} \\
        ${copies} \\
        ${rearranged} \\
        ${args} \\
        --threads ${task.cpus} \\
        --progress never \\
        --output ${prefix}.${suffix}
    """

    stub:
    prefix = task.ext.prefix ?: "${meta.id}"
    suffix = task.ext.suffix ?: 'tsv'
    def create = suffix.endsWith('.gz') ? "echo '' | gzip >" : 'touch'
    """
    ${create} ${prefix}.${suffix}
    """
}
