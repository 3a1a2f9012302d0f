# A sample is judged as a whole: combinations, second hits, wild type, phase and burden are of all its
# records. So records that a caller wrote by region are put together first.
rule gather_calls:
    input:
        lambda wildcards: shards(wildcards.sample),
    output:
        temp(OUT + "/{sample}/{sample}.calls.vcf"),
    log:
        OUT + "/logs/gather_calls/{sample}.log",
    params:
        script=SCRIPTS / "gather_vcf.py",
    resources:
        mem_mb=500,
        runtime=60,
    shell:
        "python3 {params.script:q} {input:q} > {output:q} 2> {log:q}"


def calls(wildcards):
    files = shards(wildcards.sample)
    return files if len(files) == 1 else f"{OUT}/{wildcards.sample}/{wildcards.sample}.calls.vcf"


rule annotate:
    input:
        calls=calls,
        cna=cell("cna"),
        fusions=cell("fusions"),
    output:
        OUT + "/{sample}/{sample}.{format}",
    log:
        OUT + "/logs/annotate/{sample}.{format}.log",
    wildcard_constraints:
        format="|".join(re.escape(format) for format in config["formats"]),
    params:
        program=config["program"],
        options=lambda wildcards: options(SAMPLES[wildcards.sample]),
    threads: config["threads"]
    resources:
        mem_mb=1000,
        runtime=30,
    shell:
        "{params.program:q} annotate {input.calls:q} {params.options} --threads {threads} "
        "--progress never --output {output:q} 2> {log:q}"
