# Each target is decided by the reads at its own place, so that targets may be counted by region. The unit
# is stated: chosen from a part of the targets it could be another one.
REGIONS = [str(region) for region in range(1, config["regions"] + 1)]


def index(wildcards):
    reads = SAMPLES[wildcards.sample]["bam"]
    return reads + (".crai" if reads.endswith(".cram") else ".bai")


rule targets:
    output:
        OUT + "/{sample}/targets.vcf",
    log:
        OUT + "/logs/targets/{sample}.log",
    params:
        program=config["program"],
        options=lambda wildcards: shlex.join(
            word
            for column, option in [("tumor_type", "--tumor-type"), ("assembly", "--assembly")]
            if column in SAMPLES[wildcards.sample]
            for word in (option, SAMPLES[wildcards.sample][column])
        ),
    resources:
        mem_mb=500,
        runtime=10,
    shell:
        "{params.program:q} targets {params.options} --output {output:q} 2> {log:q}"


rule split_targets:
    input:
        rules.targets.output,
    output:
        temp(expand(OUT + "/{{sample}}/targets.{region}.vcf", region=REGIONS)),
    log:
        OUT + "/logs/split_targets/{sample}.log",
    params:
        script=SCRIPTS / "split_targets.py",
    resources:
        mem_mb=500,
        runtime=10,
    shell:
        "python3 {params.script:q} {input:q} {output:q} 2> {log:q}"


rule genotype:
    input:
        bam=cell("bam"),
        index=index,
        targets=OUT + "/{sample}/targets.{region}.vcf",
    output:
        temp(OUT + "/{sample}/genotype.{region}.tsv"),
    log:
        OUT + "/logs/genotype/{sample}.{region}.log",
    params:
        program=config["program"],
        options=lambda wildcards: shlex.join(
            word
            for column, option in [("assembly", "--assembly"), ("unit", "--unit")]
            if column in SAMPLES[wildcards.sample]
            for word in (option, SAMPLES[wildcards.sample][column])
        ),
    threads: config["threads"]
    resources:
        mem_mb=2000,
        runtime=120,
    shell:
        "{params.program:q} genotype --bam {input.bam:q} --targets {input.targets:q} {params.options} "
        "--threads {threads} --output {output:q} 2> {log:q}"


rule gather_genotype:
    input:
        expand(OUT + "/{{sample}}/genotype.{region}.tsv", region=REGIONS),
    output:
        OUT + "/{sample}/{sample}.genotype.tsv",
    log:
        OUT + "/logs/gather_genotype/{sample}.log",
    params:
        script=SCRIPTS / "gather_tsv.py",
    resources:
        mem_mb=500,
        runtime=10,
    shell:
        "python3 {params.script:q} {input:q} > {output:q} 2> {log:q}"
