version 1.1

workflow theravar_samples {
    meta {
        description: "theravar annotate, a job a sample"
    }

    parameter_meta {
        calls: "VCF, VCF.gz or BCF, one tumour each"
        tumor_type: "OncoTree code, name, main type, DOID or synonym"
        docker: "image that holds theravar: build it from the Dockerfile"
    }

    input {
        Array[File]+ calls
        String? tumor_type
        String docker
    }

    scatter (sample in calls) {
        call annotate {
            input:
                calls = sample,
                tumor_type = tumor_type,
                docker = docker
        }
    }

    output {
        Array[File] results = annotate.result
        Array[File] logs = annotate.log
    }
}

task annotate {
    meta {
        description: "Therapies that a tumour's variants make sensitive or resistant, with their level of evidence. Research use only."
    }

    parameter_meta {
        calls: "VCF, VCF.gz or BCF of one tumour"
        tumor_type: "OncoTree code, name, main type, DOID or synonym"
        assembly: "auto, GRCh37 or GRCh38"
        sample: "the tumour's column of the VCF"
        normal: "the matched normal's column of the VCF"
        facts: "what else is known of the sample, as MSI=high"
        cna: "copy-number calls of genes"
        fusions: "fusions"
        panel_bed: "regions of the panel, for the tumour mutational burden"
        knowledge: "more evidence tables"
        format: "ending of the output: tsv, json, vcf.gz"
        docker: "image that holds theravar"
        cpu: "threads"
        memory_gb: "memory"
    }

    input {
        File calls
        String? tumor_type
        String assembly = "auto"
        String? sample
        String? normal
        Array[String] facts = []
        File? cna
        File? fusions
        File? panel_bed
        Array[File] knowledge = []
        String format = "tsv"
        String docker
        Int cpu = 1
        Int memory_gb = 1
    }

    String name = sub(basename(calls), "\\.(vcf|bcf)(\\.b?gz)?$", "")

    command <<<
        set -euo pipefail
        options=()
        while IFS= read -r fact; do
            [ -z "$fact" ] || options+=(--fact "$fact")
        done < ~{write_lines(facts)}
        while IFS= read -r table; do
            [ -z "$table" ] || options+=(--knowledge "$table")
        done < ~{write_lines(knowledge)}
        theravar annotate '~{calls}' ~{"--tumor-type '" + tumor_type + "'"} --assembly '~{assembly}' \
            ~{"--sample '" + sample + "'"} ~{"--normal '" + normal + "'"} ~{"--cna '" + cna + "'"} \
            ~{"--fusions '" + fusions + "'"} ~{"--panel-bed '" + panel_bed + "'"} ${options[@]+"${options[@]}"} \
            --threads ~{cpu} --progress never --output '~{name}.~{format}' 2> >(tee theravar.log >&2)
    >>>

    output {
        File result = "~{name}.~{format}"
        File log = "theravar.log"
    }

    runtime {
        docker: docker
        cpu: cpu
        memory: "~{memory_gb} GB"
    }
}
